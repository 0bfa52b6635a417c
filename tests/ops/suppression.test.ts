import assert from "node:assert/strict";
import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";

import { exportAll, importAll, list } from "../../ops/suppression/bulk";
import { parseCsv } from "../../ops/suppression/csv";
import { DynamoList } from "../../ops/suppression/dynamoList";
import { add, check, remove } from "../../ops/suppression/one";
import { SdkSesList } from "../../ops/suppression/sesList";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { Told, failuresOf, handlerOn } from "../functions/invoke";
import { SuppressionTable } from "../functions/suppressionTable";
import { bounce, failed } from "../mail/events/sesEvents";
import { TestClock, TestSesList, opsError, textOf } from "./ports";

const STREAMS = ["transactional", "notifications"];
const MANUAL = { scope: "*", reason: "MANUAL" } as const;

describe("ses suppression on a table", () => {
  let cloud: LocalCloud;
  let table: SuppressionTable;
  let ses: TestSesList;
  let clock: TestClock;
  before(async function () {
    this.timeout(60_000);
    cloud = await LocalCloud.start();
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    await cloud.reset();
    table = await SuppressionTable.create(cloud, "suppression");
    ses = new TestSesList();
    clock = new TestClock();
  });

  const parts = () => ({
    table: new DynamoList(table.client, table.name),
    ses,
    clock,
    progress: () => undefined,
  });

  it("adds an address as an application finds it, and tells SES as it was spelled", async () => {
    const { exitCode } = await add("Jane <Jane.Doe@Example.net>", MANUAL, parts());
    assert.equal(exitCode, 0);
    assert.deepEqual(await table.suppressed("*", clock.now() / 1000), ["jane.doe@example.net"]);
    const [entry] = await table.entries();
    assert.equal(entry?.source, "OPERATOR");
    assert.deepEqual([...ses.listed], [["Jane.Doe@Example.net", "BOUNCE"]]);
  });

  it("says what SES refuses in the sandbox and keeps the entry", async () => {
    ses = new TestSesList(true);
    const report = await add("jane@example.net", MANUAL, parts());
    assert.equal(report.exitCode, 0);
    assert.match(textOf(report), /SES refuses to put it on its own list/);
    assert.equal((await table.entries()).length, 1);
  });

  it("tells SES nothing of one stream", async () => {
    await add("jane@example.net", { scope: "notifications", reason: "UNSUBSCRIBE" }, parts());
    assert.equal(ses.listed.size, 0);
  });

  it("checks the table and SES's list, with exit code 1 for who may not be mailed", async () => {
    assert.equal((await check("jane@example.net", parts())).exitCode, 0);
    await add("jane@example.net", MANUAL, parts());
    const report = await check("JANE@example.net", parts());
    assert.equal(report.exitCode, 1);
    assert.match(textOf(report), /every stream: MANUAL \(OPERATOR\)/);
    assert.match(textOf(report), /SES's own list: BOUNCE/);
  });

  it("takes an address back so that an older event does not bring it back, and a later one does", async () => {
    await add("jane@example.net", MANUAL, parts());
    await clock.sleep(60_000);
    assert.equal((await remove("jane@example.net", undefined, parts())).exitCode, 0);
    assert.equal(ses.listed.size, 0);
    const [entry] = await table.entries();
    assert(entry?.removedAt !== undefined && entry.removedBefore !== undefined);

    const event = (id: string, timestamp: string) => {
      const mail = { mail: { messageId: id } };
      const one = bounce("Permanent", "General", [failed("jane@example.net")], mail) as {
        bounce: Record<string, unknown>;
      };
      return JSON.stringify({ ...one, bounce: { ...one.bounce, timestamp } });
    };
    const handler = handlerOn(table.store(), new Told());
    const suppressed = () => table.suppressed("*", clock.now() / 1000);
    assert.deepEqual(await failuresOf(handler, [event("old", "2026-11-25T08:00:00.000Z")]), []);
    assert.deepEqual(await suppressed(), []);
    assert.deepEqual(await failuresOf(handler, [event("new", "2026-11-25T10:00:00.000Z")]), []);
    assert.deepEqual(await suppressed(), ["jane@example.net"]);
  });

  it("says that there was nothing to take back", async () => {
    const { exitCode } = await remove("jane@example.net", undefined, parts());
    assert.equal(exitCode, 1);
    assert.deepEqual(await table.rows(), []);
  });

  it("takes back one scope and leaves the other and SES's list", async () => {
    await add("jane@example.net", MANUAL, parts());
    await add("jane@example.net", { scope: "notifications", reason: "UNSUBSCRIBE" }, parts());
    await remove("jane@example.net", "notifications", parts());
    assert.deepEqual(await table.suppressed("*", 0), ["jane@example.net"]);
    assert.deepEqual(await table.suppressed("notifications", 0), []);
    assert.equal(ses.listed.size, 1);
  });

  it("goes on when feedback wrote the same entry meanwhile", async () => {
    await add("jane@example.net", MANUAL, parts());
    const real = parts();
    let met = false;
    const meeting = Object.assign(Object.create(real.table) as DynamoList, {
      entriesOf: async (address: string) => {
        const entries = await real.table.entriesOf(address);
        if (!met) {
          met = true;
          await add(address, { scope: "*", reason: "COMPLAINT" }, real);
        }
        return entries;
      },
    });
    await add("jane@example.net", MANUAL, { ...real, table: meeting });
    const [entry] = await table.entries();
    assert.equal(entry?.reason, "COMPLAINT");
    assert.equal(entry.count, 3);
  });

  it("lists what holds, by reason, and neither markers nor counters", async () => {
    await add("one@example.net", MANUAL, parts());
    await add("two@example.net", { scope: "*", reason: "COMPLAINT" }, parts());
    await add("gone@example.net", MANUAL, parts());
    await remove("gone@example.net", undefined, parts());
    await failuresOf(handlerOn(table.store(), new Told()), [
      JSON.stringify(
        bounce("Transient", "MailboxFull", [failed("jane@example.net")], { mail: { messageId: "m" } }),
      ),
    ]);
    assert((await table.counters()).length > 0);
    assert.match(textOf(await list(undefined, parts())), /one@.*\n.*two@.*\n2 suppressed\.$/);
    assert.match(textOf(await list("COMPLAINT", parts())), /^\s+two@.*\n1 suppressed\.$/);
  });

  it("imports what it exported into an empty table as the same suppressions", async () => {
    await add('"odd, name"@example.net', MANUAL, parts());
    await add("two@example.net", { scope: "notifications", reason: "UNSUBSCRIBE" }, parts());
    const csv = textOf(await exportAll(parts()));
    const before = await table.suppressed("*", 0);
    await cloud.reset();
    table = await SuppressionTable.create(cloud, "suppression");
    await importAll(csv, STREAMS, parts());
    assert.deepEqual(await table.suppressed("*", 0), before);
    assert.deepEqual(await table.suppressed("notifications", 0), ["two@example.net"]);
    assert((await table.entries()).every(({ source }) => source === "IMPORT"));
    const again = await importAll(csv, STREAMS, parts());
    assert.deepEqual(again.json, { rows: 2, written: 0, known: 2, takenBack: 0, skipped: 0 });
  });

  it("imports no address that an operator took back, unless the file heard of it later", async () => {
    await add("jane@example.net", MANUAL, parts());
    await remove("jane@example.net", undefined, parts());
    await clock.sleep(60_000);
    const undated = await importAll("address,reason\njane@example.net,BOUNCE\n", STREAMS, parts());
    assert.deepEqual(undated.json, { rows: 1, written: 0, known: 0, takenBack: 1, skipped: 0 });
    await importAll("address,lastSeen\njane@example.net,2026-11-01T00:00:00Z\n", STREAMS, parts());
    assert.deepEqual(await table.suppressed("*", 0), []);
    await importAll("address,lastSeen\njane@example.net,2026-12-01T00:00:00Z\n", STREAMS, parts());
    assert.deepEqual(await table.suppressed("*", 0), ["jane@example.net"]);
  });

  it("imports nothing of a file with a problem, and names lines, not addresses", async () => {
    const csv =
      "address,scope,reason\na@example.net,,\nno-address,,\nb@example.net,marketing,\nc@example.net,,WHY\n";
    const { exitCode, message } = await opsError(() => importAll(csv, STREAMS, parts()));
    assert.equal(exitCode, 2);
    assert.match(message, /line 3: .*\nline 4: scope is not .*\nline 5: reason is not/);
    assert(!message.includes("example.net") && !message.includes("no-address"));
    assert.deepEqual(await table.rows(), []);
  });
});

describe("a CSV of addresses", () => {
  it("is read with a byte order mark, quotes, empty lines, any order of columns and Windows' line ends", () => {
    const text = '\uFEFFreason,"address"\r\nBOUNCE,"a,""b@example.net"\r\n\r\n,c@example.net';
    const { rows, problems } = parseCsv(text.replace('a,""b', '""a b""'), STREAMS);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rows.map(({ address, reason }) => [address, reason]),
      [
        ['"a b"@example.net', "BOUNCE"],
        ["c@example.net", "MANUAL"],
      ],
    );
  });

  it("without the column address is refused", () => {
    assert.equal(parseCsv("a@example.net\n", STREAMS).problems.length, 1);
    assert.equal(parseCsv("", STREAMS).problems.length, 1);
  });

  it("whose quotes do not match is refused, so that no line is lost", () => {
    for (const text of ['address\n"a@example.net\nb@example.net\n', 'address\na"b@example.net\n'])
      assert.equal(parseCsv(text, STREAMS).problems.length, 1);
  });
});

