/** Where the stand-in SES, SNS, SQS and KMS refuse what they do not at a look at the inputs alone. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import type { Props } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";
import { ACCOUNT, allow, arn, QUEUE_ARN, TOPIC, TOPIC_ARN } from "./providersFeedbackTable";

const SET = { configurationSetName: "news" };
const SET_ARN = arn("ses", "configuration-set/news");
const SES = { Service: "ses.amazonaws.com" };
const DESTINATION = {
  ...SET,
  eventDestinationName: "feedback",
  eventDestination: { matchingEventTypes: ["BOUNCE"], snsDestination: { topicArn: TOPIC_ARN } },
};
const REFUSED =
  /StatusCode: 400.*BadRequestException: Could not publish message to SNS topic <arn:aws:sns:[^>]+:feedback>\./;

describe("stand-in SES, SNS, SQS and KMS together", () => {
  let cloud: Cloud;
  let aws: Plugin;
  before(async () => {
    cloud = newCloud();
    aws = await Plugin.configured("aws", cloud, AWS_CONFIG);
  });
  after(() => aws.stop());
  beforeEach(() => {
    empty(cloud);
  });

  const topicWith = async (policy: string | undefined, topic: Props = {}): Promise<void> => {
    await aws.make(types.CONFIGURATION_SET, SET);
    await aws.make(types.TOPIC, { name: "feedback", ...topic });
    if (policy !== undefined) await aws.make(types.TOPIC_POLICY, { arn: TOPIC_ARN, policy });
  };
  const publishing = (more: object = {}): string =>
    allow({ Principal: SES, Action: ["sns:Publish"], Resource: TOPIC_ARN, ...more });

  describe("an event destination", () => {
    it("needs its configuration set and its topic", async () => {
      await assert.rejects(
        aws.make(types.EVENT_DESTINATION, DESTINATION),
        /StatusCode: 404.*NotFoundException: Configuration set news does not exist\./,
      );
      await aws.make(types.CONFIGURATION_SET, SET);
      await assert.rejects(aws.make(types.EVENT_DESTINATION, DESTINATION), REFUSED);
      assert.deepEqual(cloud.list(types.EVENT_DESTINATION), []);
    });

    const letIn: readonly (readonly [string, string])[] = [
      ["without a condition", publishing()],
      ["by a wildcard action", publishing({ Action: "sns:*" })],
      ["among other principals", publishing({ Principal: { Service: ["a.amazonaws.com", SES.Service] } })],
      ["for the account", publishing({ Condition: { StringEquals: { "AWS:SourceAccount": ACCOUNT } } })],
      ["for the set", publishing({ Condition: { StringEquals: { "aws:SourceArn": SET_ARN } } })],
      [
        "for one of several sets",
        publishing({ Condition: { ArnEquals: { "aws:SourceArn": ["arn:x", SET_ARN] } } }),
      ],
      [
        "for all sets, by StringLike",
        publishing({ Condition: { StringLike: { "aws:SourceArn": `${SET_ARN.slice(0, -4)}*` } } }),
      ],
      [
        "for all sets, by ArnLike",
        publishing({ Condition: { ArnLike: { "aws:SourceArn": `${SET_ARN.slice(0, -4)}*` } } }),
      ],
    ];
    for (const [how, policy] of letIn)
      it(`is made when the topic's policy lets SES in ${how}`, async () => {
        await topicWith(policy);
        assert.equal((await aws.make(types.EVENT_DESTINATION, DESTINATION)).id, "news|feedback");
      });

    const keptOut: readonly (readonly [string, string | undefined])[] = [
      ["is not there", undefined],
      ["lets another service in", publishing({ Principal: { Service: "events.amazonaws.com" } })],
      ["lets accounts in", publishing({ Principal: { AWS: "*" } })],
      ["allows another action", publishing({ Action: "sns:Subscribe" })],
      ["speaks of another topic", publishing({ Resource: arn("sns", "other") })],
      ["denies", publishing({ Effect: "Deny" })],
      [
        "is for another account",
        publishing({ Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } }),
      ],
      ["is for another set", publishing({ Condition: { StringEquals: { "aws:SourceArn": `${SET_ARN}2` } } })],
      [
        "takes a pattern literally",
        publishing({ Condition: { StringEquals: { "aws:SourceArn": `${SET_ARN.slice(0, -4)}*` } } }),
      ],
      [
        "asks for a key that SES does not tell",
        publishing({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      ],
    ];
    for (const [why, policy] of keptOut)
      it(`is refused when the topic's policy ${why}`, async () => {
        await topicWith(policy);
        await assert.rejects(aws.make(types.EVENT_DESTINATION, DESTINATION), REFUSED);
      });

    it("is refused again in an update, once the policy is gone", async () => {
      await topicWith(publishing());
      const state = await aws.make(types.EVENT_DESTINATION, DESTINATION);
      cloud.delete({ type: types.TOPIC_POLICY, scope: `${ACCOUNT}/eu-west-1`, id: TOPIC_ARN });
      const eventDestination = { ...DESTINATION.eventDestination, enabled: true };
      await assert.rejects(
        aws.update(types.EVENT_DESTINATION, state, { ...state.inputs, eventDestination }),
        REFUSED,
      );
    });

    it("is refused a topic that is encrypted with the AWS managed key", async () => {
      await topicWith(publishing(), { kmsMasterKeyId: "alias/aws/sns" });
      await assert.rejects(aws.make(types.EVENT_DESTINATION, DESTINATION), REFUSED);
    });

    it("takes an encrypted topic whose key lets SES encrypt, by whichever name the topic has it", async () => {
      const root = {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: "kms:*",
        Resource: "*",
      };
      const policy = (Action: string[]): string =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [root, { Effect: "Allow", Principal: SES, Action, Resource: "*" }],
        });
      const key = await aws.make(types.KEY, { policy: policy(["kms:GenerateDataKey*", "kms:Decrypt"]) });
      const alias = await aws.make(types.ALIAS, { name: "alias/mail", targetKeyId: key.id });
      const names = [key.id, key.outputs["arn"], "alias/mail", alias.outputs["arn"]];
      for (const kmsMasterKeyId of names) {
        const topic = await aws.make(types.TOPIC, {
          name: "feedback",
          kmsMasterKeyId: kmsMasterKeyId ?? null,
        });
        const set = await aws.make(types.CONFIGURATION_SET, SET);
        await aws.make(types.TOPIC_POLICY, { arn: TOPIC_ARN, policy: publishing() });
        await aws.make(types.EVENT_DESTINATION, DESTINATION);
        await aws.delete(types.TOPIC, topic);
        await aws.delete(types.CONFIGURATION_SET, set);
      }
      await topicWith(publishing(), { kmsMasterKeyId: key.id });
      for (const actions of [["kms:Decrypt"], ["kms:GenerateDataKey*"]]) {
        await aws.update(types.KEY, key, { ...key.inputs, policy: policy(actions) });
        await assert.rejects(aws.make(types.EVENT_DESTINATION, DESTINATION), REFUSED, actions.join());
      }
    });

    it("sends to the default event bus alone", async () => {
      await aws.make(types.CONFIGURATION_SET, SET);
      const to = (bus: string): Props => ({
        ...DESTINATION,
        eventDestination: {
          matchingEventTypes: ["BOUNCE"],
          eventBridgeDestination: { eventBusArn: arn("events", `event-bus/${bus}`) },
        },
      });
      await assert.rejects(
        aws.make(types.EVENT_DESTINATION, to("mail")),
        /BadRequestException: Only the default/,
      );
      await aws.make(types.EVENT_DESTINATION, to("default"));
    });

    it("goes with its configuration set, and not with one of that name elsewhere", async () => {
      await topicWith(publishing());
      await aws.make(types.EVENT_DESTINATION, DESTINATION);
      const elsewhere = await aws.make(types.CONFIGURATION_SET, { ...SET, region: "us-east-1" });
      await aws.delete(types.CONFIGURATION_SET, elsewhere);
      assert.equal(cloud.list(types.EVENT_DESTINATION).length, 1);
      await aws.delete(types.CONFIGURATION_SET, { id: "news", outputs: { region: "eu-west-1" } });
      assert.deepEqual(cloud.list(types.EVENT_DESTINATION), []);
    });
  });

  it("an account has one contact list a Region, with at most 20 topics", async () => {
    const topics = (count: number): Props[] =>
      Array.from({ length: count }, (_none, index) => ({
        topicName: `t${index}`,
        displayName: "T",
        defaultSubscriptionStatus: "OPT_IN",
      }));
    const refused = aws.make(types.CONTACT_LIST, { contactListName: "a", topics: topics(21) });
    await assert.rejects(refused, /BadRequestException: .*20 topics/);
    await aws.make(types.CONTACT_LIST, { contactListName: "a", topics: topics(20) });
    await assert.rejects(aws.make(types.CONTACT_LIST, { contactListName: "b" }), /LimitExceededException/);
    await aws.make(types.CONTACT_LIST, { contactListName: "b", region: "us-east-1" });
  });

  it("a topic of a taken name is refused when it would be another one", async () => {
    await aws.make(types.TOPIC, { name: "feedback", tags: { a: "1" } });
    const again = (more: Props) => aws.make(types.TOPIC, { name: "feedback", tags: { a: "1" }, ...more });
    await assert.rejects(
      again({ tags: { a: "2" } }),
      /InvalidParameter: .* Topic already exists with different tags/,
    );
    await assert.rejects(again({ displayName: "Mail" }), /Topic already exists with different attributes/);
    assert.equal((await again({})).id, TOPIC_ARN);
  });

  it("a queue of a taken name is refused when it would be another one", async () => {
    await aws.make(types.QUEUE, { name: "feedback" });
    await assert.rejects(
      aws.make(types.QUEUE, { name: "feedback", visibilityTimeoutSeconds: 60 }),
      /QueueAlreadyExists: .* different value for attribute VisibilityTimeout/,
    );
  });

  it("a dead-letter queue must be there", async () => {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: QUEUE_ARN, maxReceiveCount: 5 });
    const never = JSON.stringify({ deadLetterTargetArn: QUEUE_ARN, maxReceiveCount: 0 });
    const main = { name: "main", redrivePolicy };
    await assert.rejects(aws.make(types.QUEUE, main), /Dead letter target does not exist/);
    await aws.make(...TOPIC);
    const hook = { topic: TOPIC_ARN, protocol: "https", endpoint: "https://example.com/hook", redrivePolicy };
    await assert.rejects(aws.make(types.SUBSCRIPTION, hook), /InvalidParameter: .*RedrivePolicy/);
    await aws.make(types.QUEUE, { name: "feedback" });
    await aws.make(types.QUEUE, main);
    await aws.make(types.SUBSCRIPTION, hook);
    await assert.rejects(aws.make(types.QUEUE, { name: "n", redrivePolicy: never }), /maxReceiveCount/);
  });

  it("a subscription waits for whoever has the endpoint, and needs its topic and queue", async () => {
    const to = (protocol: string, endpoint: string, more: Props = {}): Props => ({
      topic: TOPIC_ARN,
      protocol,
      endpoint,
      ...more,
    });
    await assert.rejects(
      aws.make(types.SUBSCRIPTION, to("email", "a@example.com")),
      /NotFound: Topic does not exist/,
    );
    await aws.make(...TOPIC);
    await assert.rejects(
      aws.make(types.SUBSCRIPTION, to("sqs", QUEUE_ARN)),
      /InvalidParameter: .*SQS endpoint ARN/,
    );
    const raw = to("email", "a@example.com", { rawMessageDelivery: true });
    await assert.rejects(aws.make(types.SUBSCRIPTION, raw), /does not support raw message delivery/);
    const state = await aws.make(types.SUBSCRIPTION, to("email", "a@example.com"));
    assert.equal(state.outputs["pendingConfirmation"], true);
    const object = cloud.list(types.SUBSCRIPTION)[0];
    assert.ok(object);
    cloud.put({ ...object, hidden: { confirmed: true } });
    assert.equal(
      (await aws.read(types.SUBSCRIPTION, state.id, state))?.outputs["pendingConfirmation"],
      false,
    );
  });

  it("a policy in other words is no difference", async () => {
    await aws.make(...TOPIC);
    const state = await aws.make(types.TOPIC_POLICY, { arn: TOPIC_ARN, policy: publishing() });
    const { Statement, Version } = JSON.parse(publishing()) as Props;
    const policy = JSON.stringify({ Statement, Version }, undefined, 2);
    assert.equal((await aws.diff(types.TOPIC_POLICY, state, { ...state.inputs, policy })).none, true);
  });

  it("a key keeps its account in, and an alias points at a key", async () => {
    const policy = publishing();
    await assert.rejects(
      aws.make(types.KEY, { policy }),
      /MalformedPolicyDocumentException: The new key policy/,
    );
    const missing = aws.make(types.ALIAS, { name: "alias/mail", targetKeyId: "none" });
    await assert.rejects(missing, /NotFoundException: Key does not exist/);
    const [first, second] = [await aws.make(types.KEY, {}), await aws.make(types.KEY, {})];
    const alias = await aws.make(types.ALIAS, { name: "alias/mail", targetKeyId: first.id });
    assert.equal(alias.outputs["targetKeyArn"], first.outputs["arn"]);
    const moved = await aws.update(types.ALIAS, alias, { ...alias.inputs, targetKeyId: second.id });
    assert.equal(moved["targetKeyArn"], second.outputs["arn"]);
    const again = aws.make(types.ALIAS, { name: "alias/mail", targetKeyId: first.id });
    await assert.rejects(again, /AlreadyExistsException: An alias with the name alias\/mail already exists/);
    const { failures } = await aws.check(types.ALIAS, { name: "alias/aws/mail", targetKeyId: first.id });
    assert.equal(failures.length, 1);
    const renamed = await aws.diff(types.ALIAS, alias, { ...alias.inputs, name: "alias/other" });
    assert.deepEqual(renamed.replaces, ["name"]);
  });
});
