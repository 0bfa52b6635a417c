import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { type FromSesArgs, keyPolicy } from "../iam/feedback";
import { partitionOf } from "../iam/arns";
import type { FeedbackKeyChoice } from "../iam/topicKey";

export interface FeedbackKeyArgs extends FromSesArgs {
  stack: string;
  topicArn: string;
}

/**
 * A customer-managed key for what holds addresses: the feedback topic, its queues and the suppression table. SES and SNS
 * are let in by its policy.
 */
export class FeedbackKey extends pulumi.ComponentResource {
  /** Known once the alias is there too, by which policies know the key. */
  readonly keyArn: pulumi.Output<string>;
  /** The alias's name, known before the key is. */
  readonly alias: string;

  constructor(name: string, args: FeedbackKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:FeedbackKey", name, {}, opts);
    const key = new kms.Key(
      name,
      {
        description: `Feedback and suppression list of ${args.stack}`,
        enableKeyRotation: true,
        policy: JSON.stringify(keyPolicy(args.topicArn, partitionOf(args.place.region), args)),
      },
      { parent: this },
    );
    this.alias = `alias/ses-launch-${args.stack}`;
    const alias = new kms.Alias(
      `${name}-alias`,
      { name: this.alias, targetKeyId: key.keyId },
      { parent: this },
    );
    this.keyArn = pulumi.all([key.arn, alias.id]).apply(([keyArn]) => keyArn);
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

/** The key of a stack that wants one. */
export function feedbackKey(
  name: string,
  choice: FeedbackKeyChoice,
  args: FeedbackKeyArgs,
  opts?: pulumi.ComponentResourceOptions,
): FeedbackKey | undefined {
  return choice === "create" ? new FeedbackKey(name, args, opts) : undefined;
}
