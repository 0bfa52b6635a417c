import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { type EmailOutput, SANDBOX_LIMITS, type SendingLimits, parameterName } from "../outputs";
import type { EmailTemplates } from "./emailTemplates";
import type { SenderAccess } from "./senderAccess";
import type { SenderIdentity } from "./senderIdentity";
import type { SendingStream } from "./sendingStream";
import type { SuppressionList } from "./suppressionList";

export interface EmailParameterArgs {
  stack: string;
  email: pulumi.Input<EmailOutput>;
}

export interface EmailParts {
  sender: Pick<EmailOutput, "region" | "domain" | "fromAddress" | "recipientsRestricted">;
  identity: SenderIdentity;
  /** The applications' streams by name. */
  streams: Readonly<Record<string, SendingStream>>;
  access: SenderAccess;
  suppression: SuppressionList;
  templates: EmailTemplates;
  /** The sandbox's where nothing was asked of AWS. */
  limits: pulumi.Input<SendingLimits> | undefined;
}

/** The output `email`, put together from what the components made. */
export function emailOutput({ access, suppression, ...parts }: EmailParts): pulumi.Output<EmailOutput> {
  return pulumi.output({
    ...parts.sender,
    identityArn: parts.identity.identityArn,
    streams: Object.fromEntries(
      Object.entries(parts.streams).map(([name, { configurationSet, sendingEnabled }]) => [
        name,
        { configurationSet, sendPolicyArn: access.sendPolicyArns[name] ?? "", sendingEnabled },
      ]),
    ),
    suppression: {
      tableName: suppression.tableName,
      tableArn: suppression.tableArn,
      readPolicyArn: access.readPolicyArn,
    },
    templates: parts.templates.templateNames,
    ...(suppression.contactListName && { contactListName: suppression.contactListName }),
    limits: parts.limits ?? SANDBOX_LIMITS,
  });
}

/** The output `email` for applications that do not read Pulumi's state, as JSON in an SSM parameter. */
export class EmailParameter extends pulumi.ComponentResource {
  constructor(name: string, args: EmailParameterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:EmailParameter", name, {}, opts);
    new ssm.Parameter(
      name,
      {
        name: parameterName(args.stack, "email"),
        description: "How applications send mail through this stack",
        type: "String",
        // A standard parameter holds 4 KB, which some twenty streams would fill.
        tier: "Intelligent-Tiering",
        // Nothing in it is secret, and a preview shows what changes.
        insecureValue: pulumi.output(args.email).apply((email) => JSON.stringify(email)),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
