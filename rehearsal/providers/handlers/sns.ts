/** Amazon SNS. Rules follow internal/service/sns of terraform-provider-aws, exceptions the SNS API Reference. */
import { randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import type { Cloud, LiveObject } from "../cloud";
import { output } from "../rules";
import { isProps, knownString, sameJson, sameValue, textOf, type Props, type Value } from "../values";
import { jsonFailures, jsonText, policyFailures, policyText } from "./documents";
import { findBy } from "./find";
import { QUEUE, SUBSCRIPTION, TOPIC, TOPIC_POLICY } from "./names";
import { deadLetterTarget } from "./sqs";

/** Whoever has the endpoint must confirm that it wants the messages (SNS API Reference, "ConfirmSubscription"). */
const CONFIRMED_BY_ENDPOINT = ["http", "https", "email", "email-json"];
const RAW_PROTOCOLS = ["http", "https", "sqs", "firehose"];

const topic: AwsDescription = {
  type: TOPIC,
  title: "SNS Topic",
  service: "SNS",
  calls: { create: "CreateTopic", update: "SetTopicAttributes" },
  id: (wanted, { account, region }) =>
    arnOf(
      "sns",
      { type: TOPIC, scope: `${account}/${knownString(wanted["region"]) ?? region}`, id: "" },
      textOf(wanted["name"]),
    ),
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[A-Za-z0-9_-]{1,256}$/,
      patternMeans: "1 to 256 letters, digits, _ and -",
    },
    displayName: { is: "string", max: 100 },
    signatureVersion: { is: "number", computed: true, min: 1, max: 2, serviceDefault: 1 },
    kmsMasterKeyId: { is: "string" },
    deliveryPolicy: jsonText,
    arn: output("string"),
    owner: output("string"),
  },
  validate: ({ deliveryPolicy }) => jsonFailures("deliveryPolicy", deliveryPolicy),
  // CreateTopic of an existing name answers with that topic (SNS API Reference), unless it was to be another one
  // [localstack/localstack#2405, #13714, tried at AWS].
  answersWithExisting: true,
  refuse: (wanted, key, op, { cloud }) => {
    const existing = op === "create" ? cloud.get(key)?.properties : undefined;
    if (existing === undefined) return undefined;
    const differs = (what: string) =>
      `InvalidParameter: Invalid parameter: ${what} Reason: Topic already exists with different ${what.toLowerCase()}`;
    if (!isPartOf(wanted["tagsAll"], existing["tagsAll"])) return differs("Tags");
    const { displayName, signatureVersion, kmsMasterKeyId } = wanted;
    return isPartOf(given({ displayName, signatureVersion, kmsMasterKeyId }), existing)
      ? undefined
      : differs("Attributes");
  },
  make: (_wanted, key) => ({ arn: key.id, owner: accountOf(key.scope) }),
  deleted: ({ id, scope }, { cloud }) => {
    cloud.delete({ type: TOPIC_POLICY, scope, id });
    for (const one of cloud.list(SUBSCRIPTION)) if (one.properties["topic"] === id) cloud.delete(one);
  },
};

const topicPolicy: AwsDescription = {
  type: TOPIC_POLICY,
  title: "SNS Topic Policy",
  service: "SNS",
  calls: { create: "SetTopicAttributes", update: "SetTopicAttributes" },
  id: "arn",
  rules: {
    arn: { is: "string", required: true, forceNew: true },
    policy: policyText,
    owner: output("string"),
  },
  validate: ({ policy }) => policyFailures(policy),
  refuse: ({ arn }, _key, _op, { cloud }) => missingTopic(cloud, arn),
  make: (_wanted, { scope }) => ({ owner: accountOf(scope) }),
};

