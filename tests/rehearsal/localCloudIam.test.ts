import assert from "node:assert/strict";
import { buildSync } from "esbuild";
import { materialise } from "../../rehearsal/cloud/feedbackPath";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { FeedbackWalk } from "../../rehearsal/cloud/walk";
import { ROOT } from "../../rehearsal/engine/cli";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { ROLE, ROLE_POLICY } from "../../rehearsal/providers/handlers/names";
import { type PathArgs, type PathNames, putPath } from "./handMadePath";
import { newCloud } from "./plugin";

/** Writes each message with a marker beside it, in one transaction. */
const WRITER = `
  import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
  const client = new DynamoDBClient({});
  const put = (address) => ({
    Put: { TableName: process.env.TABLE_NAME, Item: { address: { S: address }, scope: { S: "*" } } },
  });
  export async function handler({ Records }) {
    for (const { body } of Records) {
      const { Message } = JSON.parse(body);
      await client.send(new TransactWriteItemsCommand({ TransactItems: [put("event#" + Message), put(Message)] }));
    }
    return { batchItemFailures: [] };
  }`;

const ADDRESS = "reader@example.net";
const LONG_MS = 30_000;

describe("a feedback path where IAM is enforced", function () {
  this.timeout(60_000);
  let local: LocalCloud;
  let source: string;
  let cloud: Cloud;

  before(async () => {
    local = await LocalCloud.start({ enforceIam: true });
    source =
      buildSync({
        stdin: { contents: WRITER, resolveDir: ROOT },
        bundle: true,
        platform: "node",
        target: "node20",
        write: false,
      }).outputFiles[0]?.text ?? "";
  });
  beforeEach(async () => {
    await local.reset();
    cloud = newCloud();
  });
  after(() => local.stop());

  async function published(name: string, args: Omit<PathArgs, "source">): Promise<[FeedbackWalk, PathNames]> {
    const path = putPath(cloud, name, { source, ...args });
    await materialise(cloud, local, { retryAfterSeconds: 1 });
    const walk = new FeedbackWalk(local, path.topicArn, path.tableName);
    await walk.publish(ADDRESS);
    return [walk, path];
  }

  it("writes in a transaction with the rights of the single writes", async () => {
    const [walk] = await published("path", { tableActions: ["dynamodb:PutItem"] });
    assert(await walk.entry(ADDRESS, LONG_MS));
  });

  const poor: Record<string, string[]> = {
    "other rights": ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    "the transaction's name, which is no right": ["dynamodb:TransactWriteItems"],
  };
  for (const [title, tableActions] of Object.entries(poor))
    it(`ends in the dead-letter queue where the role has ${title}`, async () => {
      const [walk, { deadLetterUrl }] = await published("path", { tableActions });
      assert(await walk.until(LONG_MS, async () => (await walk.messages(deadLetterUrl)) || undefined));
      assert.equal(await walk.entry(ADDRESS, 1), undefined);
    });

  const closed: Record<string, string | null> = {
    "has no policy": null,
    "lets another topic in": "arn:aws:sns:us-east-1:123456789012:another",
  };
  for (const [title, letsIn] of Object.entries(closed))
    it(`takes nothing from the topic where the queue ${title}`, async () => {
      const [shut, path] = await published("shut", { letsIn });
      cloud = newCloud();
      const [open] = await published("open", {});
      assert(await open.entry(ADDRESS, LONG_MS), "an event that was published later has arrived");
      assert.equal(await shut.messages(path.queueUrl), 0);
      assert.equal(await shut.entry(ADDRESS, 1), undefined);
    });

  it("is not made where the function's role is not there", async () => {
    putPath(cloud, "path", { source });
    for (const object of [...cloud.list(ROLE_POLICY), ...cloud.list(ROLE)]) cloud.delete(object);
    await assert.rejects(
      materialise(cloud, local),
      /InvalidParameterValueException: The role with name path cannot be found/,
    );
  });
});
