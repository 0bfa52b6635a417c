import { createHash } from "node:crypto";

/**
 * How long a name may be, in characters, with what the services count.
 * SES quotas (configuration set, event destination, contact list, template), Lambda `FunctionName`, IAM `RoleName` and
 * `PolicyName`, EventBridge rule `Name`, SQS `QueueName`, SNS `CreateTopic`, DynamoDB `TableName`, CloudWatch
 * `AlarmName` and `DashboardName`.
 */
export const NAME_LIMITS = {
  configurationSet: 64,
  eventDestination: 64,
  lambdaFunction: 64,
  iamRole: 64,
  eventBridgeRule: 64,
  sqsQueue: 80,
  contactList: 64,
  template: 64,
  iamPolicy: 128,
  snsTopic: 256,
  dynamodbTable: 255,
  cloudwatchAlarm: 255,
  cloudwatchDashboard: 255,
} as const;

export type NamedKind = keyof typeof NAME_LIMITS;

/** Pulumi's own ending of a name that it makes: a hyphen and seven hexadecimal digits. */
const SUFFIX_LENGTH = 8;
const HASH_LENGTH = 8;

/**
 * A name for an AWS resource of one stack: the parts joined by hyphens, only `[A-Za-z0-9_-]` (what SES allows for a
 * configuration set's name), and short enough that Pulumi's random ending still fits. Where a part had to be shortened
 * or changed, the name ends in a hash of all of them, so that two stacks never share one.
 *
 * The same parts give the same name for ever: renaming a configuration set means replacing it.
 */
export function resourceName(kind: NamedKind, ...parts: readonly string[]): string {
  const joined = parts.join("-");
  const plain = joined.replace(/[^A-Za-z0-9_-]/g, "-");
  const room = NAME_LIMITS[kind] - SUFFIX_LENGTH;
  if (plain === joined && plain.length <= room) return plain;
  return `${plain.slice(0, room - HASH_LENGTH - 1)}-${shortHash(JSON.stringify(parts))}`;
}

/** The name of anything of a stack but its configuration sets: recognisable in a list of all there is in the account. */
export function stackResourceName(kind: NamedKind, stack: string, ...parts: readonly string[]): string {
  return resourceName(kind, "ses-launch", stack, ...parts);
}

/** Eight hexadecimal digits that stand for a text. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}
