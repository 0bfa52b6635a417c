import assert from "node:assert/strict";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { DynamoSuppressionStore } from "../../functions/feedback/dynamoStore";
import { FEEDBACK_METRICS as METRICS } from "../../functions/feedback/metricNames";
import { StoreError, type SuppressionStore } from "../../functions/feedback/store";
import { isSuppressed } from "../../mail/suppression/entry";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { bounce, complaint, failed, subscription } from "../mail/events/sesEvents";
import { LAMBDA, Told, batchOf, failuresOf, handlerOn } from "./invoke";
import { SuppressionTable } from "./suppressionTable";
import { watchUnits } from "./writeUnits";

const MAIL = { mail: { messageId: "m-1" } };
const COMPLAINT = complaint({}, undefined, MAIL);
const HARD = bounce("Permanent", "General", [failed("jane@example.net")], { mail: { messageId: "m-2" } });
const SOFT = bounce("Transient", "MailboxFull", [failed("jane@example.net")], { mail: { messageId: "m-3" } });
const OUT = { topics: { marketing: "OptOut" as const } };
const IN = { topics: { marketing: "OptIn" as const } };

/** The same report as an identity notification, whose configuration set nobody tells. */
function asNotification({ eventType, mail, ...event }: Readonly<Record<string, unknown>>): object {
  return { notificationType: eventType, ...event, mail: { ...(mail as object), tags: undefined } };
}

