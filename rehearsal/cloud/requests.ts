/** What AWS is asked for to get the things that the stand-in cloud has. Properties are those of @pulumi/aws 7. */
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type {
  Architecture,
  CreateEventSourceMappingCommandInput,
  CreateFunctionCommandInput,
  FunctionResponseType,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { type Props, type Value, isAbsent, isProps, textOf } from "../providers/values";

/** Attributes as SNS and SQS want them, texts all; what is not set is left out. */
export function attributes(values: Readonly<Record<string, Value | undefined>>): Record<string, string> {
  const set = Object.entries(values).filter(([, value]) => !isAbsent(value));
  return Object.fromEntries(set.map(([name, value]) => [name, textOf(value)]));
}

export function tableRequest(table: Props): CreateTableCommandInput {
  const columns = (table["attributes"] ?? []) as { name: string; type: "S" | "N" | "B" }[];
  return {
    TableName: textOf(table["name"]),
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: textOf(table["hashKey"]), KeyType: "HASH" },
      ...(isAbsent(table["rangeKey"])
        ? []
        : [{ AttributeName: textOf(table["rangeKey"]), KeyType: "RANGE" as const }]),
    ],
    AttributeDefinitions: columns.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  };
}

/** The attribute by which items expire; undefined where none does. */
export function expiryOf({ ttl }: Props): string | undefined {
  const { attributeName, enabled } = props(ttl);
  return enabled === true ? textOf(attributeName) : undefined;
}

export function queueAttributes(queue: Props): Record<string, string> {
  return attributes({
    VisibilityTimeout: queue["visibilityTimeoutSeconds"],
    MessageRetentionPeriod: queue["messageRetentionSeconds"],
    ReceiveMessageWaitTimeSeconds: queue["receiveWaitTimeSeconds"],
    RedrivePolicy: queue["redrivePolicy"],
    RedriveAllowPolicy: queue["redriveAllowPolicy"],
  });
}

export function subscriptionAttributes(subscription: Props): Record<string, string> {
  return attributes({
    RawMessageDelivery: subscription["rawMessageDelivery"],
    FilterPolicy: subscription["filterPolicy"],
    FilterPolicyScope: subscription["filterPolicyScope"],
    RedrivePolicy: subscription["redrivePolicy"],
  });
}

export function functionRequest(fn: Props): CreateFunctionCommandInput {
  return {
    FunctionName: textOf(fn["name"]),
    Role: textOf(fn["role"]),
    Runtime: textOf(fn["runtime"]) as NonNullable<CreateFunctionCommandInput["Runtime"]>,
    Handler: textOf(fn["handler"]),
    ...(!isAbsent(fn["timeout"]) && { Timeout: Number(fn["timeout"]) }),
    ...(!isAbsent(fn["memorySize"]) && { MemorySize: Number(fn["memorySize"]) }),
    Architectures: (fn["architectures"] ?? ["x86_64"]) as Architecture[],
    Environment: { Variables: props(props(fn["environment"])["variables"]) as Record<string, string> },
    Code: { ZipFile: zipped(fn["code"]) },
  };
}

export function mappingRequest(mapping: Props): CreateEventSourceMappingCommandInput {
  const { maximumConcurrency } = props(mapping["scalingConfig"]);
  return {
    FunctionName: textOf(mapping["functionName"]),
    EventSourceArn: textOf(mapping["eventSourceArn"]),
    ...(mapping["batchSize"] !== undefined && { BatchSize: Number(mapping["batchSize"]) }),
    ...(mapping["maximumBatchingWindowInSeconds"] !== undefined && {
      MaximumBatchingWindowInSeconds: Number(mapping["maximumBatchingWindowInSeconds"]),
    }),
    FunctionResponseTypes: (mapping["functionResponseTypes"] ?? []) as FunctionResponseType[],
    ...(maximumConcurrency !== undefined && {
      ScalingConfig: { MaximumConcurrency: Number(maximumConcurrency) },
    }),
  };
}

/** The archive that the engine sent, as Lambda wants it. */
function zipped(code: Value | undefined): Uint8Array {
  const files = Object.entries(props(props(code)["assets"])).map(([name, asset]) => {
    const { text } = props(asset);
    if (typeof text !== "string") throw new Error(`the function's ${name} was deployed without its text`);
    return [name, strToU8(text)] as const;
  });
  if (files.length === 0) throw new Error("the function was deployed without code");
  return zipSync(Object.fromEntries(files));
}

function props(value: Value | undefined): Props {
  return isProps(value) ? value : {};
}
