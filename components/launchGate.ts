import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { LAUNCH_GATE, type LaunchRecord } from "../checklist/launchRecord";
import { parameterName } from "../outputs";

export interface LaunchGateArgs {
  stack: string;
  record: pulumi.Input<LaunchRecord>;
}

/**
 * What every application's stream waits for. It carries the record that policies judge, as inputs for those that look at
 * one resource before it is created, and as outputs for those that look at the whole stack.
 *
 * Its child makes it hold: the engine takes `dependsOn` a component for a dependency on the component's custom resources,
 * and on none where it has none (pulumi/pulumi#8721). The child says nothing of what was sending before, or each switch
 * would cost a second update.
 */
export class LaunchGate extends pulumi.ComponentResource {
  /** Name of the gate's parameter, known once the gate has opened. */
  readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: LaunchGateArgs, opts?: pulumi.ComponentResourceOptions) {
    const { stack, record } = args;
    super(LAUNCH_GATE, name, { record }, opts);
    const parameter = new ssm.Parameter(
      name,
      {
        name: parameterName(stack, "launch"),
        description: `How far the launch of ${stack} is, and which streams may send`,
        type: "String",
        insecureValue: pulumi
          .output(record)
          .apply(({ stage, sends, asks }) => JSON.stringify({ stage, sends, asksForProductionAccess: asks })),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;
    this.registerOutputs({ record });
  }
}
