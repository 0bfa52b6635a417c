import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import type { PolicyDocument } from "../iam/document";
import { functionTrust, logGroupName } from "../iam/lambda";
import { OWN_NAMESPACE } from "../monitoring/metrics";
import { stackResourceName } from "../names";

const LOG_RETENTION_DAYS = 30;
const MEMORY_MEGABYTES = 256;

export interface LambdaFunctionArgs {
  stack: string;
  place: AwsPlace;
  /** What the function is for, such as `feedback`; the names of the function and of its role end in it. */
  purpose: string;
  /** Everything that the function's role may do, its log included. */
  policy: pulumi.Input<PolicyDocument>;
  /** The function's JavaScript, as one file that exports `handler`. */
  code: string;
  /** Beside these the function gets what Powertools wants: the metrics' namespace, and the stack as its service. */
  environment: Readonly<Record<string, pulumi.Input<string>>>;
  timeoutSeconds: number;
  memoryMegabytes?: number;
  /** The queue that takes an event which an asynchronous invocation gave up on; the policy must let the role send to it. */
  deadLetterArn?: pulumi.Input<string>;
}

/** The name of a stack's function, known before the function is. */
export function functionName(stack: string, purpose: string): string {
  return stackResourceName("lambdaFunction", stack, purpose);
}

/** The ARN of a stack's function, known before the function is. */
export function functionArn(stack: string, place: AwsPlace, purpose: string): string {
  return arn(place, "lambda", `function:${functionName(stack, purpose)}`);
}

/**
 * One of this program's functions with its log group and its role. They become children of the component that asks for
 * them, which decides who may invoke the function.
 *
 * @returns the function, and the role's rights: what Lambda does by them at once must wait for them
 */
export function lambdaFunction(
  name: string,
  args: LambdaFunctionArgs,
  child: { parent: pulumi.ComponentResource },
): { fn: lambda.Function; rights: pulumi.Resource } {
  const { stack, place, purpose, deadLetterArn } = args;
  const ownName = functionName(stack, purpose);

  const logs = new cloudwatch.LogGroup(
    `${name}-log`,
    { name: logGroupName(ownName), retentionInDays: LOG_RETENTION_DAYS },
    child,
  );
  const role = new iam.Role(
    `${name}-role`,
    {
      name: stackResourceName("iamRole", stack, purpose),
      assumeRolePolicy: JSON.stringify(
        functionTrust(purpose, functionArn(stack, place, purpose), place.accountId),
      ),
    },
    child,
  );
  const rights = new iam.RolePolicy(
    `${name}-role-policy`,
    { role: role.name, name: purpose, policy: pulumi.jsonStringify(args.policy) },
    child,
  );
  const fn = new lambda.Function(
    name,
    {
      name: ownName,
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(args.code) }),
      timeout: args.timeoutSeconds,
      memorySize: args.memoryMegabytes ?? MEMORY_MEGABYTES,
      environment: {
        variables: {
          ...args.environment,
          POWERTOOLS_METRICS_NAMESPACE: OWN_NAMESPACE,
          POWERTOOLS_SERVICE_NAME: stack,
        },
      },
      // Powertools writes JSON lines by itself; with the other format Lambda might wrap them, metrics included.
      loggingConfig: { logFormat: "Text", logGroup: logs.name },
      ...(deadLetterArn !== undefined && { deadLetterConfig: { targetArn: deadLetterArn } }),
    },
    // Lambda refuses a dead-letter queue that the role may not send to (Lambda API Reference, "DeadLetterConfig").
    deadLetterArn === undefined ? child : { ...child, dependsOn: [rights] },
  );
  return { fn, rights };
}
