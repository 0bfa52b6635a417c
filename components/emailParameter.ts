import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { type EmailOutput, parameterName } from "../outputs";

export interface EmailParameterArgs {
  stack: string;
  email: pulumi.Input<EmailOutput>;
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
