import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../iam/arns";
import { canaryPolicy } from "../iam/canary";
import { logGroupArn } from "../iam/lambda";
import { hourlySchedule } from "./hourlySchedule";
import { functionName, lambdaFunction } from "./lambdaFunction";

const PURPOSE = "canary";

/** A run sends a mail a second and watches for two minutes; the rest is for calls that hang. */
const TIMEOUT_SECONDS = 300;

export interface CanaryArgs {
  stack: string;
  place: AwsPlace;
  /** The identity's domain. */
  domain: string;
  fromAddress: string;
  /** Stream name to configuration set name of every stream, the canary's own among them. It leaves out streams that are off. */
  streams: Readonly<Record<string, string>>;
  /** The suppression table. */
  table: { tableName: pulumi.Input<string>; tableArn: string };
  /** The alias of the table's key, where it has one of the stack's own. */
  keyAlias?: string | undefined;
  /** The function's JavaScript, as one file. */
  code: string;
}

/**
 * Says every hour whether feedback still comes through, and how the account is: a function that mails SES's mailbox
 * simulator through every stream that sends, and looks for what comes of it in the suppression table.
 */
export class Canary extends pulumi.ComponentResource {
  constructor(name: string, args: CanaryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:Canary", name, {}, opts);
    const { stack, place, domain, fromAddress, streams, table } = args;
    const child = { parent: this };
    const { fn } = lambdaFunction(
      name,
      {
        stack,
        place,
        purpose: PURPOSE,
        policy: canaryPolicy({
          place,
          domain,
          fromAddress,
          configurationSets: Object.values(streams),
          tableArn: table.tableArn,
          logGroupArn: logGroupArn(place, functionName(stack, PURPOSE)),
          keyAlias: args.keyAlias,
        }),
        code: args.code,
        environment: {
          TABLE_NAME: table.tableName,
          FROM_ADDRESS: fromAddress,
          STREAMS: JSON.stringify(streams),
        },
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      child,
    );
    hourlySchedule(
      name,
      { stack, place, purpose: PURPOSE, description: "Tests the way of SES's feedback", fn },
      child,
    );
    this.registerOutputs({});
  }
}
