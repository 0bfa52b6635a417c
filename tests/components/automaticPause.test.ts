import assert from "node:assert/strict";
import {
  AutomaticPause,
  type AutomaticPauseArgs,
  pauseDeadLetters,
  pauseFunctionArn,
  pauseParameterName,
} from "../../components/automaticPause";
import { ReputationMonitoring } from "../../components/reputationMonitoring";
import { type SynthOptions, named, synth } from "./synth";

const PLACE = { region: "us-east-1", accountId: "123456789012" };
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:ses-launch-prod-pause-sending";
const ALARMS = ["bounce", "complaint"].map((kind) => `stream-notifications-${kind}-pause`);
const alarmArn = (id: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:ses-launch-prod-${id}`;

const ARGS: AutomaticPauseArgs = {
  stack: "prod",
  place: PLACE,
  streams: [{ name: "notifications", configurationSet: "prod-notifications" }],
  code: "exports.handler = async () => {};",
};

const made = (changes: Partial<AutomaticPauseArgs> = {}, options: SynthOptions = {}) =>
  synth(() => new AutomaticPause("pause", { ...ARGS, ...changes }), options);

describe("AutomaticPause", () => {
  it("runs the function with what it must know of the stack", async () => {
    const { code, ...fn } = named(await made(), "pause").inputs;
    assert.deepEqual(fn, {
      name: "ses-launch-prod-pause-sending",
      role: "arn:aws:iam::123456789012:role/ses-launch-prod-pause-sending",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 60,
      memorySize: 256,
      environment: {
        variables: {
          ACCOUNT_ID: "123456789012",
          PAUSE_PREFIX: "/ses-launch/prod/pause",
          STREAMS: JSON.stringify({
            notifications: {
              configurationSet: "prod-notifications",
              alarms: ALARMS.map((id) => `ses-launch-prod-${id}`),
            },
          }),
          POWERTOOLS_METRICS_NAMESPACE: "ses-launch",
          POWERTOOLS_SERVICE_NAME: "prod",
        },
      },
      loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/ses-launch-prod-pause-sending" },
      deadLetterConfig: {
        targetArn: "arn:aws:sqs:us-east-1:123456789012:ses-launch-prod-pause-sending-failed",
      },
    });
    assert(code !== undefined, "no code");
  });

  it("tells the function which record was released", async () => {
    const releasedAt = "2026-11-24T10:00:12.345Z";
    const [stream] = ARGS.streams;
    assert(stream);
    const seen = await made({ streams: [{ ...stream, releasedAt }] });
    const { variables } = named(seen, "pause").inputs["environment"] as { variables: Record<string, string> };
    const told = JSON.parse(variables["STREAMS"] ?? "") as Record<string, { releasedAt?: string }>;
    assert.equal(told["notifications"]?.releasedAt, releasedAt);
  });

  it("lets each pause alarm invoke it, and nobody else but its own schedule", async () => {
    const seen = await made();
    const permissions = seen.resources.filter(({ type }) => type === "aws:lambda/permission:Permission");
    const common = { action: "lambda:InvokeFunction", function: "ses-launch-prod-pause-sending" };
    assert.deepEqual(
      permissions
        .map(({ inputs }) => inputs)
        .sort((a, b) => (String(a["statementId"]) < String(b["statementId"]) ? -1 : 1)),
      [
        {
          ...common,
          statementId: "hourly",
          principal: "events.amazonaws.com",
          sourceArn: "arn:aws:events:us-east-1:123456789012:rule/ses-launch-prod-pause-sending",
        },
        ...ALARMS.map((id) => ({
          ...common,
          statementId: id,
          principal: "lambda.alarms.cloudwatch.amazonaws.com",
          sourceArn: alarmArn(id),
          sourceAccount: "123456789012",
        })),
      ],
    );
  });

  it("runs every hour", async () => {
    const seen = await made();
    const rule = named(seen, "pause-hourly").inputs;
    assert.equal(rule["scheduleExpression"], "rate(1 hour)");
    assert.deepEqual(named(seen, "pause-hourly-target").inputs, {
      rule: rule["name"],
      targetId: "function",
      arn: FUNCTION,
    });
  });

  it("keeps what failed in a queue that only its role writes to", async () => {
    const seen = await made();
    const queue = named(seen, "pause-failed").inputs;
    assert.equal(queue["name"], pauseDeadLetters("prod").name);
    assert.equal(queue["messageRetentionSeconds"], 1_209_600);
    assert.equal(queue["redriveAllowPolicy"], undefined);
    assert(!seen.resources.some(({ type }) => type === "aws:sqs/queuePolicy:QueuePolicy"));
  });

  it("gives the role its own streams' resources", async () => {
    const { policy } = named(await made(), "pause-role-policy").inputs;
    const { Statement: statements } = JSON.parse(String(policy)) as {
      Statement: { Sid: string; Resource: unknown }[];
    };
    assert.deepEqual(Object.fromEntries(statements.map(({ Sid, Resource }) => [Sid, Resource])), {
      KeepThePauseRecords: [
        "arn:aws:ssm:us-east-1:123456789012:parameter/ses-launch/prod/pause/notifications",
      ],
      SwitchTheStreams: ["arn:aws:ses:us-east-1:123456789012:configuration-set/prod-notifications"],
      SeeThePauseAlarms: ALARMS.map(alarmArn),
      KeepWhatFailed: "arn:aws:sqs:us-east-1:123456789012:ses-launch-prod-pause-sending-failed",
      WriteTheLog:
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/ses-launch-prod-pause-sending:*",
    });
    assert.equal(pauseParameterName("prod", "notifications"), "/ses-launch/prod/pause/notifications");
  });

  it("is the parent of everything it makes", async () => {
    const children = (await made()).urns.filter((urn) => urn.includes("aws:"));
    assert.equal(children.length, 10);
    for (const urn of children) assert.match(urn, /::ses-launch:index:AutomaticPause\$aws:/);
  });

  it("knows the function's ARN beforehand", async () => {
    assert.equal(pauseFunctionArn("prod", PLACE), FUNCTION);
  });

  it("makes the same in a preview", async () => {
    const list = (seen: Awaited<ReturnType<typeof synth>>) =>
      seen.resources.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(list(await made({}, { preview: true })), list(await made()));
  });

  it("is the action of exactly the alarms that it lets in", async () => {
    const seen = await synth(() => {
      const pause = new AutomaticPause("pause", ARGS);
      new ReputationMonitoring("monitoring", {
        stack: "prod",
        place: PLACE,
        streams: ["notifications", "transactional"].map((name) => ({
          name,
          configurationSet: `prod-${name}`,
          autoPause: name === "notifications",
        })),
        alarmEmails: [],
        webhooks: false,
        deadLetterQueues: [pauseDeadLetters("prod")],
        pauseActionArn: pause.functionArn,
      });
    });
    const pausing = seen.resources.filter(({ inputs }) =>
      (inputs["alarmActions"] as string[] | undefined)?.includes(FUNCTION),
    );
    assert.deepEqual(
      pausing.map(({ inputs }) => inputs["name"]).sort(),
      ALARMS.map((id) => `ses-launch-prod-${id}`),
    );
    const deadLetters = named(seen, "monitoring-dead-letters-pause-sending-failed").inputs;
    assert.deepEqual(deadLetters["dimensions"], { QueueName: "ses-launch-prod-pause-sending-failed" });
  });
});
