import { type AwsPlace, arn } from "./arns";
import { type PolicyDocument, type PolicyStatement, policy } from "./document";
import { writeTheLog } from "./lambda";

export interface FromSesArgs {
  place: AwsPlace;
  /** Names of the configuration sets that may publish. */
  configurationSets: readonly string[];
}

/**
 * Lets SES publish to the feedback topic, on behalf of this account's configuration sets only (SES Developer Guide, "Set
 * up an Amazon SNS event destination for event publishing").
 */
export function topicPolicy(topicArn: string, from: FromSesArgs): PolicyDocument {
  return policy({
    Sid: "FeedbackOfTheStreams",
    Effect: "Allow",
    Principal: { Service: "ses.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: topicArn,
    Condition: fromSets(from),
  });
}

/**
 * Lets one topic, and nothing else, put messages into a queue (SNS Developer Guide, "Subscribing an Amazon SQS queue").
 * The topic's ARN names the account. No source says that SNS tells `aws:SourceAccount` to SQS, and a condition on a key
 * that is not told would lose the feedback, so it binds only where it is.
 */
export function queuePolicy(queueArn: string, topicArn: string, { accountId }: AwsPlace): PolicyDocument {
  return policy({
    Sid: "MessagesOfTheTopic",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: ["sqs:SendMessage"],
    Resource: queueArn,
    Condition: fromTopic(topicArn, accountId),
  });
}

export interface FunctionPolicyArgs {
  queueArn: string;
  tableArn: string;
  logGroupArn: string;
  keyAlias?: string | undefined;
  place: AwsPlace;
}

/**
 * What the feedback function does: poll its queue (Lambda Developer Guide, "Using Lambda with Amazon SQS"), read and write
 * the table, write its log. A transaction is authorised by the actions of its items (DynamoDB Developer Guide, "IAM and
 * transactions"). With a key of the stack's own, SQS wants `kms:Decrypt` of the consumer, and DynamoDB acts on the table's
 * key with the caller's rights.
 */
export function functionPolicy(args: FunctionPolicyArgs): PolicyDocument {
  const { queueArn, tableArn, logGroupArn, keyAlias, place } = args;
  const allow = (Sid: string, Action: string[], Resource: string): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  return policy(
    allow("PollTheQueue", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queueArn),
    allow("KeepTheSuppressionList", ["dynamodb:GetItem", "dynamodb:PutItem"], tableArn),
    writeTheLog(logGroupArn),
    ...(keyAlias === undefined
      ? []
      : [
          useKey("ReadTheQueue", ["kms:Decrypt"], keyAlias, "sqs", place),
          useKey("UseTheTablesKey", TABLE_KEY_ACTIONS, keyAlias, "dynamodb", place),
        ]),
  );
}

/** For applications: look an address up before a mail, nothing else. */
export function readPolicy(tableArn: string, place: AwsPlace, keyAlias?: string): PolicyDocument {
  const read: PolicyStatement = {
    Sid: "ReadTheSuppressionList",
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
    Resource: tableArn,
  };
  return policy(read, ...(keyAlias === undefined ? [] : [useTheTablesKey(keyAlias, place)]));
}

/** What reading a table wants of the key that it is encrypted with; DynamoDB acts with the caller's rights. */
export function useTheTablesKey(keyAlias: string, place: AwsPlace): PolicyStatement {
  return useKey("UseTheTablesKey", ["kms:Decrypt"], keyAlias, "dynamodb", place);
}

/**
 * The policy of the stack's own key. The account's administrators decide by IAM who else uses it. SES and SNS must be let
 * in here: a topic whose key they cannot use takes nothing, and the policy of the AWS managed key `alias/aws/sns` cannot
 * be changed (SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics").
 */
export function keyPolicy(topicArn: string, partition: string, from: FromSesArgs): PolicyDocument {
  const { accountId } = from.place;
  const use = (Sid: string, Service: string, Condition: PolicyStatement["Condition"]): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    ...(Condition && { Condition }),
  });
  return policy(
    {
      Sid: "AdministrationByTheAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: ["kms:*"],
      Resource: "*",
    },
    use("FeedbackOfTheStreams", "ses.amazonaws.com", fromSets(from)),
    use("MessagesOfTheTopic", "sns.amazonaws.com", fromTopic(topicArn, accountId)),
  );
}

/** DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes", without the rights that only a table's owner needs. */
const TABLE_KEY_ACTIONS = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncrypt*",
  "kms:GenerateDataKey*",
  "kms:DescribeKey",
];

function fromSets({ place, configurationSets }: FromSesArgs) {
  return {
    StringEquals: {
      "aws:SourceAccount": place.accountId,
      "aws:SourceArn": configurationSets.map((name) => arn(place, "ses", `configuration-set/${name}`)),
    },
  };
}

function fromTopic(topicArn: string, accountId: string) {
  return {
    ArnEquals: { "aws:SourceArn": topicArn },
    StringEqualsIfExists: { "aws:SourceAccount": accountId },
  };
}

/**
 * The use of the stack's own key through one service. The key is told by its alias, because KMS makes up a key's ARN and a
 * document with it would be unknown in the first preview, to a reviewer and to every policy (KMS Developer Guide, "Use
 * aliases to control access to KMS keys"; a changed alias counts within five minutes).
 */
function useKey(
  Sid: string,
  Action: string[],
  keyAlias: string,
  service: string,
  place: AwsPlace,
): PolicyStatement {
  return {
    Sid,
    Effect: "Allow",
    Action,
    Resource: arn(place, "kms", "key/*"),
    Condition: {
      StringEquals: { "kms:ViaService": `${service}.${place.region}.amazonaws.com` },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias },
    },
  };
}
