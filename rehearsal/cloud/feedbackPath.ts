import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateTopicCommand,
  SNSClient,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Cloud, LiveObject } from "../providers/cloud";
import * as types from "../providers/handlers/names";
import { type Props, textOf } from "../providers/values";
import type { LocalCloud } from "./localCloud";
import * as requests from "./requests";

export interface PathOptions {
  /** Seconds until a message that failed is tried again; what the stack says when left out, which is long to wait for. */
  retryAfterSeconds?: number;
}

/**
 * Makes the feedback path of the deployed stacks on the local cloud, from what the stand-in cloud has: topic, queues,
 * table, role, function and all policies as they were deployed, so that an event really runs through them. Keys are left
 * out, and so are subscriptions of webhooks, which nobody would answer here.
 *
 * @throws Error when something was deployed to another account or Region than the local cloud's, where its ARNs would
 * name nothing
 */
export async function materialise(cloud: Cloud, local: LocalCloud, options: PathOptions = {}): Promise<void> {
  const config = { endpoint: local.endpoint, region: local.region, credentials: local.credentials };
  const each = async (type: string, make: (properties: Props) => Promise<unknown>) => {
    for (const object of ordered(type, cloud.list(type))) {
      refuseElsewhere(object, local);
      await make(object.properties);
    }
  };
  const dynamo = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const iam = new IAMClient(config);
  const lambda = new LambdaClient(config);

  await each(types.TABLE, async (table) => {
    const { TableName } = requests.tableRequest(table);
    await dynamo.send(new CreateTableCommand(requests.tableRequest(table)));
    const AttributeName = requests.expiryOf(table);
    if (AttributeName === undefined) return;
    const TimeToLiveSpecification = { AttributeName, Enabled: true };
    await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  });
  await each(types.QUEUE, (queue) => {
    const { retryAfterSeconds = queue["visibilityTimeoutSeconds"] } = options;
    const attributes = requests.queueAttributes({
      ...queue,
      ...(retryAfterSeconds !== undefined && { visibilityTimeoutSeconds: retryAfterSeconds }),
    });
    return sqs.send(new CreateQueueCommand({ QueueName: textOf(queue["name"]), Attributes: attributes }));
  });
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
        Attributes: requests.attributes({ SignatureVersion: signatureVersion }),
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
  await each(types.SUBSCRIPTION, async (subscription) => {
    const { topic, protocol, endpoint } = subscription;
    if (protocol !== "sqs") return;
    await sns.send(
      new SubscribeCommand({
        TopicArn: textOf(topic),
        Protocol: protocol,
        Endpoint: textOf(endpoint),
        Attributes: requests.subscriptionAttributes(subscription),
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
  await each(types.FUNCTION, (fn) => lambda.send(new CreateFunctionCommand(requests.functionRequest(fn))));
  await each(types.EVENT_SOURCE_MAPPING, (mapping) =>
    lambda.send(new CreateEventSourceMappingCommand(requests.mappingRequest(mapping))),
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

function refuseElsewhere({ type, id, scope }: LiveObject, { account, region }: LocalCloud): void {
  if (scope !== `${account}/${region}`)
    throw new Error(`${type} ${id} is in ${scope}; the local AWS plays ${account}/${region}`);
}
