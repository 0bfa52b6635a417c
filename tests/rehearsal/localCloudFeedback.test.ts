import assert from "node:assert/strict";
import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { materialise } from "../../rehearsal/cloud/feedbackPath";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { complaint, hardBounce } from "../../rehearsal/cloud/sesEvents";
import { FeedbackWalk } from "../../rehearsal/cloud/walk";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { FUNCTION } from "../../rehearsal/providers/handlers/names";
import { type PathNames, TRIES, putPath } from "./handMadePath";
import { newCloud } from "./plugin";

/** Tells each message to the test, and says of every poison that it failed. */
const REPORTER = `
  exports.handler = async ({ Records }) => {
    const batchItemFailures = [];
    for (const { messageId, body } of Records) {
      await fetch(process.env.TOLD_TO, { method: "POST", body });
      if (body.includes("poison")) batchItemFailures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures };
  };`;

const MAIL = { account: "123456789012", configurationSet: "prod-transactional" };

describe("a feedback path on the local cloud", function () {
  this.timeout(60_000);
  let local: LocalCloud;
  let server: Server;
  let told: string[] = [];
  let variables: Record<string, string>;
  let cloud: Cloud;

  before(async () => {
    local = await LocalCloud.start();
    server = createServer((request, response) => {
      void text(request).then((body) => {
        told.push(body);
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert(address !== null && typeof address === "object");
    variables = { TOLD_TO: `http://127.0.0.1:${address.port}` };
  });
  beforeEach(async () => {
    await local.reset();
    told = [];
    cloud = newCloud();
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await local.stop();
  });

  const walkOn = ({ topicArn, tableName }: PathNames) => new FeedbackWalk(local, topicArn, tableName);

  const until = async (holds: () => boolean | Promise<boolean>) => {
    const end = Date.now() + 20_000;
    while (!(await holds())) {
      assert(Date.now() < end, "it does not come");
      await wait(20);
    }
  };

  it("brings a published event to the function, in the envelope of SNS", async () => {
    const path = putPath(cloud, "path", { source: REPORTER, variables });
    await materialise(cloud, local);
    const event = hardBounce({ ...MAIL, to: "gone@example.net" });
    await walkOn(path).publish(event);
    await until(() => told.length > 0);
    const { Type, TopicArn, Subject, Message } = JSON.parse(told[0] ?? "") as Record<string, string>;
    assert.deepEqual([Type, TopicArn], ["Notification", path.topicArn]);
    assert.equal(Subject, "Amazon SES Email Event Notification");
    assert.deepEqual(JSON.parse(Message ?? ""), event);
    await until(async () => (await walkOn(path).messages(path.queueUrl)) === 0);
    assert.equal(told.length, 1);
  });

  it("brings what fails to the dead-letter queue after its tries, and what is beside it through once", async () => {
    const path = putPath(cloud, "path", { source: REPORTER, variables });
    await materialise(cloud, local, { retryAfterSeconds: 1 });
    const walk = walkOn(path);
    await Promise.all(["one", "poison", "two"].map((message) => walk.publish(message)));
    await until(async () => (await walk.messages(path.deadLetterUrl)) === 1);
    assert.equal(await walk.messages(path.queueUrl), 0);
    const times = (message: string) => told.filter((body) => body.includes(`"${message}"`)).length;
    assert.deepEqual(["one", "two", "poison"].map(times), [1, 1, TRIES]);
  });

  it("delivers as the subscription says: without the envelope, and only what the filter lets through", async () => {
    const path = putPath(cloud, "path", {
      source: REPORTER,
      variables,
      subscription: {
        rawMessageDelivery: true,
        filterPolicy: JSON.stringify({ eventType: ["Complaint"] }),
        filterPolicyScope: "MessageBody",
      },
    });
    await materialise(cloud, local);
    const spam = complaint({ ...MAIL, to: "reader@example.net" });
    await walkOn(path).publish(hardBounce({ ...MAIL, to: "gone@example.net" }));
    await walkOn(path).publish(spam);
    await until(() => told.length > 0);
    assert.deepEqual(
      told.map((body) => JSON.parse(body) as unknown),
      [spam],
    );
  });

  it("has a table whose items expire", async () => {
    putPath(cloud, "path", { source: REPORTER, variables });
    await materialise(cloud, local);
    const { endpoint, region, credentials } = local;
    const dynamo = new DynamoDBClient({ endpoint, region, credentials });
    const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: "path" }));
    assert.deepEqual(TimeToLiveDescription, { AttributeName: "expiresAt", TimeToLiveStatus: "ENABLED" });
  });

  it("is not made of what stands in another Region or came without its code", async () => {
    putPath(cloud, "path", { source: REPORTER, variables });
    const fn = cloud.list(FUNCTION)[0];
    assert(fn);
    cloud.put({ ...fn, properties: { ...fn.properties, code: { assets: {} } } });
    await assert.rejects(materialise(cloud, local), { message: "the function was deployed without code" });
    cloud.delete(fn);
    cloud.put({ ...fn, scope: "123456789012/eu-west-1" });
    await local.reset();
    await assert.rejects(
      materialise(cloud, local),
      /^Error: aws:lambda\S+ path is in 123456789012\/eu-west-1; the local AWS plays 123456789012\/us-east-1$/,
    );
  });
});
