import assert from "node:assert/strict";
import { FeedbackPipeline } from "../../components/feedbackPipeline";
import { ReputationMonitoring, type ReputationMonitoringArgs } from "../../components/reputationMonitoring";
import { alarmInputs } from "../../monitoring/alarmInputs";
import { alarmTopicPolicy } from "../../monitoring/alarmTopic";
import { alarmDefinitions } from "../../monitoring/alarms";
import { serviceMay } from "../iam/simulate";
import { setting } from "../monitoring/setting";
import { type Seen, named, synth } from "./synth";

const PLACE = { region: "us-east-1", accountId: "123456789012" };
const TOPIC = "arn:aws:sns:us-east-1:123456789012:ses-launch-prod-alarms";
const PAUSE = "arn:aws:lambda:us-east-1:123456789012:function:ses-launch-prod-pause";
const ALARM_TYPE = "aws:cloudwatch/metricAlarm:MetricAlarm";
const { streams } = setting();

const ARGS: ReputationMonitoringArgs = {
  stack: "prod",
  place: PLACE,
  streams,
  alarmEmails: ["on.call@listbackup.ai", "b@listbackup.ai"],
  webhooks: true,
};
const make = (changes: Partial<ReputationMonitoringArgs> = {}) =>
  new ReputationMonitoring("monitoring", { ...ARGS, ...changes });

const ofType = (seen: Seen, type: string) => seen.resources.filter((one) => one.type === type);
const names = (seen: Seen) => seen.resources.map(({ type, name }) => `${type} ${name}`).sort();

const RUNBOOK = "https://git.example.com/docs/runbook.md";

