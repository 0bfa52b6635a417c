import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";

/** The longest that SQS keeps a message (SQS Developer Guide, "Amazon SQS message quotas"), in seconds: 14 days. */
const LONGEST_RETENTION_SECONDS = 1_209_600;

export interface QueueArgs {
  name: string;
  /** Policy document; without one nobody but the account itself may write. */
  policy?: string;
  keyArn?: pulumi.Input<string> | undefined;
}

/** A queue with its policy, encrypted with the stack's own key or the one that SQS owns. */
export function queueWithPolicy(
  name: string,
  args: QueueArgs,
  more: sqs.QueueArgs,
  opts: pulumi.CustomResourceOptions,
): { queue: sqs.Queue; ready: pulumi.Resource } {
  const queue = new sqs.Queue(
    name,
    {
      name: args.name,
      messageRetentionSeconds: LONGEST_RETENTION_SECONDS,
      ...(args.keyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: args.keyArn }),
      ...more,
    },
    opts,
  );
  if (args.policy === undefined) return { queue, ready: queue };
  const policy = new sqs.QueuePolicy(
    `${name}-policy`,
    { queueUrl: queue.url, policy: args.policy },
    { ...opts, deletedWith: queue },
  );
  return { queue, ready: policy };
}
