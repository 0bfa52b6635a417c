import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { arn } from "../../iam/arns";
import type { PolicyDocument } from "../../iam/document";
import type { Kit } from "../kit";

export interface TestQueue {
  readonly url: string;
  readonly arn: string;
}

export interface QueueOptions {
  /** Made of the queue's own ARN. */
  readonly policy?: (queueArn: string) => PolicyDocument;
}

export function makeQueue(kit: Kit, what: string, { policy }: QueueOptions = {}): Promise<TestQueue> {
  return kit.temporary.make("queue", what, async (QueueName) => {
    const queueArn = arn(kit.place, "sqs", QueueName);
    const { QueueUrl: url = "" } = await kit.clients.sqs.send(
      new CreateQueueCommand({
        QueueName,
        Attributes: {
          ...(policy && { Policy: JSON.stringify(policy(queueArn)) }),
        },
      }),
    );
    return { url, arn: queueArn };
  });
}

/** A standard topic. @param policy made of the topic's own ARN; SNS's own, for the account alone, when absent @returns its ARN */
export function makeTopic(
  kit: Kit,
  what: string,
  policy?: (topicArn: string) => PolicyDocument,
): Promise<string> {
  return kit.temporary.make("topic", what, async (Name) => {
    const topicArn = arn(kit.place, "sns", Name);
    await kit.clients.sns.send(
      new CreateTopicCommand({
        Name,
        ...(policy && { Attributes: { Policy: JSON.stringify(policy(topicArn)) } }),
      }),
    );
    return topicArn;
  });
}

export async function subscribe(
  { clients }: Kit,
  TopicArn: string,
  queue: TestQueue,
  deadLetters?: TestQueue,
): Promise<void> {
  await clients.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queue.arn,
      ...(deadLetters && {
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn }) },
      }),
    }),
  );
}

/** Bodies of the messages that are there now, at most ten; they are gone then. */
export async function receive({ clients: { sqs } }: Kit, { url }: TestQueue): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  return Messages.map(({ Body = "" }) => Body);
}
