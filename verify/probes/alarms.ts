import { DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { type PolicyDocument, policy } from "../../iam/document";
import { pausePolicy } from "../../iam/pauseSending";
import { type Kit, until } from "../kit";
import { type Probe, couldNotTell, judged } from "../probe";
import { refusalOf, saidOf } from "../refusal";
import { quietAlarm } from "./alarmFunction";
import { settledRefusal, withRights } from "./role";

/** Asks for one alarm with the pause function's right to, which names it by its ARN. */
export const describeAlarms: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 3,
  makes: ["an alarm", "a role that may see it"],
  needs: [],
  run: async (kit) =>
    kit.temporary.make("alarm", "seen", async (AlarmName) => {
      await kit.clients.cloudwatch.send(new PutMetricAlarmCommand(quietAlarm(AlarmName)));
      const { cloudwatch } = await withRights(kit, "seer", seeingRights(kit, AlarmName));
      const refusal = await settledRefusal(kit, () =>
        refusalOf(() =>
          cloudwatch.send(
            new DescribeAlarmsCommand({ AlarmNames: [AlarmName], AlarmTypes: ["MetricAlarm"] }),
          ),
        ),
      );
      return {
        "describe-alarms-by-arn": judged(
          refusal === undefined,
          `DescribeAlarms of the one alarm: ${saidOf(refusal)}`,
        ),
      };
    }),
};

function seeingRights({ place }: Kit, alarm: string): PolicyDocument {
  const { Statement } = pausePolicy({
    place,
    parameters: [],
    configurationSets: [],
    alarms: [alarm],
    deadLettersArn: "",
    logGroupArn: "",
  });
  return policy(...Statement.filter(({ Sid }) => Sid === "SeeThePauseAlarms"));
}

const WARM_UP_MINUTES = 30;
const SECONDS = 300;

/** Two alarms on silence, one with a warm-up: the other shows when it would have spoken. */
export const warmUp: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 5,
  makes: ["two alarms"],
  needs: [],
  run: async (kit) => {
    const { cloudwatch } = kit.clients;
    const make = (what: string, warm: boolean) =>
      kit.temporary.make("alarm", what, async (AlarmName) => {
        await cloudwatch.send(
          new PutMetricAlarmCommand({
            ...quietAlarm(AlarmName),
            TreatMissingData: "breaching",
            ...(warm && { WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: WARM_UP_MINUTES } }),
          }),
        );
        return AlarmName;
      });
    const warm = await make("warm", true);
    const cold = await make("cold", false);
    const stateOf = async (name: string) => {
      const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
      return MetricAlarms[0]?.StateValue ?? "unknown";
    };
    kit.progress("Waiting until an alarm without a warm-up goes off …");
    const spoke = await until(
      kit,
      SECONDS,
      async () => ((await stateOf(cold)) === "ALARM" ? true : undefined),
      15_000,
    );
    const state = await stateOf(warm);
    return {
      "alarm-warm-up":
        spoke === undefined
          ? couldNotTell(`the alarm without a warm-up did not go off within ${SECONDS} s`)
          : judged(state !== "ALARM", `without a warm-up ALARM, with one ${state}`),
    };
  },
};