const subscription: AwsDescription = {
  type: SUBSCRIPTION,
  title: "SNS Topic Subscription",
  service: "SNS",
  calls: { create: "Subscribe", update: "SetSubscriptionAttributes" },
  // Subscribe of a subscribed endpoint answers with the subscription that there is.
  id: (wanted, { cloud }) => subscribed(cloud, wanted)?.id ?? `${textOf(wanted["topic"])}:${randomUUID()}`,
  answersWithExisting: true,
  rules: {
    topic: { is: "string", required: true, forceNew: true },
    protocol: {
      is: "string",
      required: true,
      forceNew: true,
      oneOf: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
    },
    endpoint: { is: "string", required: true, forceNew: true },
    endpointAutoConfirms: { is: "boolean", default: false, serviceDefault: false },
    confirmationTimeoutInMinutes: { is: "number", default: 1, serviceDefault: 1 },
    rawMessageDelivery: { is: "boolean", default: false, serviceDefault: false },
    redrivePolicy: jsonText,
    filterPolicy: jsonText,
    filterPolicyScope: { is: "string", computed: true, oneOf: ["MessageAttributes", "MessageBody"] },
    arn: output("string"),
    ownerId: output("string"),
    confirmationWasAuthenticated: output("boolean"),
    pendingConfirmation: output("boolean"),
  },
  validate: ({ redrivePolicy, filterPolicy }) => [
    ...jsonFailures("redrivePolicy", redrivePolicy),
    ...jsonFailures("filterPolicy", filterPolicy),
  ],
  refuse: (wanted, key, op, { cloud }) => {
    const existing = op === "create" ? cloud.get(key)?.properties : undefined;
    const { rawMessageDelivery, redrivePolicy, filterPolicy } = wanted;
    if (
      existing !== undefined &&
      !isPartOf(given({ rawMessageDelivery, redrivePolicy, filterPolicy }), existing)
    )
      return "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes";
    return missingTopic(cloud, wanted["topic"]) ?? endpointProblem(cloud, wanted);
  },
  make: ({ protocol, endpointAutoConfirms }, { id, scope }) => {
    const asks = CONFIRMED_BY_ENDPOINT.includes(textOf(protocol)) && endpointAutoConfirms !== true;
    return {
      arn: id,
      ownerId: accountOf(scope),
      confirmationWasAuthenticated: !CONFIRMED_BY_ENDPOINT.includes(textOf(protocol)),
      pendingConfirmation: asks,
    };
  },
  // A test says that the endpoint confirmed by `hidden.confirmed`.
  live: ({ hidden }) => (hidden["confirmed"] === true ? { pendingConfirmation: false } : {}),
};

export const snsResources = [topic, topicPolicy, subscription].map(awsResource);

function accountOf(scope: string): string {
  return scope.split("/")[0] ?? "";
}

function missingTopic(cloud: Cloud, arn: Value | undefined): string | undefined {
  return findBy(cloud, TOPIC, "arn", arn) === undefined ? "NotFound: Topic does not exist" : undefined;
}

function subscribed(cloud: Cloud, wanted: Props): LiveObject | undefined {
  return cloud
    .list(SUBSCRIPTION)
    .find(({ properties }) =>
      ["topic", "protocol", "endpoint"].every((name) => properties[name] === wanted[name]),
    );
}

function endpointProblem(cloud: Cloud, wanted: Props): string | undefined {
  const { protocol, endpoint, rawMessageDelivery, redrivePolicy } = wanted;
  const isQueue = (arn: string): boolean => findBy(cloud, QUEUE, "arn", arn) !== undefined;
  if (protocol === "sqs" && !isQueue(textOf(endpoint)))
    return "InvalidParameter: Invalid parameter: SQS endpoint ARN";
  if (rawMessageDelivery === true && !RAW_PROTOCOLS.includes(textOf(protocol)))
    return `InvalidParameter: Invalid parameter: Attributes Reason: RawMessageDelivery: Delivery protocol [${textOf(protocol)}] does not support raw message delivery.`;
  if (knownString(redrivePolicy) === undefined) return undefined;
  const target = deadLetterTarget(redrivePolicy);
  return target !== undefined && isQueue(target)
    ? undefined
    : "InvalidParameter: Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn";
}

function given(props: Readonly<Record<string, Value | undefined>>): Props {
  return Object.fromEntries(
    Object.entries(props).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  );
}

function isPartOf(part: Value | undefined, whole: Value | undefined): boolean {
  return Object.entries(isProps(part) ? part : {}).every(([name, value]) => {
    const is = isProps(whole) ? (whole[name] ?? null) : null;
    return sameValue(value, is) || sameJson(value, is);
  });
}
