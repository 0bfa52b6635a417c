/** Amazon SNS. Rules follow internal/service/sns of terraform-provider-aws, exceptions the SNS API Reference. */
import { randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output } from "../rules";
import { textOf } from "../values";
import { findBy } from "./find";
import { QUEUE, SUBSCRIPTION, TOPIC, TOPIC_POLICY } from "./names";
import { jsonFailures, missingDeadLetterQueue, policyFailures } from "./sqs";

const topic: AwsDescription = {
  type: TOPIC,
  title: "SNS Topic",
  service: "SNS",
  calls: { create: "CreateTopic", update: "SetTopicAttributes" },
  // CreateTopic of an existing name answers with that topic (SNS API Reference), so no duplicate is refused.
  id: (wanted, { account, region }) =>
    arnOf(
      "sns",
      { type: TOPIC, scope: `${account}/${textOf(wanted["region"] ?? region)}`, id: "" },
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
    deliveryPolicy: { is: "string" },
    arn: output("string"),
    owner: output("string"),
  },
  make: (_wanted, key) => ({ arn: key.id, owner: key.scope.split("/")[0] ?? "" }),
  deleted: ({ id, scope }, { cloud }) => {
    cloud.delete({ type: TOPIC_POLICY, scope, id });
    for (const subscription of cloud.list(SUBSCRIPTION))
      if (subscription.properties["topic"] === id) cloud.delete(subscription);
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
    policy: { is: "string", required: true },
    owner: output("string"),
  },
  validate: ({ policy }) => policyFailures(policy),
  refuse: ({ arn }, _key, _op, { cloud }) =>
    findBy(cloud, TOPIC, "arn", arn) === undefined ? "NotFoundException: Topic does not exist" : undefined,
  make: (_wanted, { scope }) => ({ owner: scope.split("/")[0] ?? "" }),
};

const subscription: AwsDescription = {
  type: SUBSCRIPTION,
  title: "SNS Topic Subscription",
  service: "SNS",
  calls: { create: "Subscribe", update: "SetSubscriptionAttributes" },
  id: (wanted) => `${textOf(wanted["topic"])}:${randomUUID()}`,
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
    redrivePolicy: { is: "string" },
    filterPolicy: { is: "string" },
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
  refuse: ({ topic: arn, protocol, endpoint, redrivePolicy }, _key, _op, { cloud }) => {
    if (findBy(cloud, TOPIC, "arn", arn) === undefined) return "NotFoundException: Topic does not exist";
    const isQueue = (candidate: string) => findBy(cloud, QUEUE, "arn", candidate) !== undefined;
    if (protocol === "sqs" && !isQueue(textOf(endpoint)))
      return "InvalidParameterException: Invalid parameter: SQS endpoint ARN";
    return missingDeadLetterQueue(redrivePolicy, isQueue);
  },
  // Only who owns the endpoint can confirm it; a queue of the account needs no confirmation.
  make: ({ protocol }, { id, scope }) => ({
    arn: id,
    ownerId: scope.split("/")[0] ?? "",
    confirmationWasAuthenticated: protocol === "sqs",
    pendingConfirmation: protocol !== "sqs",
  }),
};

export const snsResources = [topic, topicPolicy, subscription].map(awsResource);
