import assert from "node:assert/strict";
import type { FeedbackHandler } from "../../functions/feedback/handler";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import { isSuppressed } from "../../mail/suppression/entry";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { LAMBDA, failuresOf, handlerOn } from "../functions/invoke";
import { SuppressionTable } from "../functions/suppressionTable";
import cases from "./feedback.json";

interface Answer {
  outcome: string;
  addresses: string[];
}

interface Case {
  id: string;
  title: string;
  input: string | object;
  expected: Answer;
  accept?: Answer[];
  after?: string[];
}

const ALL = cases as unknown as Case[];
const NOW_SECONDS = Date.parse("2026-10-14T15:00:00Z") / 1000;

/** A bounce that is nobody's but this test's: it must go through beside a record that fails. */
const GOOD = JSON.stringify({
  eventType: "Bounce",
  bounce: {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress: "bystander@example.net", action: "failed", status: "5.1.1" }],
    timestamp: "2026-10-14T09:30:04.900Z",
    feedbackId: "bystander",
  },
  mail: {
    timestamp: "2026-10-14T09:30:01.120Z",
    messageId: "bystander",
    sendingAccountId: "123456789012",
    destination: ["bystander@example.net"],
    tags: { "ses:configuration-set": ["prod-transactional"] },
  },
});

/** What is in a table, by what it means. */
async function stateOf(table: SuppressionTable) {
  const rows = await table.rows();
  const entries = (await table.entries()).filter((entry) => isSuppressed(entry, NOW_SECONDS));
  const counters = await table.counters();
  const key = ({ address, scope }: { address: string; scope: string }) => `${address} ${scope}`;
  return {
    rows: new Map(rows.map((row) => [key(row), JSON.stringify(row)])),
    entries: new Map(entries.map((entry) => [key(entry), entry])),
    softDays: new Map(counters.map((counter) => [key(counter), counter.days.length])),
  };
}

type State = Awaited<ReturnType<typeof stateOf>>;

/** What an event did, read from the table alone. */
function answerOf(before: State, after: State): Answer {
  const news = [...after.entries].flatMap(([key, entry]) => (before.entries.has(key) ? [] : [entry]));
  const optOuts = news.filter(({ reason, scope }) => reason === "UNSUBSCRIBE" && scope !== "*");
  const everywhere = news.filter(({ scope, reason }) => scope === "*" && reason !== "UNSUBSCRIBE");
  const counted = [...after.softDays].flatMap(([key, days]) =>
    days === (before.softDays.get(key) ?? 0) + 1 ? [key.split(" ")[0] ?? ""] : [],
  );
  const addresses = (entries: SuppressionEntry[]) => entries.map(({ address }) => address).sort();
  if (everywhere.length > 0) return { outcome: "suppress", addresses: addresses(everywhere) };
  if (optOuts.length > 0) return { outcome: "unsubscribe", addresses: addresses(optOuts) };
  if (counted.length > 0) return { outcome: "soft-bounce", addresses: counted.sort() };
  assert.equal(news.length, 0, "an entry of no known outcome");
  const changed = [...after.rows].filter(([key, row]) => before.rows.get(key) !== row);
  for (const [key] of changed) assert(key.startsWith("event#"), "only a marker is new");
  return { outcome: changed.length > 0 ? "record-only" : "ignore", addresses: [] };
}

async function process(handler: FeedbackHandler, { input }: Case): Promise<"done" | "rejected"> {
  if (typeof input === "object") {
    await handler(input, LAMBDA);
    return "done";
  }
  const failures = await failuresOf(handler, [GOOD, input]);
  assert(!failures.includes(0), "the record beside it must go through");
  return failures.includes(1) ? "rejected" : "done";
}

describe("feedback cases, through the handler and a table that keeps state", () => {
  let cloud: LocalCloud;
  before(async function () {
    this.timeout(60_000);
    cloud = await LocalCloud.start();
  });
  after(() => cloud.stop());

  for (const one of ALL)
    it(`${one.id}: ${one.title}`, async () => {
      const table = await SuppressionTable.create(cloud, one.id);
      const handler = handlerOn(table.store());
      assert.deepEqual(await failuresOf(handler, [GOOD]), []);
      for (const id of one.after ?? []) {
        const earlier = ALL.find((candidate) => candidate.id === id);
        assert(earlier, id);
        assert.equal(await process(handler, earlier), "done");
      }
      const before = await stateOf(table);
      const did = await process(handler, one);
      const answer =
        did === "rejected"
          ? { outcome: "reject-to-dlq", addresses: [] }
          : answerOf(before, await stateOf(table));
      const right = [one.expected, ...(one.accept ?? [])].map(({ outcome, addresses }) => ({
        outcome,
        addresses: [...addresses].sort(),
      }));
      assert(
        right.some((candidate) => JSON.stringify(candidate) === JSON.stringify(answer)),
        `${JSON.stringify(answer)}, expected ${JSON.stringify(right)}`,
      );
    });
});
