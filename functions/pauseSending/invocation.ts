import * as z from "zod/mini";
import type { AlarmSeen } from "../../mail/pause/decide";
import { highestRate, utc } from "./alarmData";

/** Why the function was invoked. */
export type Invocation =
  | { readonly by: "schedule" }
  | { readonly by: "alarm"; readonly accountId: string; readonly alarm: AlarmSeen };

const scheduled = z.object({ source: z.literal("aws.events") });

/** As far as it is used (CloudWatch User Guide, "Invoke a Lambda function from an alarm"). */
const alarmed = z.object({
  source: z.literal("aws.cloudwatch"),
  accountId: z.string(),
  alarmData: z.object({
    alarmName: z.string(),
    state: z.object({
      value: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
      timestamp: z.string(),
      reasonData: z.optional(z.string()),
    }),
  }),
});

/** @throws Error for an event of another shape */
export function readInvocation(event: unknown): Invocation {
  if (scheduled.safeParse(event).success) return { by: "schedule" };
  const { data } = alarmed.safeParse(event);
  if (data === undefined) throw new Error("The event is neither a schedule's nor an alarm's");
  const { alarmName: name, state } = data.alarmData;
  return {
    by: "alarm",
    accountId: data.accountId,
    alarm: {
      name,
      state: state.value,
      since: utc(state.timestamp),
      value: highestRate(state.reasonData),
    },
  };
}
