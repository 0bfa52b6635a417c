/** AWS Lambda. Rules follow internal/service/lambda of terraform-provider-aws, exceptions the Lambda API Reference. */
import { createHash, randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import type { Cloud, LiveObject } from "../cloud";
import { allows } from "../policyDocument";
import { output } from "../rules";
import { knownString, textOf, type Props, type Value } from "../values";
import { findBy } from "./find";
import { EVENT_SOURCE_MAPPING, FUNCTION, QUEUE, ROLE, ROLE_POLICY } from "./names";

const lambdaFunction: AwsDescription = {
  type: FUNCTION,
  title: "Lambda Function",
  service: "Lambda",
  calls: { create: "CreateFunction", update: "UpdateFunctionCode" },
  id: "name",
  taggable: true,
  rules: {
    name: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[A-Za-z0-9_-]{1,64}$/,
      patternMeans: "1 to 64 letters, digits, _ and -",
    },
    role: { is: "string", required: true },
    code: { is: "object", required: true },
    handler: { is: "string" },
    runtime: { is: "string", oneOf: ["nodejs20.x", "nodejs22.x", "nodejs24.x"] },
    architectures: { is: "list", computed: true, items: { is: "string", oneOf: ["x86_64", "arm64"] } },
    timeout: { is: "number", min: 1, max: 900, default: 3, serviceDefault: 3 },
    memorySize: { is: "number", min: 128, max: 10_240, default: 128, serviceDefault: 128 },
    description: { is: "string", max: 256 },
    environment: { is: "object", fields: { variables: { is: "map" } } },
    loggingConfig: {
      is: "object",
      computed: true,
      fields: {
        logFormat: { is: "string", required: true, oneOf: ["JSON", "Text"] },
        logGroup: { is: "string", computed: true },
        applicationLogLevel: { is: "string" },
        systemLogLevel: { is: "string" },
      },
    },
    reservedConcurrentExecutions: { is: "number", default: -1, serviceDefault: -1, min: -1 },
    deadLetterConfig: { is: "object" },
    publish: { is: "boolean", default: false, serviceDefault: false },
    packageType: { is: "string", forceNew: true, default: "Zip", serviceDefault: "Zip" },
    arn: output("string"),
    invokeArn: output("string"),
    version: output("string"),
    codeSha256: { ...output("string"), volatile: true },
    lastModified: { ...output("string"), volatile: true },
  },
  refuse: ({ role }, _key, _op, { cloud }) =>
    findBy(cloud, ROLE, "arn", role) === undefined
      ? "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda."
      : undefined,
  duplicate: (id) => `ResourceConflictException: Function already exist: ${id}`,
  make: (wanted, key) => {
    const arn = arnOf("lambda", key, `function:${key.id}`);
    const region = key.scope.split("/")[1] ?? "";
    const invocations = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return { arn, invokeArn: invocations, version: "$LATEST", ...codeFacts(wanted) };
  },
  touched: (_before, after) => codeFacts(after),
  deleted: ({ id }, { cloud }) => {
    for (const mapping of cloud.list(EVENT_SOURCE_MAPPING))
      if (functionNameOf(mapping.properties["functionName"]) === id) cloud.delete(mapping);
  },
};

const eventSourceMapping: AwsDescription = {
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
    functionResponseTypes: { is: "list", items: { is: "string", oneOf: ["ReportBatchItemFailures"] } },
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
  refuse: (wanted, key, _op, { cloud }) => {
    const name = functionNameOf(wanted["functionName"]);
    const fn = cloud.get({ type: FUNCTION, scope: key.scope, id: name });
    if (fn === undefined) return `ResourceNotFoundException: Function not found: ${name}`;
    const queue = findBy(cloud, QUEUE, "arn", wanted["eventSourceArn"]);
    return queue === undefined
      ? "InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue."
      : queueProblem(cloud, fn, queue);
  },
  make: ({ functionName }, key, { cloud }) => {
    const name = functionNameOf(functionName);
    const fn = cloud.get({ type: FUNCTION, scope: key.scope, id: name });
    return {
      arn: arnOf("lambda", key, `event-source-mapping:${key.id}`),
      functionArn: fn?.properties["arn"] ?? "",
      uuid: key.id,
      state: "Enabled",
      lastModified: new Date().toISOString(),
    };
  },
};

export const lambdaResources = [lambdaFunction, eventSourceMapping].map(awsResource);

/** What CreateEventSourceMapping refuses of a queue (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
function queueProblem(cloud: Cloud, fn: LiveObject, { properties: queue }: LiveObject): string | undefined {
  const timeout = Number(fn.properties["timeout"]);
  const visibility = Number(queue["visibilityTimeoutSeconds"]);
  if (visibility < timeout)
    return `InvalidParameterValueException: Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`;
  const resource = textOf(queue["arn"]);
  const role = findBy(cloud, ROLE, "arn", fn.properties["role"]);
  const policies = cloud.list(ROLE_POLICY).filter(({ properties }) => properties["role"] === role?.id);
  const missing = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].find(
    (action) =>
      !policies.some(({ properties }) => allows(properties["policy"], { action, resource, context: {} })),
  );
  return missing === undefined
    ? undefined
    : `InvalidParameterValueException: The provided execution role does not have permissions to call ${missing.slice("sqs:".length)} on SQS`;
}

function functionNameOf(value: Value | undefined): string {
  return (knownString(value) ?? "").split(":").at(-1) ?? "";
}

function codeFacts({ code }: Props): Props {
  const codeSha256 = createHash("sha256").update(textOf(code)).digest("base64");
  return { codeSha256, lastModified: new Date().toISOString() };
}
