/** AWS Lambda. Rules follow internal/service/lambda of terraform-provider-aws, exceptions the Lambda API Reference. */
import { createHash } from "node:crypto";
import { arnOf, awsResource, regionOf, type AwsDescription } from "../aws";
import { output, type Failure } from "../rules";
import { assetHash, isProps, textOf, type Props, type Value } from "../values";
import { eventSourceMapping } from "./eventSourceMapping";
import { trusts } from "./iam";
import { permission } from "./lambdaPermission";
import { FUNCTION, PERMISSION } from "./names";
import { functionNameOf } from "./functionName";

/** Lambda Developer Guide, "Lambda quotas". */
const ENVIRONMENT_BYTES = 4096;
/** Lambda Developer Guide, "Defined runtime environment variables": those that a function cannot set. */
const RESERVED_VARIABLES =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)|AWS_(ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

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
    sourceCodeHash: { is: "string", computed: true },
    handler: { is: "string", required: true },
    runtime: { is: "string", required: true, oneOf: ["nodejs20.x", "nodejs22.x", "nodejs24.x"] },
    architectures: {
      is: "list",
      computed: true,
      serviceDefault: ["x86_64"],
      items: { is: "string", oneOf: ["x86_64", "arm64"] },
    },
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
        applicationLogLevel: { is: "string", oneOf: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] },
        systemLogLevel: { is: "string", oneOf: ["DEBUG", "INFO", "WARN"] },
      },
    },
    reservedConcurrentExecutions: { is: "number", default: -1, serviceDefault: -1, min: -1 },
    deadLetterConfig: { is: "object" },
    publish: { is: "boolean", default: false, serviceDefault: false },
    packageType: { is: "string", forceNew: true, default: "Zip", serviceDefault: "Zip" },
    arn: output("string"),
    invokeArn: output("string"),
    qualifiedArn: output("string"),
    version: output("string"),
    codeSha256: { ...output("string"), volatile: true },
    lastModified: { ...output("string"), volatile: true },
  },
  validate: loggingFailures,
  refuse: ({ role, environment }, key, _op, { cloud, account }) => {
    const source = { arn: functionArn(key), account };
    if (!trusts(cloud, role, "lambda.amazonaws.com", source))
      return "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.";
    return environmentProblem(isProps(environment) ? environment["variables"] : undefined);
  },
  duplicate: (id) => `ResourceConflictException: Function already exist: ${id}`,
  make: (wanted, key) => {
    const arn = functionArn(key);
    const invocations = `arn:aws:apigateway:${regionOf(key)}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return {
      arn,
      invokeArn: invocations,
      qualifiedArn: `${arn}:$LATEST`,
      version: "$LATEST",
      loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${key.id}` },
      ...codeFacts(wanted),
    };
  },
  touched: (_before, after) => codeFacts(after),
  // Permissions are part of the function; mappings stay, and poll for a function that is gone (API, "DeleteFunction").
  deleted: ({ scope, id }, { cloud }) => {
    for (const one of cloud.list(PERMISSION))
      if (one.scope === scope && functionNameOf(one.properties["function"]) === id) cloud.delete(one);
  },
};

export const lambdaResources = [lambdaFunction, permission, eventSourceMapping].map(awsResource);

function functionArn(key: Parameters<typeof arnOf>[1]): string {
  return arnOf("lambda", key, `function:${key.id}`);
}

/** Log levels are filtered in JSON alone (Lambda Developer Guide, "Log-level filtering"). */
function loggingFailures({ loggingConfig: logging }: Props): Failure[] {
  if (!isProps(logging) || logging["logFormat"] !== "Text") return [];
  return ["applicationLogLevel", "systemLogLevel"]
    .filter((level) => logging[level] !== undefined)
    .map((level) => ({ property: "loggingConfig", reason: `${level} needs the log format JSON` }));
}

function environmentProblem(variables: Value | undefined): string | undefined {
  if (!isProps(variables)) return undefined;
  const unable =
    "InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided";
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.test(name));
  if (reserved.length > 0)
    return `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`;
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  return bytes > ENVIRONMENT_BYTES ? `${unable} exceeded the 4KB limit.` : undefined;
}

/** The hash is of the code's content, whether the engine sent the content or its hash only. */
function codeFacts({ code }: Props): Props {
  const codeSha256 = createHash("sha256")
    .update(textOf(assetHash(code) ?? code))
    .digest("base64");
  return { codeSha256, lastModified: new Date().toISOString() };
}
