import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { type FromSesArgs, keyPolicy } from "../iam/feedback";
import { partitionOf } from "../iam/arns";

export interface FeedbackKeyArgs extends FromSesArgs {
  stack: string;
  topicArn: string;
}

/**
 * A customer-managed key for what holds addresses: the feedback topic, its queues and the suppression table. SES and SNS
 * are let in by its policy.
 */
export class FeedbackKey extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

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
    new kms.Alias(
      `${name}-alias`,
      { name: `alias/ses-launch-${args.stack}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}
