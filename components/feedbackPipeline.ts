import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arn } from "../iam/arns";
import { queuePolicy, topicPolicy } from "../iam/feedback";
import { shortHash, stackResourceName } from "../names";
import { FeedbackFunction, FUNCTION_TIMEOUT_SECONDS } from "./feedbackFunction";
import { queueWithPolicy } from "./feedbackQueue";

export interface FeedbackPipelineArgs {
  stack: string;
  place: AwsPlace;
  /** Configuration set name to stream name, of every stream whose events come here. */
  streams: Readonly<Record<string, string>>;
  /** Streams that people may unsubscribe from. */
  topics: readonly string[];
  table: { tableName: pulumi.Input<string>; tableArn: string };
  /** The function's JavaScript, as one file. */
  code: string;
  /** HTTPS endpoints that also receive every event; secrets, because they may carry a token. */
  webhooks: readonly string[];
  /** A key of the stack's own; the keys that the services own when absent. */
  keyArn?: pulumi.Input<string> | undefined;
  /** The alias of that key. */
  keyAlias?: string | undefined;
}

/** How often SQS gives a message to the function before it goes to the dead-letter queue. */
const RECEIVES = 5;

/** AWS asks for at least six times the function's time limit (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY_TIMEOUT_SECONDS = 6 * FUNCTION_TIMEOUT_SECONDS;

/** 4 days; the dead-letter queue keeps a message until 14 days after it was sent, so that there is time to look. */
const QUEUE_RETENTION_SECONDS = 345_600;

/** The feedback topic's ARN, known before the topic is. */
export function feedbackTopicArn(stack: string, place: AwsPlace): string {
  return arn(place, "sns", stackResourceName("snsTopic", stack, "feedback"));
}

/** The queue's ARN, known before the queue is. */
export function feedbackQueueArn(stack: string, place: AwsPlace): string {
  return arn(place, "sqs", stackResourceName("sqsQueue", stack, "feedback"));
}

/**
 * The way of an event from SES to the suppression table: topic, queue, function. Nothing is lost on it: what SNS cannot
 * deliver and what the function cannot process waits in a dead-letter queue each.
 */
export class FeedbackPipeline extends pulumi.ComponentResource {
  /** ARN of the topic, known once SES may publish to it. */
  readonly topicArn: pulumi.Output<string>;
  /** What must be there before SES accepts the topic. */
  readonly topicReady: pulumi.Resource[];

  constructor(name: string, args: FeedbackPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:FeedbackPipeline", name, {}, opts);
    const { stack, place, keyArn } = args;
    const child = { parent: this };
    const topicArn = feedbackTopicArn(stack, place);
    const queueName = (...what: string[]) => stackResourceName("sqsQueue", stack, ...what);
    const queueArn = (...what: string[]) => arn(place, "sqs", queueName(...what));

    const topic = new sns.Topic(
      name,
      {
        name: stackResourceName("snsTopic", stack, "feedback"),
        signatureVersion: 2,
        ...(keyArn !== undefined && { kmsMasterKeyId: keyArn }),
      },
      child,
    );
    const mayPublish = new sns.TopicPolicy(
      `${name}-topic-policy`,
      {
        arn: topic.arn,
        policy: JSON.stringify(
          topicPolicy(topicArn, { place, configurationSets: Object.keys(args.streams) }),
        ),
      },
      { ...child, deletedWith: topic },
    );

    const queue = (what: string[], more: Parameters<typeof queueWithPolicy>[2], fromTopic: boolean) =>
      queueWithPolicy(
        [name, ...what].join("-"),
        {
          name: queueName("feedback", ...what),
          keyArn,
          ...(fromTopic && {
            policy: JSON.stringify(queuePolicy(queueArn("feedback", ...what), topicArn, place)),
          }),
        },
        more,
        child,
      );

    const onlyFeedback = { redrivePermission: "byQueue", sourceQueueArns: [queueArn("feedback")] };
    const failed = queue(["failed"], { redriveAllowPolicy: JSON.stringify(onlyFeedback) }, false);
    const feedback = queue(
      [],
      {
        visibilityTimeoutSeconds: VISIBILITY_TIMEOUT_SECONDS,
        messageRetentionSeconds: QUEUE_RETENTION_SECONDS,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: failed.queue.arn,
          maxReceiveCount: RECEIVES,
        }),
      },
      true,
    );
    // Without a policy on who may redrive to it: no source says whether one that denies all queues keeps SNS out too.
    const undelivered = queue(["undelivered"], {}, true);
    new sns.TopicSubscription(
      name,
      {
        topic: topic.arn,
        protocol: "sqs",
        endpoint: feedback.queue.arn,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: undelivered.queue.arn }),
      },
      { ...child, dependsOn: [feedback.ready, undelivered.ready] },
    );

    if (args.webhooks.length > 0) {
      const lost = queue(["webhook-undelivered"], {}, true);
      for (const endpoint of args.webhooks)
        new sns.TopicSubscription(
          `${name}-webhook-${shortHash(endpoint)}`,
          {
            topic: topic.arn,
            protocol: "https",
            endpoint: pulumi.secret(endpoint),
            redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: lost.queue.arn }),
          },
          { ...child, dependsOn: [lost.ready] },
        );
    }

    new FeedbackFunction(
      `${name}-function`,
      { ...args, queue: { plainArn: queueArn("feedback"), arn: feedback.queue.arn } },
      child,
    );

    this.topicArn = topic.arn;
    this.topicReady = [mayPublish];
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