describe("the feedback function on a table", () => {
  let cloud: LocalCloud;
  let table: SuppressionTable;
  let told: Told;
  before(async function () {
    this.timeout(60_000);
    cloud = await LocalCloud.start();
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    await cloud.reset();
    table = await SuppressionTable.create(cloud, "suppression");
    told = new Told();
  });

  async function process(...events: readonly object[]): Promise<number[]> {
    return failuresOf(
      handlerOn(table.store(), told),
      events.map((event) => JSON.stringify(event)),
    );
  }

  async function entryOf(address: string, scope: string) {
    return (await table.store().read(address, scope)).entry;
  }

  it("does a complaint once that comes as an event and as a notification", async () => {
    assert.deepEqual(await process(COMPLAINT), []);
    const before = await table.rows();
    assert.deepEqual(await process(asNotification(COMPLAINT)), []);
    assert.deepEqual(await table.rows(), before);
    assert.equal(told.counts.get(METRICS.duplicates), 1);
    assert.equal(told.counts.get(METRICS.suppressed), 1);
  });

  it("does an event once that is twice in one batch", async () => {
    assert.deepEqual(await process(COMPLAINT, COMPLAINT, HARD, COMPLAINT), []);
    assert.equal((await entryOf("jane@example.net", "*"))?.count, 2);
    assert.equal((await table.markers()).length, 2);
  });

  it("says the same whichever of bounce and complaint comes first", async () => {
    assert.deepEqual(await process(COMPLAINT), []);
    assert.deepEqual(await process(HARD), []);
    const one = await entryOf("jane@example.net", "*");
    assert.equal(one?.reason, "COMPLAINT");
    await cloud.reset();
    table = await SuppressionTable.create(cloud, "suppression");
    assert.deepEqual(await process(HARD), []);
    assert.deepEqual(await process(COMPLAINT), []);
    assert.deepEqual(await entryOf("jane@example.net", "*"), one);
  });

  it("unsubscribes from one stream only, and lets the person come back by the same mail, and leave again", async () => {
    const told = (at: string, before: object, after: object) => {
      const event = subscription(before, after, MAIL);
      return { ...event, subscription: { ...(event["subscription"] as object), timestamp: at } };
    };
    await process(told("2026-10-14T10:00:00Z", IN, OUT));
    assert.deepEqual(await table.suppressed("marketing", 0), ["jane@example.net"]);
    assert.deepEqual(await table.suppressed("*", 0), []);
    await process(told("2026-10-14T11:00:00Z", OUT, IN));
    assert.deepEqual(await table.suppressed("marketing", 0), []);
    await process(told("2026-10-14T12:00:00Z", IN, OUT));
    assert.deepEqual(await table.suppressed("marketing", 0), ["jane@example.net"]);
  });

  it("does not bring back what an operator removed, by an event from before", async () => {
    await process(COMPLAINT);
    await table.remove("jane@example.net", "*", Date.parse("2026-10-15T00:00:00Z"));
    await process(HARD);
    assert.deepEqual(await table.suppressed("*", 0), []);
    const later = { ...HARD, bounce: { ...(HARD["bounce"] as object), timestamp: "2026-10-15T00:00:01Z" } };
    await process({ ...later, mail: { ...(HARD["mail"] as object), messageId: "m-9" } });
    assert.deepEqual(await table.suppressed("*", 0), ["jane@example.net"]);
  });

  it("suppresses in the stream after soft bounces on five days of seven, however they come", async () => {
    const days = [18, 14, 16, 20, 15].map((day) => ({
      ...SOFT,
      bounce: { ...(SOFT["bounce"] as object), timestamp: `2026-10-${day}T09:00:00Z` },
      mail: { ...(SOFT["mail"] as object), messageId: `day-${day}` },
    }));
    const last = days.pop();
    assert(last);
    assert.deepEqual(await process(...days, ...days), []);
    assert.deepEqual(await table.entries(), []);
    assert.deepEqual(await process(last), []);
    const entry = await entryOf("jane@example.net", "marketing");
    assert.equal(entry?.reason, "SOFT_BOUNCE");
    assert.equal(entry.expiresAt, Date.parse("2026-11-04T00:00:00Z") / 1000);
    assert.deepEqual(await table.suppressed("*", 0), []);
  });

  it("ends an entry of the simulator after a day", async () => {
    const address = "complaint+canary@simulator.amazonses.com";
    await process(complaint({}, [address], { destination: [address], ...MAIL }));
    const entry = await entryOf(address, "*");
    const heard = Math.floor(Date.parse(entry?.lastSeen ?? "") / 1000);
    assert.equal(entry?.expiresAt, heard + 86_400);
    assert(isSuppressed(entry, heard) && !isSuppressed(entry, heard + 86_400));
  });

  it("suppresses nobody for mail of another account, and nobody that the mail did not go to", async () => {
    await process(complaint({}, undefined, { mail: { messageId: "m-5", sendingAccountId: "999999999999" } }));
    const destination = ["joe@example.net", "jack@example.net"];
    await process(bounce("Permanent", "General", [failed("forged@example.net")], { destination, ...MAIL }));
    assert.deepEqual(await table.entries(), []);
    assert.equal((await table.markers()).length, 2);
    assert.equal(told.counts.get(METRICS.foreignAccount), 1);
    assert.equal(told.counts.get(METRICS.strangers), 1);
    assert.equal(told.lines.length, 2);
  });

  it("lets what cannot be read fail alone, and all of it where all of it is so", async () => {
    const handler = handlerOn(table.store(), told);
    const bodies = ["{", JSON.stringify(COMPLAINT), "", '{"eventType":"Bounce"}'];
    assert.deepEqual(await failuresOf(handler, bodies), [0, 2, 3]);
    assert.deepEqual(await table.suppressed("*", 0), ["jane@example.net"]);
    assert.deepEqual(await failuresOf(handler, ["{", "["]), [0, 1]);
    assert.equal(told.counts.get(METRICS.unreadable), 5);
    assert.equal(told.published, 2, "once a batch");
  });

  it("loses nothing when many write one address at once", async function () {
    this.timeout(30_000);
    const batch = (first: number) =>
      Array.from({ length: 10 }, (_, index) =>
        JSON.stringify(complaint({}, undefined, { mail: { messageId: `m-${first + index}` } })),
      );
    let waiting = [batch(0), batch(10)];
    const handlers = [handlerOn(table.store()), handlerOn(table.store())] as const;
    for (let receive = 0; receive < 5 && waiting.length > 0; receive += 1) {
      const again = await Promise.all(
        waiting.map(async (bodies, index) => {
          const positions = await failuresOf(handlers[index % 2 === 0 ? 0 : 1], bodies);
          return positions.flatMap((position) => bodies[position] ?? []);
        }),
      );
      waiting = again.filter((bodies) => bodies.length > 0);
    }
    assert.deepEqual(waiting, []);
    const entry = await entryOf("jane@example.net", "*");
    assert.deepEqual([entry?.count, entry?.version], [20, 20]);
  });

  it("takes few capacity units", async () => {
    const units = watchUnits(table.client);
    const used: Record<string, readonly number[]> = {};
    for (const [name, event] of Object.entries({
      complaint: COMPLAINT,
      "soft bounce": SOFT,
      unsubscribe: subscription(IN, OUT, MAIL),
      recorded: complaint({ complaintFeedbackType: "not-spam" }, undefined, MAIL),
    })) {
      Object.assign(units, { read: 0, write: 0 });
      await process(event);
      used[name] = [units.read, units.write];
    }
    assert.deepEqual(used, {
      complaint: [1, 4],
      "soft bounce": [2, 4],
      unsubscribe: [1, 4],
      recorded: [0, 1],
    });
  });
});

