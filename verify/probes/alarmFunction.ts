import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { readInvocation } from "../../functions/pauseSending/invocation";
import { arn } from "../../iam/arns";
import { policy } from "../../iam/document";
import { functionTrust } from "../../iam/lambda";
import { alarmArn } from "../../iam/pauseSending";
import { ONE_ALARM_MS } from "../../mail/pause/decide";
import { type Kit, until } from "../kit";
import { type Finding, type Probe, couldNotTell, doesNotHold, judged } from "../probe";
import { refusalOf } from "../refusal";
import { type TestQueue, makeQueue, receive } from "./queue";
import { ROLE_SECONDS, makeRole } from "./role";

const SECONDS = 180;

/** Hands every event on, with the SDK of Lambda's runtime; one that says so fails. */
const CODE = `const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
exports.handler = async (event) => {
  if (event.fail) throw new Error("on purpose");
  const command = { QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(event) };
  await new SQSClient().send(new SendMessageCommand(command));
};
`;

const FAILING = JSON.stringify({ fail: true });

/** An alarm that invokes a function, both made as those of the automatic pause are. */
export const alarmFunction: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 8,
  makes: ["a function", "its role", "an alarm", "two queues"],
  needs: [],
  run: async (kit) => {
    const events = await makeQueue(kit, "events");
    const failed = await makeQueue(kit, "failed");
    const functionArn = await makeFunction(kit, events, failed);
    const alarm = await makeAlarm(kit, functionArn);
    const { cloudwatch, lambda } = kit.clients;
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: alarm, StateValue: "ALARM", StateReason: "ses-launch asks" }),
    );
    const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm] }));
    kit.progress("Waiting for the alarm's event …");
    // One that the function could not hand on has still come: Lambda then keeps it among the dead letters.
    const event =
      (await until(kit, SECONDS, async () => (await receive(kit, events))[0])) ??
      (await receive(kit, failed))[0];
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: "Event",
        Payload: strToU8(FAILING),
      }),
    );
    kit.progress("Waiting for an event that fails …");
    const dead = await until(kit, SECONDS, async () =>
      (await receive(kit, failed)).find((body) => body.includes(FAILING)),
    );
    return {
      ...alarmFindings(event, MetricAlarms[0]?.StateTransitionedTimestamp, kit.place.accountId),
      "function-dead-letters": judged(
        dead !== undefined,
        `an event that failed, in a queue that no queue may use for dead letters: ${dead === undefined ? `not within ${SECONDS} s` : "came"}`,
      ),
    };
  },
};

/** What the event of the alarm says, read as the pause function reads it. */
export function alarmFindings(
  event: string | undefined,
  transitioned: Date | undefined,
  accountId: string,
): Record<"alarm-event" | "alarm-event-time", Finding> {
  if (event === undefined) {
    const saw = `the function was not invoked within ${SECONDS} s of the alarm`;
    return { "alarm-event": doesNotHold(saw), "alarm-event-time": couldNotTell(saw) };
  }
  let read;
  try {
    read = readInvocation(JSON.parse(event));
  } catch (error) {
    const saw = `the event came and cannot be read: ${error instanceof Error ? error.message : "no reason"}`;
    return { "alarm-event": doesNotHold(saw), "alarm-event-time": couldNotTell(saw) };
  }
  const isAlarm = read.by === "alarm" && read.accountId === accountId && read.alarm.state === "ALARM";
  const since = read.by === "alarm" ? Date.parse(read.alarm.since) : Number.NaN;
  return {
    "alarm-event": judged(
      isAlarm,
      isAlarm ? "the event came and was read" : `read as an event by ${read.by}`,
    ),
    "alarm-event-time":
      transitioned === undefined
        ? couldNotTell("DescribeAlarms told no StateTransitionedTimestamp")
        : judged(
            transitioned.getTime() - since < ONE_ALARM_MS,
            `StateTransitionedTimestamp minus the event's time: ${transitioned.getTime() - since} ms`,
          ),
  };
}

async function makeFunction(kit: Kit, events: TestQueue, failed: TestQueue): Promise<string> {
  const { lambda } = kit.clients;
  const functionArn = arn(kit.place, "lambda", `function:${kit.temporary.nameOf("function", "alarmed")}`);
  const sending = policy({
    Sid: "HandOn",
    Effect: "Allow",
    Action: ["sqs:SendMessage"],
    Resource: [events.arn, failed.arn],
  });
  const Role = await makeRole(
    kit,
    "alarmed",
    functionTrust("verify", functionArn, kit.place.accountId),
    sending,
  );
  return kit.temporary.make("function", "alarmed", async (FunctionName) => {
    const create = new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: "nodejs22.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(CODE) }) },
      Timeout: 30,
      DeadLetterConfig: { TargetArn: failed.arn },
      Environment: { Variables: { QUEUE_URL: events.url } },
    });
    kit.progress("Waiting until Lambda takes the function's role …");
    let refusal: string | undefined;
    // A new role is refused as one that Lambda cannot assume, until it is known everywhere.
    await until(kit, ROLE_SECONDS, async () => {
      refusal = await refusalOf(() => lambda.send(create));
      return refusal === "InvalidParameterValueException" ? undefined : true;
    });
    if (refusal !== undefined) throw new Error(`CreateFunction: ${refusal}`);
    const active = await until(kit, ROLE_SECONDS, async () => {
      const { State } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return State === "Active" ? true : undefined;
    });
    if (active === undefined) throw new Error("the function did not become active");
    // Lambda's own wait before a second try is a minute, before a third two.
    await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
    return functionArn;
  });
}

function makeAlarm(kit: Kit, functionArn: string): Promise<string> {
  return kit.temporary.make("alarm", "pause", async (AlarmName) => {
    await kit.clients.lambda.send(
      new AddPermissionCommand({
        FunctionName: functionArn,
        StatementId: "alarm",
        Action: "lambda:InvokeFunction",
        Principal: "lambda.alarms.cloudwatch.amazonaws.com",
        SourceArn: alarmArn(kit.place, AlarmName),
        SourceAccount: kit.place.accountId,
      }),
    );
    await kit.clients.cloudwatch.send(
      new PutMetricAlarmCommand({ ...quietAlarm(AlarmName), AlarmActions: [functionArn] }),
    );
    return AlarmName;
  });
}

/** An alarm on a metric that nobody publishes. */
export function quietAlarm(AlarmName: string) {
  return {
    AlarmName,
    AlarmDescription: "Temporary: what ses-launch assumes of AWS (docs/verify-on-aws.md)",
    Namespace: "ses-verify",
    MetricName: "Nothing",
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
  } as const;
}
