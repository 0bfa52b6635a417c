// The small build, imported as a whole: the other one makes a function's bundle seven times larger.
import * as z from "zod/mini";

/**
 * Why a stream is off: the latch of the automatic pause. The alarm's own state is none, because it ends with the bad hours
 * and stays what it is while nothing is sent. The record stays when the stream comes back; a release names its `at`.
 */
export interface PauseRecord {
  readonly stream: string;
  /** The alarm's name in CloudWatch. */
  readonly alarm: string;
  /** The highest rate that the alarm went by; ratio. Absent when the alarm told none. */
  readonly value?: number | undefined;
  /** When the alarm changed to ALARM; ISO 8601, UTC. What a release names. */
  readonly at: string;
  /**
   * The newest change to ALARM since, of any of the stream's alarms; ISO 8601, UTC. Mail that was sent before the pause
   * goes on bouncing for days, and a release covers these alarms too.
   */
  readonly lastAlarmAt?: string | undefined;
}

const text = z.string().check(z.minLength(1));

const schema = z.object({
  stream: text,
  alarm: text,
  value: z.optional(z.number()),
  at: z.iso.datetime(),
  lastAlarmAt: z.optional(z.iso.datetime()),
});

/** @throws Error that says which fields are wrong */
export function parsePauseRecord(json: string): PauseRecord {
  const { data, error } = schema.safeParse(parsed(json));
  if (data !== undefined) return data;
  const fields = error.issues.map(({ path }) => path.join(".")).filter((field) => field !== "");
  throw new Error(
    fields.length > 0
      ? `The pause record cannot be read: missing or wrong: ${fields.join(", ")}`
      : "The pause record cannot be read: it is no JSON object",
  );
}

export function pauseRecordText({ stream, alarm, value, at, lastAlarmAt }: PauseRecord): string {
  return JSON.stringify({ stream, alarm, value, at, lastAlarmAt });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // Judged as no object, with the same message.
    return undefined;
  }
}
