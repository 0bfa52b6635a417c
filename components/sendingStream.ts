import * as sesv2 from "@pulumi/aws/sesv2";
import * as pulumi from "@pulumi/pulumi";
import { type StreamOptions, configurationSetOptions, eventDestinations } from "../mail/streams";

export interface SendingStreamArgs extends StreamOptions {
  configurationSet: string;
  /** The feedback topic; SES must be allowed to publish there before it accepts the destination. */
  topicArn: pulumi.Input<string>;
  /** Keeps the configuration set when it leaves the program, and refuses to replace it. */
  protect: boolean;
  /** What is asked before the stream is switched on. */
  maySend?: pulumi.ResourceHook | undefined;
}

/**
 * One stream: a kind of mail with a configuration set of its own, so that it has its own reputation and its own switch.
 * Its events go to the feedback topic and are counted in CloudWatch.
 */
export class SendingStream extends pulumi.ComponentResource {
  /** Name of the configuration set that an application names with every mail. */
  readonly configurationSet: pulumi.Output<string>;
  readonly sendingEnabled: pulumi.Output<boolean>;

  constructor(name: string, args: SendingStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:SendingStream", name, {}, opts);
    const set = new sesv2.ConfigurationSet(
      name,
      { configurationSetName: args.configurationSet, ...configurationSetOptions(args) },
      {
        parent: this,
        protect: args.protect,
        retainOnDelete: args.protect,
        ...(args.maySend && { hooks: { beforeCreate: [args.maySend], beforeUpdate: [args.maySend] } }),
      },
    );

    const destinations = eventDestinations(args.configurationSet, args.topicArn);
    for (const [kind, eventDestination] of Object.entries(destinations))
      new sesv2.ConfigurationSetEventDestination(
        `${name}-${kind}`,
        {
          // The plain name: the launch gate judges destinations before it lets the set be made.
          configurationSetName: args.configurationSet,
          eventDestinationName: kind,
          eventDestination,
        },
        { parent: this, deletedWith: set, dependsOn: [set] },
      );

    this.configurationSet = set.configurationSetName;
    this.sendingEnabled = set.sendingOptions.sendingEnabled;
    this.registerOutputs({ configurationSet: this.configurationSet, sendingEnabled: this.sendingEnabled });
  }
}
