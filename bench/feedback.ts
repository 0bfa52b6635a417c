import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { bundleFunction } from "../functions/bundle";
import { DynamoSuppressionStore } from "../functions/feedback/dynamoStore";
import { type FeedbackHandler, createHandler } from "../functions/feedback/handler";
import { powertools } from "../functions/powertools";
import type { SuppressionStore } from "../functions/feedback/store";
import { LocalCloud } from "../rehearsal/cloud/localCloud";
import { complaint } from "../rehearsal/cloud/sesEvents";
import cases from "../tests/cases/feedback.json";
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

/** Bodies as they lie in the queue, made from a report that SES really sent; each of another mail to another address. */
function bodies(count: number): string[] {
  const real = cases.find(({ id }) => id === "fb-s01")?.input;
  if (typeof real !== "string") throw new Error("the case is not there");
  return Array.from({ length: count }, (_, index) =>
    real
      .replaceAll("gone.user@", `gone.user.${index}@`)
      .replaceAll("0100019a2bf5af30", `0100019a2bf5${index}`),
  );
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
  Object.assign(process.env, { POWERTOOLS_METRICS_NAMESPACE: "bench", POWERTOOLS_SERVICE_NAME: "bench" });
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
    const mail = { account: ACCOUNT, configurationSet: "prod-transactional", to: "gone.user.0@example.net" };
    await tellUnits("a complaint of the same", handler, [JSON.stringify(complaint(mail))], units);
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
