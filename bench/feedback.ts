import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { bundleFunction } from "../functions/bundle";
import { DynamoSuppressionStore } from "../functions/feedback/dynamoStore";
import { type FeedbackHandler, createHandler } from "../functions/feedback/handler";
import { powertools } from "../functions/feedback/powertools";
import type { SuppressionStore } from "../functions/feedback/store";
import { LocalCloud } from "../rehearsal/cloud/localCloud";
import { complaint, hardBounce } from "../rehearsal/cloud/sesEvents";
import { watchUnits } from "../tests/functions/writeUnits";
import { contest } from "./measure";
import { tell, tellRatio, us } from "./tell";

const BATCH = 10;
const BATCHES = 200;
const TURNS = 15;

const ACCOUNT = "123456789012";
const CONTEXT = { accountId: ACCOUNT, streams: { "prod-transactional": "transactional" }, topics: [] };
const LAMBDA = { awsRequestId: "bench", getRemainingTimeInMillis: () => 30_000 } as unknown as Context;

/** A store that has nothing and takes everything at once: what is left is the handler's own work. */
const NO_AWS: SuppressionStore = {
  read: async () => ({}),
  write: async () => "written",
};

/** An event as it lies in the queue: SES's JSON as text inside SNS's. */
function body(event: object): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: "35a684a1-1131-5bb3-85e7-078c0a097350",
    TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:ses-launch-prod-feedback`,
    Subject: "Amazon SES Email Event Notification",
    Message: JSON.stringify(event),
    Timestamp: "2026-10-14T09:30:05.412Z",
    SignatureVersion: "2",
    Signature: "U".repeat(344),
    SigningCertURL: "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
    UnsubscribeURL: "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
  });
}

function bodies(count: number, make: typeof hardBounce = hardBounce): string[] {
  const mail = (index: number) => ({
    account: ACCOUNT,
    configurationSet: "prod-transactional",
    to: `customer.${index}@example.net`,
  });
  return Array.from({ length: count }, (_, index) => body(make(mail(index))));
}

function batch(records: readonly string[]): object {
  return {
    Records: records.map((text, index) => ({ messageId: `m${index}`, body: text, eventSource: "aws:sqs" })),
  };
}

/** The handler without AWS calls, with the logs and metrics that it writes, against the two `JSON.parse` of each event. */
export async function benchHandler(): Promise<void> {
  const records = bodies(BATCH);
  const event = batch(records);
  const handler = createHandler({ store: NO_AWS, context: CONTEXT, telling: powertools() });
  const write = process.stdout.write.bind(process.stdout);
  const ours = async () => {
    process.stdout.write = () => true;
    const began = performance.now();
    for (let run = 0; run < BATCHES; run++) await handler(event, LAMBDA);
    const took = performance.now() - began;
    process.stdout.write = write;
    return took / (BATCHES * BATCH);
  };
  const rival = () => {
    let messages = 0;
    const began = performance.now();
    for (let run = 0; run < BATCHES; run++)
      for (const text of records) {
        const { Message: message } = JSON.parse(text) as { Message: string };
        if (typeof JSON.parse(message) === "object") messages += 1;
      }
    const took = performance.now() - began;
    return took / messages;
  };
  const result = await contest(TURNS, ours, rival);
  tellRatio(
    "feedback, an event, against two JSON.parse",
    us(result.ours),
    us(result.rival),
    result.ratio,
    "aim 3",
  );
}

export function benchBundle(): void {
  const { ownBytes, sdkBytes } = bundleFunction("feedback");
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  tell("function's bundle without the AWS SDK", kilobytes(ownBytes), "aim under 60 KB");
  tell("the AWS SDK in it", kilobytes(sdkBytes));
}

/** Capacity units of one event, as the local DynamoDB counts them. */
export async function benchUnits(): Promise<void> {
  const cloud = await LocalCloud.start();
  try {
    const { endpoint, region, credentials } = cloud;
    const bare = new DynamoDBClient({ endpoint, region, credentials });
    const keys = ["address", "scope"] as const;
    await bare.send(
      new CreateTableCommand({
        TableName: "bench",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: "S" })),
        KeySchema: keys.map((name, index) => ({
          AttributeName: name,
          KeyType: index === 0 ? "HASH" : "RANGE",
        })),
      }),
    );
    const client = DynamoDBDocumentClient.from(bare, { marshallOptions: { removeUndefinedValues: true } });
    const units = watchUnits(client);
    const telling = {
      warn: () => undefined,
      error: () => undefined,
      count: () => undefined,
      publish: () => undefined,
    };
    const handler = createHandler({
      store: new DynamoSuppressionStore(client, "bench"),
      context: CONTEXT,
      telling,
    });
    const bounced = bodies(1);
    await tellUnits("a bounce", handler, bounced, units);
    await tellUnits("the same again", handler, bounced, units);
    await tellUnits("a complaint of the same", handler, bodies(1, complaint), units);
  } finally {
    await cloud.stop();
  }
}

async function tellUnits(
  what: string,
  handler: FeedbackHandler,
  records: readonly string[],
  units: { read: number; write: number },
): Promise<void> {
  const before = { ...units };
  await handler(batch(records), LAMBDA);
  tell(`units of ${what}: written, read`, `${units.write - before.write}, ${units.read - before.read}`);
}
