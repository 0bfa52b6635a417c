/** Amazon SQS. Rules follow internal/service/sqs of terraform-provider-aws, exceptions the SQS API Reference. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output, type Rule } from "../rules";
import {
  isAbsent,
  isProps,
  knownString,
  parsedJson,
  sameJson,
  sameValue,
  textOf,
  type Props,
} from "../values";
import { jsonFailures, jsonText, policyFailures, policyText } from "./documents";
import { findBy } from "./find";
import { QUEUE, QUEUE_POLICY } from "./names";

/** What `CreateQueue` compares with a queue of that name, in the words of the SQS API Reference. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  visibilityTimeoutSeconds: "VisibilityTimeout",
  messageRetentionSeconds: "MessageRetentionPeriod",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  delaySeconds: "DelaySeconds",
  redrivePolicy: "RedrivePolicy",
  redriveAllowPolicy: "RedriveAllowPolicy",
  kmsMasterKeyId: "KmsMasterKeyId",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
};

/** A number that the provider sends even where the program says nothing. */
const seconds = (min: number, max: number, value: number): Rule => ({
  is: "number",
  min,
  max,
  default: value,
  serviceDefault: value,
});

const queue: AwsDescription = {
  type: QUEUE,
  title: "SQS Queue",
  service: "SQS",
  calls: { create: "CreateQueue", update: "SetQueueAttributes" },
  id: (wanted, { account, region }) =>
    `https://sqs.${knownString(wanted["region"]) ?? region}.amazonaws.com/${account}/${textOf(wanted["name"])}`,
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[A-Za-z0-9_-]{1,80}$/,
      patternMeans: "1 to 80 letters, digits, _ and -",
    },
    visibilityTimeoutSeconds: seconds(0, 43_200, 30),
    messageRetentionSeconds: seconds(60, 1_209_600, 345_600),
    receiveWaitTimeSeconds: seconds(0, 20, 0),
    delaySeconds: seconds(0, 900, 0),
    redrivePolicy: jsonText,
    redriveAllowPolicy: jsonText,
    sqsManagedSseEnabled: { is: "boolean", computed: true },
    kmsMasterKeyId: { is: "string" },
    kmsDataKeyReusePeriodSeconds: { is: "number", computed: true, min: 60, max: 86_400, serviceDefault: 300 },
    arn: output("string"),
    url: output("string"),
  },
  validate: ({ sqsManagedSseEnabled, kmsMasterKeyId, redrivePolicy, redriveAllowPolicy }) => [
    ...(sqsManagedSseEnabled === true && !isAbsent(kmsMasterKeyId)
      ? [{ property: "sqsManagedSseEnabled", reason: "conflicts with kmsMasterKeyId" }]
      : []),
    ...jsonFailures("redrivePolicy", redrivePolicy),
    ...jsonFailures("redriveAllowPolicy", redriveAllowPolicy),
  ],
  // A queue of that name is answered when its attributes are the same. The code is the one of SQS's older protocol,
  // which the Go SDK still prints.
  answersWithExisting: true,
  refuse: (wanted, key, op, { cloud }) => {
    const existing = op === "create" ? cloud.get(key) : undefined;
    const differing = existing && differingAttribute(existing.properties, wanted);
    if (differing !== undefined)
      return `QueueAlreadyExists: A queue already exists with the same name and a different value for attribute ${differing}`;
    return deadLetterProblem(
      wanted["redrivePolicy"],
      (arn) => findBy(cloud, QUEUE, "arn", arn) !== undefined,
    );
  },
  make: (wanted, key) => ({
    arn: arnOf("sqs", key, textOf(wanted["name"])),
    url: key.id,
    sqsManagedSseEnabled: isAbsent(wanted["kmsMasterKeyId"]),
  }),
  deleted: (key, { cloud }) => {
    cloud.delete({ ...key, type: QUEUE_POLICY });
  },
};

const queuePolicy: AwsDescription = {
  type: QUEUE_POLICY,
  title: "SQS Queue Policy",
  service: "SQS",
  calls: { create: "SetQueueAttributes", update: "SetQueueAttributes" },
  id: "queueUrl",
  rules: { queueUrl: { is: "string", required: true, forceNew: true }, policy: policyText },
  validate: ({ policy }) => policyFailures(policy),
  refuse: ({ queueUrl }, _key, _op, { cloud }) =>
    findBy(cloud, QUEUE, "url", queueUrl) === undefined
      ? "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist."
      : undefined,
};

export const sqsResources = [queue, queuePolicy].map(awsResource);

/** What is wrong with the dead-letter queue that a queue's redrive policy names; `exists` tells of an ARN. */
function deadLetterProblem(
  redrivePolicy: Props[string] | undefined,
  exists: (arn: string) => boolean,
): string | undefined {
  const text = knownString(redrivePolicy);
  if (text === undefined) return undefined;
  const invalid = (reason: string): string =>
    `InvalidParameterValue: Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`;
  const target = deadLetterTarget(text);
  if (target === undefined || !exists(target)) return invalid("Dead letter target does not exist.");
  const parsed = parsedJson(text);
  const count = isProps(parsed) ? Number(parsed["maxReceiveCount"]) : NaN;
  return count >= 1 && count <= 1000 ? undefined : invalid("Invalid value for maxReceiveCount.");
}

/** The ARN that a redrive policy names. */
export function deadLetterTarget(redrivePolicy: Props[string] | undefined): string | undefined {
  const parsed = parsedJson(redrivePolicy);
  return isProps(parsed) ? knownString(parsed["deadLetterTargetArn"]) : undefined;
}

function differingAttribute(existing: Props, wanted: Props): string | undefined {
  const differs = (name: string): boolean => {
    const [is = null, asked = null] = [existing[name], wanted[name]];
    return asked !== null && !sameValue(is, asked) && !sameJson(is, asked);
  };
  return Object.entries(ATTRIBUTES).find(([name]) => differs(name))?.[1];
}
