/** Amazon SQS. Rules follow internal/service/sqs of terraform-provider-aws, exceptions the SQS API Reference. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { documentProblem } from "../policyDocument";
import { output, type Failure } from "../rules";
import { isAbsent, knownString, sameValue, textOf, UNKNOWN, type Props } from "../values";
import { findBy } from "./find";
import { QUEUE, QUEUE_POLICY } from "./names";

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

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
      pattern: NAME,
      patternMeans: "1 to 80 letters, digits, _ and -",
    },
    visibilityTimeoutSeconds: { is: "number", min: 0, max: 43_200, serviceDefault: 30 },
    messageRetentionSeconds: { is: "number", min: 60, max: 1_209_600, serviceDefault: 345_600 },
    receiveWaitTimeSeconds: { is: "number", min: 0, max: 20, serviceDefault: 0 },
    redrivePolicy: { is: "string" },
    redriveAllowPolicy: { is: "string" },
    sqsManagedSseEnabled: { is: "boolean", computed: true },
    kmsMasterKeyId: { is: "string" },
    kmsDataKeyReusePeriodSeconds: { is: "number", computed: true, serviceDefault: 300 },
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
  refuse: (wanted, key, op, { cloud }) => {
    const existing = op === "create" ? cloud.get(key) : undefined;
    if (existing !== undefined && !sameQueue(existing.properties, wanted))
      return `QueueNameExists: A queue already exists with the same name and a different value for an attribute`;
    return missingDeadLetterQueue(
      wanted["redrivePolicy"],
      (arn) => findBy(cloud, QUEUE, "arn", arn) !== undefined,
    );
  },
  make: (wanted, key) => ({
    arn: arnOf("sqs", key, textOf(wanted["name"])),
    url: key.id,
    ...(isAbsent(wanted["kmsMasterKeyId"]) && { sqsManagedSseEnabled: true }),
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
  rules: {
    queueUrl: { is: "string", required: true, forceNew: true },
    policy: { is: "string", required: true },
  },
  validate: ({ policy }) => policyFailures(policy),
  refuse: ({ queueUrl }, _key, _op, { cloud }) =>
    findBy(cloud, QUEUE, "url", queueUrl) === undefined
      ? "QueueDoesNotExist: The specified queue does not exist."
      : undefined,
};

export const sqsResources = [queue, queuePolicy].map(awsResource);

/** What is wrong with an input `policy`. */
export function policyFailures(policy: Props[string] | undefined): Failure[] {
  const reason = documentProblem(policy);
  return reason === undefined ? [] : [{ property: "policy", reason: `"policy" ${reason}` }];
}

/** What is wrong with an input that holds JSON. */
export function jsonFailures(property: string, value: Props[string] | undefined): Failure[] {
  const text = knownString(value);
  if (text === undefined || text.includes(UNKNOWN)) return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    if (error instanceof SyntaxError) return [{ property, reason: `"${property}" contains invalid JSON` }];
    throw error;
  }
}

/** A redrive policy that names no queue; `exists` tells of an ARN. */
export function missingDeadLetterQueue(
  redrivePolicy: Props[string] | undefined,
  exists: (arn: string) => boolean,
): string | undefined {
  const text = knownString(redrivePolicy);
  if (text === undefined) return undefined;
  const { deadLetterTargetArn: target } = JSON.parse(text) as { deadLetterTargetArn?: string };
  return target === undefined || !exists(target)
    ? `InvalidParameterValue: Value ${text} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`
    : undefined;
}

/** CreateQueue of an existing name answers with that queue when its attributes are the same (SQS API Reference). */
function sameQueue(existing: Props, wanted: Props): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => ["tags", "tagsAll"].includes(name) || sameValue(existing[name], value),
  );
}
