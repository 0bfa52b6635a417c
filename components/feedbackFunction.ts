import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../iam/arns";
import { functionPolicy } from "../iam/feedback";
import { logGroupArn } from "../iam/lambda";
import { functionName, lambdaFunction } from "./lambdaFunction";

const PURPOSE = "feedback";

/** One batch takes well under a second; the rest is for a DynamoDB that asks to wait. */
export const FUNCTION_TIMEOUT_SECONDS = 30;

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
  keyAlias?: string | undefined;
}

/** The function that turns feedback events into the suppression list, fed by the queue. */
export class FeedbackFunction extends pulumi.ComponentResource {
  constructor(name: string, args: FeedbackFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:FeedbackFunction", name, {}, opts);
    const { stack, place } = args;
    const child = { parent: this };
    const { fn, rights } = lambdaFunction(
      name,
      {
        stack,
        place,
        purpose: PURPOSE,
        policy: functionPolicy({
          queueArn: args.queue.plainArn,
          tableArn: args.table.tableArn,
          logGroupArn: logGroupArn(place, functionName(stack, PURPOSE)),
          keyAlias: args.keyAlias,
          place,
        }),
        code: args.code,
        environment: {
          ACCOUNT_ID: place.accountId,
          TABLE_NAME: args.table.tableName,
          STREAMS: JSON.stringify(args.streams),
          TOPICS: JSON.stringify(args.topics),
        },
        timeoutSeconds: FUNCTION_TIMEOUT_SECONDS,
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
