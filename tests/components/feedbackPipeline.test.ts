import assert from "node:assert/strict";
import {
  FeedbackPipeline,
  type FeedbackPipelineArgs,
  feedbackTopicArn,
} from "../../components/feedbackPipeline";
import { type Seen, named, synth } from "./synth";

const PLACE = { region: "us-east-1", accountId: "123456789012" };
const TOPIC = "arn:aws:sns:us-east-1:123456789012:ses-launch-prod-feedback";
const queueArn = (what: string) => `arn:aws:sqs:us-east-1:123456789012:ses-launch-prod-${what}`;

const ARGS: FeedbackPipelineArgs = {
  stack: "prod",
  place: PLACE,
  streams: { "prod-transactional": "transactional", "prod-canary": "canary" },
  topics: ["notifications"],
  table: { tableName: "list", tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/list" },
  code: "exports.handler = async () => {};",
  webhooks: [],
};

const make = (changes: Partial<FeedbackPipelineArgs> = {}) =>
  new FeedbackPipeline("feedback", { ...ARGS, ...changes });

const ofType = (seen: Seen, type: string) => seen.resources.filter((one) => one.type === type);
const only = (seen: Seen, type: string, name: string) => {
  const found = ofType(seen, type).find((one) => one.name === name);
  assert(found, `${type} ${name}`);
  return found.inputs;
};
const json = (value: unknown) => JSON.parse(String(value)) as unknown;

describe("FeedbackPipeline", () => {
  it("makes a topic of signature version 2 that only this account's configuration sets may publish to", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(only(seen, "aws:sns/topic:Topic", "feedback"), {
      name: "ses-launch-prod-feedback",
      signatureVersion: 2,
    });
    const { arn, policy } = named(seen, "feedback-topic-policy").inputs;
    assert.equal(arn, TOPIC);
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FeedbackOfTheStreams",
          Effect: "Allow",
          Principal: { Service: "ses.amazonaws.com" },
          Action: ["sns:Publish"],
          Resource: TOPIC,
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "123456789012",
              "aws:SourceArn": [
                "arn:aws:ses:us-east-1:123456789012:configuration-set/prod-transactional",
                "arn:aws:ses:us-east-1:123456789012:configuration-set/prod-canary",
              ],
            },
          },
        },
      ],
    });
  });

  it("knows the topic's ARN beforehand, and it is the one that AWS gives", async () => {
    const seen = await synth(() => make());
    assert.equal(feedbackTopicArn("prod", PLACE), TOPIC);
    assert.equal(named(seen, "feedback-topic-policy").inputs["arn"], feedbackTopicArn("prod", PLACE));
  });

  it("gives every queue that the topic writes to a policy for it, and each way a dead-letter queue", async () => {
    const seen = await synth(() => make());
    const { redrivePolicy, visibilityTimeoutSeconds, ...rest } = only(
      seen,
      "aws:sqs/queue:Queue",
      "feedback",
    );
    assert.deepEqual(json(redrivePolicy), {
      deadLetterTargetArn: queueArn("feedback-failed"),
      maxReceiveCount: 5,
    });
    assert.deepEqual(rest, {
      name: "ses-launch-prod-feedback",
      messageRetentionSeconds: 345_600,
      sqsManagedSseEnabled: true,
    });
    assert.equal(visibilityTimeoutSeconds, 6 * 30);

    const failed = only(seen, "aws:sqs/queue:Queue", "feedback-failed");
    assert.equal(failed["messageRetentionSeconds"], 1_209_600);
    assert.deepEqual(json(failed["redriveAllowPolicy"]), {
      redrivePermission: "byQueue",
      sourceQueueArns: [queueArn("feedback")],
    });

    const subscription = only(seen, "aws:sns/topicSubscription:TopicSubscription", "feedback");
    assert.equal(subscription["endpoint"], queueArn("feedback"));
    assert.equal(subscription["protocol"], "sqs");
    assert.deepEqual(json(subscription["redrivePolicy"]), {
      deadLetterTargetArn: queueArn("feedback-undelivered"),
    });

    for (const what of ["feedback", "feedback-undelivered"]) {
      const { queueUrl, policy } = named(seen, `${what}-policy`).inputs;
      assert.equal(queueUrl, `https://sqs.us-east-1.amazonaws.com/123456789012/ses-launch-prod-${what}`);
      const [statement] = (json(policy) as { Statement: Record<string, unknown>[] }).Statement;
      assert.deepEqual(statement, {
        Sid: "MessagesOfTheTopic",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: queueArn(what),
        Condition: {
          ArnEquals: { "aws:SourceArn": TOPIC },
          StringEqualsIfExists: { "aws:SourceAccount": "123456789012" },
        },
      });
    }
    assert.equal(ofType(seen, "aws:sqs/queuePolicy:QueuePolicy").length, 2);
  });

  it("runs the function with what it must know of the stack", async () => {
    const seen = await synth(() => make());
    const { code, ...fn } = only(seen, "aws:lambda/function:Function", "feedback-function");
    assert.deepEqual(fn, {
      name: "ses-launch-prod-feedback",
      role: "arn:aws:iam::123456789012:role/ses-launch-prod-feedback",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 30,
      memorySize: 256,
      environment: {
        variables: {
          ACCOUNT_ID: "123456789012",
          TABLE_NAME: "list",
          STREAMS: JSON.stringify(ARGS.streams),
          TOPICS: JSON.stringify(ARGS.topics),
          POWERTOOLS_METRICS_NAMESPACE: "ses-launch",
          POWERTOOLS_SERVICE_NAME: "prod",
        },
      },
      loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/ses-launch-prod-feedback" },
    });
    assert(code !== undefined, "no code");
    assert.deepEqual(named(seen, "feedback-function-log").inputs, {
      name: "/aws/lambda/ses-launch-prod-feedback",
      retentionInDays: 30,
    });
  });

  it("feeds the function from the queue, reporting single failures and with a limit of batches at once", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "feedback-function-queue").inputs, {
      functionName: "arn:aws:lambda:us-east-1:123456789012:function:ses-launch-prod-feedback",
      eventSourceArn: queueArn("feedback"),
      functionResponseTypes: ["ReportBatchItemFailures"],
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 5 },
    });
  });

  it("delivers to webhooks too, whose addresses are secrets, with a dead-letter queue of their own", async () => {
    const endpoint = "https://hooks.listbackup.ai/ses?token=1";
    const seen = await synth(() => make({ webhooks: [endpoint] }));
    const [webhook, ...others] = ofType(seen, "aws:sns/topicSubscription:TopicSubscription").filter(
      ({ name }) => name.startsWith("feedback-webhook-"),
    );
    assert(webhook && others.length === 0);
    assert.match(webhook.name, /^feedback-webhook-[0-9a-f]{8}$/);
    assert.equal(webhook.inputs["protocol"], "https");
    assert.deepEqual(webhook.inputs["endpoint"], {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: endpoint,
    });
    assert.deepEqual(json(webhook.inputs["redrivePolicy"]), {
      deadLetterTargetArn: queueArn("feedback-webhook-undelivered"),
    });
    assert(named(seen, "feedback-webhook-undelivered-policy"));
  });

  it("encrypts topic and queues with the stack's own key where there is one", async () => {
    const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1111";
    const seen = await synth(() =>
      make({ keyArn, keyAlias: "alias/own", webhooks: ["https://hooks.listbackup.ai/"] }),
    );
    for (const { inputs } of [
      ...ofType(seen, "aws:sns/topic:Topic"),
      ...ofType(seen, "aws:sqs/queue:Queue"),
    ]) {
      assert.equal(inputs["kmsMasterKeyId"], keyArn);
      assert.equal(inputs["sqsManagedSseEnabled"], undefined);
    }
    const { Statement: statements } = json(named(seen, "feedback-function-role-policy").inputs["policy"]) as {
      Statement: { Sid: string }[];
    };
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      ["PollTheQueue", "KeepTheSuppressionList", "WriteTheLog", "ReadTheQueue", "UseTheTablesKey"],
    );
  });

  it("is an ancestor of everything it makes", async () => {
    const { urns } = await synth(() => make({ webhooks: ["https://hooks.listbackup.ai/"] }));
    const children = urns.filter((urn) => urn.includes("aws:"));
    assert.equal(children.length, 16);
    for (const urn of children) assert.match(urn, /ses-launch:index:Feedback(Pipeline|Function)\$aws:/);
    assert(
      urns.some((urn) => urn.includes("ses-launch:index:FeedbackPipeline$ses-launch:index:FeedbackFunction")),
    );
  });
});
