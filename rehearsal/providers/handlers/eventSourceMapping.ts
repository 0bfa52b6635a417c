/**
 * AWS Lambda: a queue that a function is fed from. Rules follow internal/service/lambda of terraform-provider-aws; what a
 * queue must be follows the Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
import { randomUUID } from "node:crypto";
import { arnOf, type AwsDescription } from "../aws";
import type { Cloud, LiveObject } from "../cloud";
import { allows } from "../policyDocument";
import { output } from "../rules";
import { sameSet, textOf, type Props } from "../values";
import { findBy } from "./find";
import { functionNameOf } from "./functionName";
import { EVENT_SOURCE_MAPPING, FUNCTION, QUEUE, ROLE, ROLE_POLICY } from "./names";

const POLLING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

export const eventSourceMapping: AwsDescription = {
  type: EVENT_SOURCE_MAPPING,
  title: "Lambda Event Source Mapping",
  service: "Lambda",
  calls: { create: "CreateEventSourceMapping", update: "UpdateEventSourceMapping" },
  id: () => randomUUID(),
  taggable: true,
  rules: {
    functionName: { is: "string", required: true },
    eventSourceArn: { is: "string", forceNew: true },
    batchSize: { is: "number", min: 1, max: 10_000, serviceDefault: 10 },
    maximumBatchingWindowInSeconds: { is: "number", min: 0, max: 300, serviceDefault: 0 },
    enabled: { is: "boolean", default: true, serviceDefault: true },
    functionResponseTypes: {
      is: "list",
      same: sameSet,
      items: { is: "string", oneOf: ["ReportBatchItemFailures"] },
    },
    scalingConfig: { is: "object", fields: { maximumConcurrency: { is: "number", min: 2, max: 1000 } } },
    filterCriteria: { is: "object" },
    metricsConfig: { is: "object" },
    arn: output("string"),
    functionArn: output("string"),
    uuid: output("string"),
    state: output("string"),
    lastModified: { ...output("string"), volatile: true },
  },
  validate: ({ batchSize, maximumBatchingWindowInSeconds: window }) =>
    typeof batchSize === "number" && batchSize > 10 && (window === undefined || window === 0)
      ? [
          {
            property: "maximumBatchingWindowInSeconds",
            reason: "must be at least 1 second for a batch size over 10",
          },
        ]
      : [],
  refuse: (wanted, key, op, { cloud }) => {
    const name = functionNameOf(wanted["functionName"]);
    const fn = cloud.get({ type: FUNCTION, scope: key.scope, id: name });
    if (fn === undefined) return `ResourceNotFoundException: Function not found: ${name}`;
    const twin = cloud
      .list(EVENT_SOURCE_MAPPING)
      .find((one) => one.id !== key.id && sameEnds(one.properties, wanted));
    // The text is that of DataBiosphere/azul#3399, with its spaces.
    if (op === "create" && twin !== undefined)
      return `ResourceConflictException: An event source mapping with SQS arn (" ${textOf(wanted["eventSourceArn"])} ") and function (" ${name} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`;
    const queue = findBy(cloud, QUEUE, "arn", wanted["eventSourceArn"]);
    return queue === undefined
      ? "InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist."
      : queueProblem(cloud, fn, queue);
  },
  make: (_wanted, key) => ({
    arn: arnOf("lambda", key, `event-source-mapping:${key.id}`),
    uuid: key.id,
    lastModified: new Date().toISOString(),
  }),
  touched: () => ({ lastModified: new Date().toISOString() }),
  live: ({ properties, scope }) => ({
    functionArn: arnOf(
      "lambda",
      { type: FUNCTION, scope, id: "" },
      `function:${functionNameOf(properties["functionName"])}`,
    ),
    state: properties["enabled"] === false ? "Disabled" : "Enabled",
  }),
};

function sameEnds(left: Props, right: Props): boolean {
  return (
    left["eventSourceArn"] === right["eventSourceArn"] &&
    functionNameOf(left["functionName"]) === functionNameOf(right["functionName"])
  );
}

/** The words about the time are those of winglang/wing#1507. */
function queueProblem(cloud: Cloud, fn: LiveObject, { properties: queue }: LiveObject): string | undefined {
  const timeout = Number(fn.properties["timeout"]);
  const visibility = Number(queue["visibilityTimeoutSeconds"]);
  if (visibility < timeout)
    return `InvalidParameterValueException: Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`;
  const resource = textOf(queue["arn"]);
  const role = findBy(cloud, ROLE, "arn", fn.properties["role"]);
  const policies = cloud.list(ROLE_POLICY).filter(({ properties }) => properties["role"] === role?.id);
  const missing = POLLING.find(
    (action) =>
      !policies.some(({ properties }) => allows(properties["policy"], { action, resource, context: {} })),
  );
  return missing === undefined
    ? undefined
    : `InvalidParameterValueException: The provided execution role does not have permissions to call ${missing.slice("sqs:".length)} on SQS`;
}
