import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../iam/arns";
import { readPolicy } from "../iam/feedback";
import { sendPolicy } from "../iam/sending";
import { stackResourceName } from "../names";

export interface SenderAccessArgs {
  stack: string;
  place: AwsPlace;
  domain: string;
  fromAddress: string;
  /** Stream name to its configuration set and whether it may send raw messages. */
  streams: Readonly<Record<string, { configurationSet: string; raw: boolean }>>;
  allowedRecipients?: readonly string[] | undefined;
  tableArn: string;
  /** The alias of the table's key, where the stack has one of its own. */
  keyAlias?: string | undefined;
}

/**
 * What applications may do, as managed policies to attach to their roles: one for each stream, so that no application can
 * send through another's, and one to ask the suppression list. They hold for roles that carry them and nothing else; the
 * documentation has a service control policy for everybody else.
 */
export class SenderAccess extends pulumi.ComponentResource {
  /** Stream name to the ARN of its policy. */
  readonly sendPolicyArns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly readPolicyArn: pulumi.Output<string>;

  constructor(name: string, args: SenderAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:SenderAccess", name, {}, opts);
    const { stack, place, domain, fromAddress, allowedRecipients } = args;
    const managed = (what: string, description: string, document: string) =>
      new iam.Policy(
        `${name}-${what}`,
        { name: stackResourceName("iamPolicy", stack, what), description, policy: document },
        { parent: this },
      ).arn;

    this.sendPolicyArns = Object.fromEntries(
      Object.entries(args.streams).map(([stream, { configurationSet, raw }]) => [
        stream,
        managed(
          `send-${stream}`,
          `Send through the stream ${stream} of ${stack}`,
          JSON.stringify(
            sendPolicy({ place, domain, fromAddress, configurationSet, raw, allowedRecipients }),
          ),
        ),
      ]),
    );
    this.readPolicyArn = managed(
      "read-suppression",
      `Ask the suppression list of ${stack}`,
      JSON.stringify(readPolicy(args.tableArn, place, args.keyAlias)),
    );
    this.registerOutputs({ sendPolicyArns: this.sendPolicyArns, readPolicyArn: this.readPolicyArn });
  }
}