describe("the feedback function when DynamoDB fails", () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  const mocked = mockClient(client);
  const store = new DynamoSuppressionStore(client, "suppression");
  const quoting = (name: string) => Object.assign(new Error("Value 'jane@example.net' at 'key'"), { name });
  const cancelled = (...codes: readonly string[]) =>
    new TransactionCanceledException({
      $metadata: {},
      message: "jane@example.net",
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  beforeEach(() => {
    mocked.reset();
    mocked.on(GetCommand).resolves({});
  });
  after(() => {
    mocked.restore();
  });

  const run = async (told: Told, event: object = COMPLAINT) =>
    failuresOf(handlerOn(store, told), [JSON.stringify(event)]);

  it("reports a record that was not written, and tells no address", async () => {
    for (const name of ["ProvisionedThroughputExceededException", "TimeoutError", "ValidationException"]) {
      for (const command of [GetCommand, TransactWriteCommand] as const) {
        mocked.reset();
        mocked.on(GetCommand).resolves({});
        mocked.on(command as typeof GetCommand).rejects(quoting(name));
        const told = new Told();
        assert.deepEqual(await run(told), [0]);
        assert.equal(told.counts.get(METRICS.failed), 1);
        assert.match(JSON.stringify(told.lines), new RegExp(name));
        assert(!JSON.stringify(told.lines).includes("jane"));
      }
    }
  });

  for (const code of ["ConditionalCheckFailed", "TransactionConflict", "ThrottlingError"])
    it(`reads again after ${code}, and writes`, async () => {
      mocked.on(TransactWriteCommand).rejectsOnce(cancelled("None", code)).resolves({});
      assert.deepEqual(await run(new Told()), []);
      assert.equal(mocked.commandCalls(GetCommand).length, 2);
    });

  it("gives up after some tries, and reports the record", async function () {
    mocked.on(TransactWriteCommand).rejects(cancelled("None", "TransactionConflict"));
    assert.deepEqual(await run(new Told()), [0]);
    assert.equal(mocked.commandCalls(TransactWriteCommand).length, 8);
  });

  it("does nothing more when the marker is there, whatever else was refused", async () => {
    mocked.on(TransactWriteCommand).rejects(cancelled("ConditionalCheckFailed", "ConditionalCheckFailed"));
    const told = new Told();
    assert.deepEqual(await run(told), []);
    assert.equal(told.counts.get(METRICS.duplicates), 1);
  });

  it("does nothing more when the marker of an event that changes nobody is there", async () => {
    mocked.on(PutCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: "" }));
    const told = new Told();
    assert.deepEqual(await run(told, complaint({ complaintFeedbackType: "not-spam" })), []);
    assert.equal(told.counts.get(METRICS.duplicates), 1);
  });

  it("throws without content what fails in a direct invocation", async () => {
    const broken: SuppressionStore = {
      read: () => Promise.reject(new TypeError("jane@example.net is not a function")),
      write: () => Promise.reject(new StoreError("PutItem", quoting("TimeoutError"))),
    };
    for (const event of [COMPLAINT, complaint({ complaintFeedbackType: "not-spam" })]) {
      const told = new Told();
      await assert.rejects(
        handlerOn(broken, told)(event, LAMBDA),
        ({ message, stack = "" }: Error) => !`${message}${stack}`.includes("jane"),
      );
      assert.equal(told.published, 1);
      assert(!JSON.stringify(told.lines).includes("jane"));
    }
  });

  it("reads an empty batch as one", async () => {
    assert.deepEqual(await handlerOn(store)(batchOf([]), LAMBDA), { batchItemFailures: [] });
  });
});
