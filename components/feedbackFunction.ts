import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import { functionPolicy, functionTrust } from "../iam/feedback";
import { OWN_NAMESPACE } from "../monitoring/metrics";
import { stackResourceName } from "../names";

/** One batch takes well under a second; the rest is for a DynamoDB that asks to wait. */
export const FUNCTION_TIMEOUT_SECONDS = 30;

const LOG_RETENTION_DAYS = 30;
const MEMORY_MEGABYTES = 256;

/** Up to ten messages come together without waiting for more (Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping"). */
const BATCH_SIZE = 10;

/** At most so many batches at once, so that a flood of feedback cannot take the account's concurrency from everything else. */
const MAXIMUM_CONCURRENCY = 5;

export interface FeedbackFunctionArgs {
  stack: string;
  place: AwsPlace;
  /** The queue's ARN as it will be, and as an output that waits for the queue. */
  queue: { plainArn: string; arn: pulumi.Input<string> };
  streams: Readonly<Record<string, string>>;
  topics: readonly string[];
  table: { tableName: pulumi.Input<string>; tableArn: string };
  code: string;
  keyArn?: pulumi.Input<string> | undefined;
}

/** The function that turns feedback events into the suppression list, fed by the queue. */
export class FeedbackFunction extends pulumi.ComponentResource {
  constructor(name: string, args: FeedbackFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:FeedbackFunction", name, {}, opts);
    const { stack, place } = args;
    const child = { parent: this };
    const functionName = stackResourceName("lambdaFunction", stack, "feedback");

    const logGroupName = `/aws/lambda/${functionName}`;
    const logs = new cloudwatch.LogGroup(
      `${name}-log`,
      { name: logGroupName, retentionInDays: LOG_RETENTION_DAYS },
      child,
    );
    const role = new iam.Role(
      `${name}-role`,
      {
        name: stackResourceName("iamRole", stack, "feedback"),
        assumeRolePolicy: JSON.stringify(
          functionTrust(arn(place, "lambda", `function:${functionName}`), place.accountId),
        ),
      },
      child,
    );
    const rights = new iam.RolePolicy(
      `${name}-role-policy`,
      {
        role: role.name,
        name: "feedback",
        policy: pulumi.output(args.keyArn).apply((keyArn) =>
          JSON.stringify(
            functionPolicy({
              queueArn: args.queue.plainArn,
              tableArn: args.table.tableArn,
              logGroupArn: arn(place, "logs", `log-group:${logGroupName}`),
              keyArn,
              region: place.region,
            }),
          ),
        ),
      },
      child,
    );

    const fn = new lambda.Function(
      name,
      {
        name: functionName,
        role: role.arn,
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(args.code) }),
        timeout: FUNCTION_TIMEOUT_SECONDS,
        memorySize: MEMORY_MEGABYTES,
        environment: {
          variables: {
            ACCOUNT_ID: place.accountId,
            TABLE_NAME: args.table.tableName,
            STREAMS: JSON.stringify(args.streams),
            TOPICS: JSON.stringify(args.topics),
            POWERTOOLS_METRICS_NAMESPACE: OWN_NAMESPACE,
            POWERTOOLS_SERVICE_NAME: stack,
          },
        },
        // Powertools writes JSON lines by itself; with the other format Lambda might wrap them, metrics included.
        loggingConfig: { logFormat: "Text", logGroup: logs.name },
      },
      child,
    );

    // Lambda polls the queue with the role's rights and refuses the mapping while they are missing.
    new lambda.EventSourceMapping(
      `${name}-queue`,
      {
        functionName: fn.arn,
        eventSourceArn: args.queue.arn,
        functionResponseTypes: ["ReportBatchItemFailures"],
        batchSize: BATCH_SIZE,
        scalingConfig: { maximumConcurrency: MAXIMUM_CONCURRENCY },
      },
      { ...child, dependsOn: [rights] },
    );
    this.registerOutputs({});
  }
}
