import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { DynamoDBClient, CreateTableCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import {
  type Architecture,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type FunctionResponseType,
  LambdaClient,
  type Runtime,
} from "@aws-sdk/client-lambda";
import {
  CreateTopicCommand,
  SNSClient,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import type { Cloud, LiveObject } from "../providers/cloud";
import * as types from "../providers/handlers/names";
import { isProps, textOf, type Props, type Value } from "../providers/values";
import type { LocalCloud } from "./localCloud";

export interface PathOptions {
  /** Seconds until a message that failed is tried again; what the stack says when left out, which is long to wait for. */
  retryAfterSeconds?: number;
}

/**
 * Makes the feedback path of the deployed stacks on the local cloud, from what the stand-in cloud has: topic, queues,
 * table, role, function and all policies as they were deployed, so that an event really runs through them.
 */
export async function materialise(cloud: Cloud, local: LocalCloud, options: PathOptions = {}): Promise<void> {
  const config = { endpoint: local.endpoint, region: local.region, credentials: local.credentials };
  const each = async (type: string, make: (properties: Props) => Promise<unknown>) => {
    for (const { properties } of ordered(type, cloud.list(type))) await make(properties);
  };
  const dynamo = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const iam = new IAMClient(config);
  const lambda = new LambdaClient(config);

  await each(types.TABLE, async (table) => {
    await dynamo.send(new CreateTableCommand(tableInput(table)));
    const { attributeName = "" } = table["ttl"] as { attributeName?: string };
    const ttl = { AttributeName: attributeName, Enabled: true };
    await dynamo.send(
      new UpdateTimeToLiveCommand({ TableName: textOf(table["name"]), TimeToLiveSpecification: ttl }),
    );
  });
  await each(types.QUEUE, (queue) =>
    sqs.send(
      new CreateQueueCommand({
        QueueName: textOf(queue["name"]),
        Attributes: queueAttributes(queue, options),
      }),
    ),
  );
  await each(types.QUEUE_POLICY, ({ queueUrl, policy }) =>
    sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: localUrl(local, textOf(queueUrl)),
        Attributes: { Policy: textOf(policy) },
      }),
    ),
  );
  await each(types.TOPIC, ({ name, signatureVersion }) =>
    sns.send(
      new CreateTopicCommand({
        Name: textOf(name),
        Attributes: { SignatureVersion: textOf(signatureVersion) },
      }),
    ),
  );
  await each(types.TOPIC_POLICY, ({ arn, policy }) =>
    sns.send(
      new SetTopicAttributesCommand({
        TopicArn: textOf(arn),
        AttributeName: "Policy",
        AttributeValue: textOf(policy),
      }),
    ),
  );
  await each(types.SUBSCRIPTION, async ({ topic, protocol, endpoint, redrivePolicy }) => {
    // Nobody answers a webhook here.
    if (protocol !== "sqs") return;
    await sns.send(
      new SubscribeCommand({
        TopicArn: textOf(topic),
        Protocol: protocol,
        Endpoint: textOf(endpoint),
        Attributes: { RedrivePolicy: textOf(redrivePolicy) },
      }),
    );
  });
  await each(types.ROLE, ({ name, assumeRolePolicy }) =>
    iam.send(
      new CreateRoleCommand({ RoleName: textOf(name), AssumeRolePolicyDocument: textOf(assumeRolePolicy) }),
    ),
  );
  await each(types.ROLE_POLICY, ({ role, name, policy }) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: textOf(role),
        PolicyName: textOf(name),
        PolicyDocument: textOf(policy),
      }),
    ),
  );
  await each(types.FUNCTION, (fn) => lambda.send(new CreateFunctionCommand(functionInput(fn))));
  await each(types.EVENT_SOURCE_MAPPING, (mapping) =>
    lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: textOf(mapping["functionName"]),
        EventSourceArn: textOf(mapping["eventSourceArn"]),
        BatchSize: Number(mapping["batchSize"]),
        FunctionResponseTypes: mapping["functionResponseTypes"] as FunctionResponseType[],
        ScalingConfig: {
          MaximumConcurrency: Number(props(mapping["scalingConfig"])["maximumConcurrency"]),
        },
      }),
    ),
  );
}

/** The local cloud's address of a queue. */
export function localUrl(local: LocalCloud, url: string): string {
  return `${local.endpoint}${new URL(url).pathname}`;
}

/** A queue that others name as their dead-letter queue must be there first. */
function ordered(type: string, objects: readonly LiveObject[]): readonly LiveObject[] {
  if (type !== types.QUEUE) return objects;
  const redrives = ({ properties }: LiveObject) => Number(properties["redrivePolicy"] !== undefined);
  return [...objects].sort((a, b) => redrives(a) - redrives(b));
}

function tableInput(table: Props) {
  const attributes = table["attributes"] as { name: string; type: "S" | "N" | "B" }[];
  return {
    TableName: textOf(table["name"]),
    BillingMode: "PAY_PER_REQUEST" as const,
    KeySchema: [
      { AttributeName: textOf(table["hashKey"]), KeyType: "HASH" as const },
      { AttributeName: textOf(table["rangeKey"]), KeyType: "RANGE" as const },
    ],
    AttributeDefinitions: attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  };
}

function queueAttributes(queue: Props, { retryAfterSeconds }: PathOptions): Record<string, string> {
  const { redrivePolicy, redriveAllowPolicy } = queue;
  return {
    VisibilityTimeout: textOf(retryAfterSeconds ?? queue["visibilityTimeoutSeconds"]),
    MessageRetentionPeriod: textOf(queue["messageRetentionSeconds"]),
    ...(redrivePolicy !== undefined && { RedrivePolicy: textOf(redrivePolicy) }),
    ...(redriveAllowPolicy !== undefined && { RedriveAllowPolicy: textOf(redriveAllowPolicy) }),
  };
}

function functionInput(fn: Props) {
  return {
    FunctionName: textOf(fn["name"]),
    Role: textOf(fn["role"]),
    Runtime: fn["runtime"] as Runtime,
    Handler: textOf(fn["handler"]),
    Timeout: Number(fn["timeout"]),
    MemorySize: Number(fn["memorySize"]),
    Architectures: fn["architectures"] as Architecture[],
    Environment: { Variables: props(props(fn["environment"])["variables"]) as Record<string, string> },
    Code: { ZipFile: zipped(fn["code"]) },
  };
}

/** The archive that the engine sent, as Lambda wants it. */
function zipped(code: Value | undefined): Uint8Array {
  const files = Object.entries(props(props(code)["assets"])).map(
    ([name, asset]) => [name, strToU8(textOf(props(asset)["text"]))] as const,
  );
  if (files.length === 0) throw new Error("the function was deployed without code");
  return zipSync(Object.fromEntries(files));
}

function props(value: Value | undefined): Props {
  return isProps(value) ? value : {};
}
