import assert from "node:assert/strict";
import { createHandler } from "../../functions/feedback/handler";
import { DynamoSuppressionStore } from "../../functions/feedback/dynamoStore";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { CONTEXT, Told, failuresOf } from "./invoke";
import {
  type Effect,
  PEOPLE,
  type Random,
  type Telling,
  below,
  pick,
  randomFrom,
  shuffle,
  tell,
} from "./modelEvents";
import { expectedOf } from "./modelTable";
import { SuppressionTable } from "./suppressionTable";

const EVENTS = 10_000;
const BATCH = 10;
const BATCHES_AT_ONCE = 5;
/** As often as the queue's redrive policy lets a message come before it goes to the dead-letter queue, and then some. */
const RECEIVES = 12;
const REMOVALS = 150;

interface Message {
  readonly body: string;
  readonly poison: boolean;
  receives: number;
}

/** Makes calls of DynamoDB fail at random, half of them after they took effect. */
function makeFlaky({ client }: SuppressionTable, random: Random): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const fate = random();
      const failure = Object.assign(new Error("for person1@example.net"), { name: "TimeoutError" });
      if (fate < 0.015) throw failure;
      const answer = await next(args);
      if (fate > 0.985) throw failure;
      return answer;
    },
    { step: "initialize", name: "flaky" },
  );
}

describe("the feedback function, against a model without order", () => {
  let cloud: LocalCloud;
  before(async function () {
    this.timeout(60_000);
    cloud = await LocalCloud.start();
  });
  after(() => cloud.stop());

  it(`loses none of ${EVENTS} events and gets none wrong, whatever fails and repeats`, async function () {
    this.timeout(300_000);
    const seed = Number(process.env["MODEL_SEED"] ?? below(Math.random, 2 ** 31));
    const random = randomFrom(seed);
    const again = `run again with MODEL_SEED=${seed}`;
    const table = await SuppressionTable.create(cloud, "model");
    const flaky = SuppressionTable.open(cloud, "model");
    makeFlaky(flaky, randomFrom(seed + 1));
    const store = new DynamoSuppressionStore(flaky.client, flaky.name);
    const handler = createHandler({ store, context: CONTEXT, telling: new Told() });

    const tellings = Array.from({ length: EVENTS }, (_, index) => tell(random, index)).flat();
    let queue: Message[] = shuffle(random, [
      ...tellings.map(({ body }) => ({ body, poison: false, receives: 0 })),
      ...Array.from({ length: 100 }, () => ({ body: '{"eventType":"Bounce"', poison: true, receives: 0 })),
    ]);
    const dead: Message[] = [];
    const removedAt = new Map<string, number>();
    const rounds = Math.ceil(queue.length / (BATCH * BATCHES_AT_ONCE));

    for (let round = 0; queue.length > 0; round += 1) {
      const batches = Array.from({ length: BATCHES_AT_ONCE }, (_, index) =>
        queue.slice(index * BATCH, (index + 1) * BATCH),
      ).filter((batch) => batch.length > 0);
      queue = queue.slice(BATCH * BATCHES_AT_ONCE);
      const failed = await Promise.all(
        batches.map(async (batch) => {
          const positions = await failuresOf(
            handler,
            batch.map(({ body }) => body),
          );
          return positions.flatMap((position) => batch[position] ?? []);
        }),
      );
      for (const message of failed.flat()) {
        message.receives += 1;
        if (message.receives === RECEIVES) dead.push(message);
        else queue.splice(below(random, queue.length + 1), 0, message);
      }
      if (round > rounds / 4 && round % Math.ceil(rounds / REMOVALS) === 0)
        await removeOne(table, random, removedAt);
    }

    assert(removedAt.size > 20, "some were removed");
    const wrong = await wrongIn(table, tellings, removedAt);
    assert.deepEqual(wrong, { lost: [], wrong: [], extra: [] }, again);
    assert.equal(dead.filter(({ poison }) => !poison).length, 0, again);
    assert.equal(dead.length, 100, again);
  });
});

/** An operator takes somebody off the list while nothing else writes; the removal reaches as far as the entry's last event. */
async function removeOne(
  table: SuppressionTable,
  random: Random,
  removedAt: Map<string, number>,
): Promise<void> {
  const address = pick(random, PEOPLE);
  const scope = pick(random, ["*", "*", "marketing", "alerts"]);
  const at = Date.UTC(2026, 8, 1 + below(random, 15));
  const { entry } = await table.store().read(address, scope);
  if (entry === undefined || entry.removedAt !== undefined) return;
  await table.remove(address, scope, at);
  const key = `${address} ${scope}`;
  removedAt.set(key, Math.max(at, Date.parse(entry.lastSeen), removedAt.get(key) ?? 0));
}

async function wrongIn(
  table: SuppressionTable,
  tellings: readonly Telling[],
  removedAt: Map<string, number>,
) {
  const byOnce = new Map<string, Effect>();
  for (const { effects } of tellings) for (const effect of effects) byOnce.set(effect.once, effect);
  const keyOf = ({ address, scope }: { address: string; scope: string }) => `${address} ${scope}`;
  const byKey = new Map<string, Effect[]>();
  for (const effect of byOnce.values())
    byKey.set(keyOf(effect), [...(byKey.get(keyOf(effect)) ?? []), effect]);
  const entries = new Map((await table.entries()).map((entry) => [keyOf(entry), entry]));
  const counters = new Map((await table.counters()).map((counter) => [keyOf(counter), counter.days]));

  const found = { lost: [] as unknown[], wrong: [] as unknown[], extra: [] as unknown[] };
  for (const [key, effects] of byKey) {
    const scope = key.split(" ")[1] ?? "";
    const expected = expectedOf(scope, effects, removedAt.get(key));
    const entry = entries.get(key);
    const days = counters.get(key.replace(" ", " soft#")) ?? [];
    if (JSON.stringify(days) !== JSON.stringify(expected.softDays)) found.wrong.push({ key, days, expected });
    if (expected.entry === undefined) {
      if (entry !== undefined) found.extra.push({ key, entry });
    } else if (entry === undefined) found.lost.push({ key, expected });
    else {
      const { seen, ...rest } = expected.entry;
      const actual = actualOf(entry);
      const same =
        JSON.stringify(actual.rest) === JSON.stringify(rest) &&
        (seen === undefined || JSON.stringify(actual.seen) === JSON.stringify(seen));
      if (!same) found.wrong.push({ key, expected: expected.entry, actual });
    }
  }
  for (const key of entries.keys()) if (!byKey.has(key)) found.extra.push(key);
  return found;
}

function actualOf(entry: SuppressionEntry) {
  const { reason, source, feedbackId, count, expiresAt, firstSeen, lastSeen } = entry;
  const lifted = entry.removedAt === undefined ? undefined : Date.parse(entry.removedAt);
  return {
    rest: { suppressed: lifted === undefined, reason, source, feedbackId, count, lifted, expiresAt },
    seen: [Date.parse(firstSeen), Date.parse(lastSeen)],
  };
}
