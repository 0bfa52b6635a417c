import { arn } from "../../iam/arns";
import { queuePolicy, topicPolicy } from "../../iam/feedback";
import { functionTrust } from "../../iam/lambda";
import { REHEARSAL_ACCOUNT } from "../../rehearsal/engine/workspace";
import type { Cloud } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import type { Props } from "../../rehearsal/providers/values";

export const PLACE = { partition: "aws", accountId: REHEARSAL_ACCOUNT, region: "us-east-1" };
export const SCOPE = `${PLACE.accountId}/${PLACE.region}`;
export const TRIES = 2;

export interface PathArgs {
  /** JavaScript of the function's index.js. */
  source: string;
  variables?: Record<string, string>;
  /** Actions on the table that the function's role allows. */
  tableActions?: string[];
  /** The topic that the queue's policy lets in: the path's own when left out, none where it is null. */
  letsIn?: string | null;
  subscription?: Props;
}

export interface PathNames {
  topicArn: string;
  tableName: string;
  queueUrl: string;
  deadLetterUrl: string;
}

/** Puts a feedback path into a stand-in cloud, as a deployed stack leaves it there. */
export function putPath(cloud: Cloud, name: string, args: PathArgs): PathNames {
  const put = (type: string, id: string, properties: Props) => {
    cloud.put({ type, scope: SCOPE, id, properties, hidden: {} });
  };
  const url = (queue: string) => `https://sqs.${PLACE.region}.amazonaws.com/${PLACE.accountId}/${queue}`;
  const [topicArn, queueArn, failedArn] = [
    arn(PLACE, "sns", name),
    arn(PLACE, "sqs", name),
    arn(PLACE, "sqs", `${name}-failed`),
  ];
  const tableArn = arn(PLACE, "dynamodb", `table/${name}`);
  const roleArn = `arn:aws:iam::${PLACE.accountId}:role/${name}`;
  const functionArn = arn(PLACE, "lambda", `function:${name}`);

  put(types.TOPIC, topicArn, { name, arn: topicArn, signatureVersion: 2 });
  const sets = { place: PLACE, configurationSets: [`${name}-set`] };
  put(types.TOPIC_POLICY, topicArn, { arn: topicArn, policy: JSON.stringify(topicPolicy(topicArn, sets)) });
  const redrivePolicy = JSON.stringify({ deadLetterTargetArn: failedArn, maxReceiveCount: TRIES });
  const waits = { visibilityTimeoutSeconds: 180, messageRetentionSeconds: 345_600 };
  put(types.QUEUE, url(name), { ...waits, name, arn: queueArn, url: url(name), redrivePolicy });
  put(types.QUEUE, url(`${name}-failed`), {
    ...waits,
    name: `${name}-failed`,
    arn: failedArn,
    url: url(`${name}-failed`),
    redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queueArn] }),
  });
  const { letsIn = topicArn } = args;
  if (letsIn !== null)
    put(types.QUEUE_POLICY, url(name), {
      queueUrl: url(name),
      policy: JSON.stringify(queuePolicy(queueArn, letsIn, PLACE)),
    });
  put(types.SUBSCRIPTION, `${topicArn}:1`, {
    topic: topicArn,
    protocol: "sqs",
    endpoint: queueArn,
    ...args.subscription,
  });
  put(types.TABLE, name, {
    name,
    arn: tableArn,
    hashKey: "address",
    rangeKey: "scope",
    attributes: [
      { name: "address", type: "S" },
      { name: "scope", type: "S" },
    ],
    ttl: { attributeName: "expiresAt", enabled: true },
  });
  put(types.ROLE, name, {
    name,
    arn: roleArn,
    assumeRolePolicy: JSON.stringify(functionTrust("feedback", functionArn, PLACE.accountId)),
  });
  const Statement = {
    Effect: "Allow",
    Action: args.tableActions ?? ["dynamodb:PutItem"],
    Resource: tableArn,
  };
  put(types.ROLE_POLICY, `${name}:table`, {
    role: name,
    name: "table",
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
  put(types.FUNCTION, name, {
    name,
    arn: functionArn,
    role: roleArn,
    runtime: "nodejs22.x",
    handler: "index.handler",
    timeout: 30,
    code: { assets: { "index.js": { text: args.source } } },
    environment: { variables: { TABLE_NAME: name, ...args.variables } },
  });
  put(types.EVENT_SOURCE_MAPPING, `${name}-mapping`, {
    functionName: functionArn,
    eventSourceArn: queueArn,
    batchSize: 10,
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
  return { topicArn, tableName: name, queueUrl: url(name), deadLetterUrl: url(`${name}-failed`) };
}