describe("ReputationMonitoring", () => {
  // Many resources take the mocks a while, so that tests that only look share what they look at.
  let seen: Seen;
  let pausing: Seen;
  before(async () => {
    seen = await synth(() => make());
  });
  before(async () => {
    pausing = await synth(() => make({ pauseActionArn: PAUSE, runbook: RUNBOOK }));
  });

  it("makes each alarm as it is decided, telling the alarm topic when it begins and when it ends", () => {
    const wanted = alarmDefinitions({ ...setting(), runbook: RUNBOOK });
    for (const one of wanted)
      assert.deepEqual(named(pausing, `monitoring-${one.id}`).inputs, {
        ...alarmInputs("prod", one),
        alarmActions: one.pauses === undefined ? [TOPIC] : [TOPIC, PAUSE],
        okActions: [TOPIC],
      });
    assert.equal(ofType(pausing, ALARM_TYPE).length, wanted.length);
    assert.equal(named(seen, "monitoring-pipeline-silent").inputs["name"], "ses-launch-prod-pipeline-silent");
  });

  it("neither pauses nor says so where nothing does it", () => {
    for (const { name, inputs } of ofType(seen, ALARM_TYPE)) {
      assert.deepEqual(inputs["alarmActions"], [TOPIC], name);
      assert.doesNotMatch(String(inputs["alarmDescription"]), /switched off by itself/, name);
    }
  });

  it("mails everybody who is to hear, in resources whose names hold no address", () => {
    const subscriptions = ofType(seen, "aws:sns/topicSubscription:TopicSubscription");
    assert.deepEqual(
      subscriptions.map(({ inputs }) => inputs),
      ARGS.alarmEmails.map((endpoint) => ({
        topic: TOPIC,
        protocol: "email",
        endpoint,
      })),
    );
    for (const { name } of subscriptions) assert.match(name, /^monitoring-email-[0-9a-f]{8}$/);
  });

  it("makes a topic with the policy for this program's alarms", () => {
    const [topic, ...others] = ofType(seen, "aws:sns/topic:Topic");
    assert(others.length === 0);
    assert.deepEqual(topic?.inputs, { name: "ses-launch-prod-alarms", signatureVersion: 2 });
    const { arn, policy } = named(seen, "monitoring-topic-policy").inputs;
    assert.equal(arn, TOPIC);
    assert.deepEqual(JSON.parse(String(policy)), alarmTopicPolicy(TOPIC, PLACE));
  });

  it("makes a dashboard that links to the runbook where its address is told", () => {
    const { dashboardName, dashboardBody } = named(pausing, "monitoring-dashboard").inputs;
    assert.equal(dashboardName, "ses-launch-prod-email");
    const { widgets } = JSON.parse(String(dashboardBody)) as { widgets: { type: string }[] };
    assert.equal(widgets.filter(({ type }) => type === "metric").length, 13);
    assert(String(dashboardBody).includes(`${RUNBOOK}#pipeline-silent`));
  });

  for (const webhooks of [true, false])
    it(`watches exactly the queues, topic and function that the pipeline makes, ${webhooks ? "with" : "without"} webhooks`, async () => {
      const both = await synth(() => {
        make({ webhooks, streams: [] });
        new FeedbackPipeline("feedback", {
          stack: "prod",
          place: PLACE,
          streams: {},
          topics: [],
          table: { tableName: "list", tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/list" },
          code: "exports.handler = async () => {};",
          webhooks: webhooks ? ["https://hooks.listbackup.ai/"] : [],
        });
      });
      const body = String(named(both, "monitoring-dashboard").inputs["dashboardBody"]);
      const watched = (dimension: string) => [
        ...new Set([...body.matchAll(new RegExp(`"${dimension}","([^"]+)"`, "g"))].map(([, name]) => name)),
      ];
      const made = (type: string) => ofType(both, type).map(({ inputs }) => inputs["name"]);
      assert.deepEqual(watched("QueueName").sort(), made("aws:sqs/queue:Queue").sort());
      assert.deepEqual(watched("FunctionName"), made("aws:lambda/function:Function"));
      assert.deepEqual(
        [...watched("TopicName"), "ses-launch-prod-alarms"].sort(),
        made("aws:sns/topic:Topic").sort(),
      );
    });

  it("watches dead-letter queues of other functions too", async () => {
    const deadLetterQueues = [{ id: "pause-failed", name: "ses-launch-prod-pause-failed" }];
    const more = await synth(() => make({ deadLetterQueues, streams: [] }));
    const { dimensions } = named(more, "monitoring-dead-letters-pause-failed").inputs;
    assert.deepEqual(dimensions, { QueueName: "ses-launch-prod-pause-failed" });
    assert(
      String(named(more, "monitoring-dashboard").inputs["dashboardBody"]).includes(
        "ses-launch-prod-pause-failed",
      ),
    );
  });

  it("gives out its topic, the dashboard's address and the alarms' names", async () => {
    const told = { topic: "", url: "", alarms: [] as string[] };
    await synth(() => {
      const made = make({ streams: [], webhooks: false });
      made.alarmTopicArn.apply((value) => (told.topic = value));
      made.dashboardUrl.apply((value) => (told.url = value));
      made.alarmNames.apply((value) => (told.alarms = value));
    });
    assert.equal(told.topic, TOPIC);
    assert(told.url.endsWith("#dashboards/dashboard/ses-launch-prod-email"), told.url);
    assert.deepEqual(
      told.alarms,
      [
        "account-not-healthy",
        "account-bounce-review",
        "account-bounce-rising",
        "account-complaint-review",
        "account-complaint-rising",
        "quota-used",
        "pipeline-silent",
        "dead-letters-feedback-failed",
        "dead-letters-feedback-undelivered",
        "feedback-late",
        "deliveries-failed",
      ].map((id) => `ses-launch-prod-${id}`),
    );
  });

  it("makes the same resources in a preview, and is the parent of all", async () => {
    assert.deepEqual(names(await synth(() => make(), { preview: true })), names(seen));
    for (const urn of seen.urns.filter((one) => one.includes("aws:")))
      assert.match(urn, /ses-launch:index:ReputationMonitoring\$aws:/);
  });
});

describe("the alarm topic's policy", () => {
  const document = alarmTopicPolicy(TOPIC, PLACE);
  const publish = (sourceArn: string, account = PLACE.accountId) => ({
    action: "sns:Publish",
    resource: TOPIC,
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": account },
  });
  const alarm = (account: string, name: string) => `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`;
  const own = alarm("123456789012", "ses-launch-prod-pipeline-silent");

  const ROWS: readonly [string, string, ReturnType<typeof publish>, boolean][] = [
    ["CloudWatch for an alarm of the stack", "cloudwatch.amazonaws.com", publish(own), true],
    [
      "CloudWatch for an alarm of something else",
      "cloudwatch.amazonaws.com",
      publish(alarm("123456789012", "cpu")),
      false,
    ],
    [
      "CloudWatch for another account",
      "cloudwatch.amazonaws.com",
      publish(alarm("210987654321", "ses-launch-prod-x"), "210987654321"),
      false,
    ],
    [
      "CloudWatch that tells another account",
      "cloudwatch.amazonaws.com",
      publish(own, "210987654321"),
      false,
    ],
    ["another service", "events.amazonaws.com", publish(own), false],
  ];
  for (const [who, service, call, may] of ROWS)
    it(`${may ? "lets" : "does not let"} ${who} publish`, async () => {
      assert.equal(await serviceMay(document, service, call), may);
    });
});
