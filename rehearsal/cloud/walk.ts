import { setTimeout as wait } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { EVERY_STREAM, type SuppressionEntry } from "../../mail/suppression/entry";
import { localUrl } from "./feedbackPath";
import type { LocalCloud } from "./localCloud";

const LOOK_EVERY_MS = 50;

/** Sends events along a path that was made on the local cloud, and looks at what comes out. */
export class FeedbackWalk {
  private readonly sns: SNSClient;
  private readonly sqs: SQSClient;
  private readonly table: DynamoDBDocumentClient;

  /** @param tableName the suppression table of the stack */
  constructor(
    private readonly local: LocalCloud,
    private readonly topicArn: string,
    private readonly tableName: string,
  ) {
    const config = { endpoint: local.endpoint, region: local.region, credentials: local.credentials };
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
    this.table = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  }

  /** Publishes as SES does (SES Developer Guide, "Examples of event data"); text is published as it is. */
  async publish(event: object | string): Promise<void> {
    const message = typeof event === "string" ? event : JSON.stringify(event);
    await this.sns.send(
      new PublishCommand({
        TopicArn: this.topicArn,
        Subject: "Amazon SES Email Event Notification",
        Message: message,
      }),
    );
  }

  /** The entry of an address in a scope, as soon as it is there; undefined when it does not come. */
  async entry(
    address: string,
    withinMs: number,
    scope = EVERY_STREAM,
  ): Promise<SuppressionEntry | undefined> {
    return this.until(withinMs, async () => {
      const key = { TableName: this.tableName, Key: { address, scope }, ConsistentRead: true };
      const { Item } = await this.table.send(new GetCommand(key));
      return Item as SuppressionEntry | undefined;
    });
  }

  /** How many markers there are of a message; each is one thing that was done once. */
  async markers(messageId: string): Promise<number> {
    const { Count } = await this.table.send(
      new QueryCommand({
        TableName: this.tableName,
        ConsistentRead: true,
        KeyConditionExpression: "address = :event",
        ExpressionAttributeValues: { ":event": `event#${messageId}` },
      }),
    );
    return Count ?? 0;
  }

  /** Messages in a queue: those that wait, and those that a function has at the moment. */
  async messages(queueUrl: string): Promise<number> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: localUrl(this.local, queueUrl),
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return Object.values(Attributes).reduce((sum, many) => sum + Number(many), 0);
  }

  /** Looks until there is an answer; undefined when the time is over. */
  async until<Answer>(
    withinMs: number,
    look: () => Promise<Answer | undefined>,
  ): Promise<Answer | undefined> {
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      const answer = await look();
      if (answer !== undefined) return answer;
      await wait(LOOK_EVERY_MS);
    }
    return undefined;
  }
}
