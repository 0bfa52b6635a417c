import * as dynamodb from "@pulumi/aws/dynamodb";
import * as sesv2 from "@pulumi/aws/sesv2";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import { stackResourceName } from "../names";

export interface Topic {
  /** What a person reads on SES's page. */
  displayName: string;
  description: string;
}

export interface SuppressionListArgs {
  stack: string;
  /** Whether this stack manages what the account has once per Region: SES's own suppression list and the contact list. */
  ownsAccount: boolean;
  /** Streams that people may unsubscribe from, by name. */
  topics: Readonly<Record<string, Topic>>;
  /** Refuses to delete the table, in Pulumi and at AWS. */
  protect: boolean;
  /** A key of the stack's own; the key that AWS owns when absent. */
  keyArn?: pulumi.Input<string> | undefined;
}

const tableName = (stack: string) => stackResourceName("dynamodbTable", stack, "suppression");

/** The table's ARN, known before the table is. */
export function suppressionTableArn(stack: string, place: AwsPlace): string {
  return arn(place, "dynamodb", `table/${tableName(stack)}`);
}

/**
 * Who may not be mailed: the table that applications ask before they send, and, in the stack that owns the account, SES's
 * own lists. The table is the primary one: in the sandbox SES refuses to write to its list (SES Developer Guide, "Using
 * the account-level suppression list"), and SES's list knows no streams.
 *
 * Partition key `address` (normalised), sort key `scope` (`*` or a stream); `expiresAt` is the time to live.
 */
export class SuppressionList extends pulumi.ComponentResource {
  readonly tableName: pulumi.Output<string>;
  readonly tableArn: pulumi.Output<string>;
  /** The account's contact list, in the stack that owns the account and has topics. */
  readonly contactListName: pulumi.Output<string> | undefined;

  constructor(name: string, args: SuppressionListArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:SuppressionList", name, {}, opts);
    const child = { parent: this };
    const kept = { ...child, protect: args.protect, retainOnDelete: args.protect };

    const table = new dynamodb.Table(
      name,
      {
        name: tableName(args.stack),
        billingMode: "PAY_PER_REQUEST",
        hashKey: "address",
        rangeKey: "scope",
        attributes: [
          { name: "address", type: "S" },
          { name: "scope", type: "S" },
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: args.protect,
        ...(args.keyArn !== undefined && { serverSideEncryption: { enabled: true, kmsKeyArn: args.keyArn } }),
      },
      kept,
    );

    if (args.ownsAccount)
      new sesv2.AccountSuppressionAttributes(
        `${name}-account`,
        { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
        child,
      );

    const topics = Object.entries(args.topics).map(([topicName, topic]) => ({
      topicName,
      ...topic,
      defaultSubscriptionStatus: "OPT_IN",
    }));
    const contacts =
      args.ownsAccount && topics.length > 0
        ? new sesv2.ContactList(
            `${name}-contacts`,
            {
              contactListName: stackResourceName("contactList", args.stack),
              description: "Who unsubscribed from which stream",
              topics,
            },
            kept,
          )
        : undefined;

    this.tableName = table.name;
    this.tableArn = table.arn;
    this.contactListName = contacts?.contactListName;
    this.registerOutputs({
      tableName: this.tableName,
      tableArn: this.tableArn,
      contactListName: this.contactListName,
    });
  }
}