describe("SES's own suppression list by the SDK", () => {
  const ses = new SESv2Client({ region: "us-east-1" });
  const client = mockClient(ses);
  const sesList = new SdkSesList(ses);
  const refused = (name: string) => Object.assign(new Error("jane@example.net is secret"), { name });
  beforeEach(() => client.reset());
  after(() => {
    client.restore();
  });

  it("does not have an address that SES does not find", async () => {
    client.on(GetSuppressedDestinationCommand).rejects(refused("NotFoundException"));
    client.on(DeleteSuppressedDestinationCommand).rejects(refused("NotFoundException"));
    assert.equal(await sesList.reasonOf("jane@example.net"), undefined);
    assert.equal(await sesList.remove("jane@example.net"), false);
  });

  it("is refused in the sandbox without an error", async () => {
    client.on(PutSuppressedDestinationCommand).rejects(refused("BadRequestException"));
    assert.equal(await sesList.put("jane@example.net", "BOUNCE"), false);
  });

  it("tells every other failure by its name, with exit code 3 and without the address", async () => {
    client.on(PutSuppressedDestinationCommand).rejects(refused("AccessDeniedException"));
    const { exitCode, message } = await opsError(() => sesList.put("jane@example.net", "BOUNCE"));
    assert.equal(exitCode, 3);
    assert.match(message, /PutSuppressedDestination failed \(AccessDeniedException\)/);
    assert(!message.includes("jane"));
  });
});
