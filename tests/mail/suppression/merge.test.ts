import assert from "node:assert/strict";
import fc from "fast-check";
import type { Resubscribe, Suppress } from "../../../mail/suppression/change";
import { type SuppressionEntry, isSuppressed } from "../../../mail/suppression/entry";
import { applyChange, removeEntry } from "../../../mail/suppression/merge";

type Merged = Suppress | Resubscribe;

const ABOUT = { address: "jane@example.net", spelling: "Jane@example.net", scope: "marketing" };
const DAY = 86_400;

function heard(reason: Suppress["reason"], at: number, more: Partial<Suppress> = {}): Suppress {
  return { kind: "suppress", ...ABOUT, reason, source: "EVENT", at, feedbackId: `${reason}-${at}`, ...more };
}

function back(at: number): Resubscribe {
  return { kind: "resubscribe", ...ABOUT, at };
}

function merged(changes: readonly Merged[], entry?: SuppressionEntry): SuppressionEntry {
  const all = changes.reduce<SuppressionEntry | undefined>(applyChange, entry);
  assert(all);
  return all;
}

const iso = (at: number) => new Date(at).toISOString();
const holds = (entry: SuppressionEntry, nowSeconds = 0) => isSuppressed(entry, nowSeconds);

describe("mail/suppression/merge", () => {
  const strongest = ["COMPLAINT", "MANUAL", "BOUNCE", "UNSUBSCRIBE", "SOFT_BOUNCE"] as const;
  strongest.forEach((strong, index) => {
    for (const weak of strongest.slice(index + 1))
      it(`keeps ${strong} when ${weak} is heard before, after, or both`, () => {
        const entry = merged([heard(weak, 1), heard(strong, 2), heard(weak, 3)]);
        assert.deepEqual([entry.reason, entry.feedbackId], [strong, `${strong}-2`]);
        assert.deepEqual([entry.firstSeen, entry.lastSeen], [iso(1), iso(3)]);
      });
  });

  it("writes a first change as it is", () => {
    const change = heard("BOUNCE", 5, { scope: "*", spelling: "Jane@Example.NET" });
    assert.deepEqual(merged([change]), {
      address: "jane@example.net",
      scope: "*",
      reason: "BOUNCE",
      source: "EVENT",
      spelling: "Jane@Example.NET",
      feedbackId: "BOUNCE-5",
      firstSeen: iso(5),
      lastSeen: iso(5),
      count: 1,
      facts: {
        BOUNCE: { at: iso(5), source: "EVENT", spelling: "Jane@Example.NET", feedbackId: "BOUNCE-5" },
      },
      version: 1,
    });
  });

  it("counts events, and raises the version with every write", () => {
    const entry = merged([heard("BOUNCE", 1), heard("BOUNCE", 2), heard("COMPLAINT", 3), back(4)]);
    assert.deepEqual([entry.count, entry.version], [3, 4]);
  });

  it("ends with the last of those that end, and never while one does not", () => {
    const soft = (at: number, expiresAt: number) => heard("SOFT_BOUNCE", at, { expiresAt });
    assert.equal(merged([soft(1, 50), soft(2, 60)]).expiresAt, 60);
    assert.equal(merged([soft(2, 60), soft(1, 50)]).expiresAt, 60);
    assert.equal(merged([soft(1, 50), heard("UNSUBSCRIBE", 2)]).expiresAt, undefined);
    const simulated = merged([
      heard("BOUNCE", 1, { expiresAt: 90 }),
      heard("COMPLAINT", 2, { expiresAt: 95 }),
    ]);
    assert.deepEqual([simulated.reason, simulated.expiresAt], ["COMPLAINT", 95]);
  });

  it("still holds a weaker reason when the stronger one has ended", () => {
    const entry = merged([heard("UNSUBSCRIBE", 1), heard("COMPLAINT", 2, { expiresAt: 10 })]);
    assert(holds(entry, 20));
  });

  it("does not come back by what happened until the removal, and counts it", () => {
    const removed = removeEntry(merged([heard("BOUNCE", 5)]), 10);
    assert(!holds(removed));
    const late = merged([heard("COMPLAINT", 3), heard("BOUNCE", 10)], removed);
    assert(!holds(late));
    assert.deepEqual(
      [late.removedAt, late.count, late.firstSeen, late.lastSeen],
      [iso(10), 3, iso(3), iso(10)],
    );
  });

  it("comes back by what happened after the removal, for that reason alone", () => {
    const removed = removeEntry(merged([heard("COMPLAINT", 5)]), 10);
    const again = merged([heard("BOUNCE", 11), heard("COMPLAINT", 9)], removed);
    assert(holds(again));
    assert.deepEqual([again.reason, again.removedAt, again.removedBefore], ["BOUNCE", undefined, iso(10)]);
  });

  it("removes what an operator sees, also when a report's clock ran ahead", () => {
    assert(!holds(removeEntry(merged([heard("BOUNCE", 50)]), 10)));
    assert(holds(merged([heard("BOUNCE", 51)], removeEntry(merged([heard("BOUNCE", 50)]), 10))));
  });

  it("lifts an opt-out when the person comes back, whichever is told first, and nothing else", () => {
    for (const changes of [
      [heard("UNSUBSCRIBE", 5), back(6)],
      [back(6), heard("UNSUBSCRIBE", 5)],
      [back(6), heard("UNSUBSCRIBE", 6)],
    ])
      assert(!holds(merged(changes)));
    assert(holds(merged([back(6), heard("UNSUBSCRIBE", 7)])));
    assert(holds(merged([heard("UNSUBSCRIBE", 7), back(6)])));
    for (const reason of ["COMPLAINT", "MANUAL", "BOUNCE", "SOFT_BOUNCE"] as const)
      assert(holds(merged([heard(reason, 5), back(6)])), reason);
  });

  it("remembers a return of somebody who was not on the list", () => {
    const entry = merged([back(6)]);
    assert(!holds(entry));
    assert.deepEqual(
      [entry.reason, entry.removedAt, entry.resubscribedAt, entry.count],
      ["UNSUBSCRIBE", iso(6), iso(6), 0],
    );
  });

  it("keeps what else is known while an opt-out is lifted", () => {
    const soft = heard("SOFT_BOUNCE", 1, { expiresAt: 14 * DAY });
    for (const changes of [
      [soft, heard("UNSUBSCRIBE", 2), back(3)],
      [back(3), heard("UNSUBSCRIBE", 2), soft],
      [soft, back(3), heard("UNSUBSCRIBE", 2)],
    ]) {
      const entry = merged(changes);
      assert.deepEqual([entry.reason, entry.expiresAt, holds(entry)], ["SOFT_BOUNCE", 14 * DAY, true]);
    }
  });

  const change: fc.Arbitrary<Merged> = fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }).map(back) },
    {
      weight: 4,
      arbitrary: fc
        .record({
          reason: fc.constantFrom(...strongest),
          at: fc.integer({ min: 0, max: 20 }),
          source: fc.constantFrom("EVENT" as const, "SES_LIST" as const),
          spelling: fc.constantFrom("jane@example.net", "Jane@example.net"),
          feedbackId: fc.constantFrom("a", "b"),
          expiresAt: fc.constantFrom(undefined, 1_000_000_000, 2_000_000_000),
        })
        .map(({ expiresAt, ...known }): Suppress => {
          const end = expiresAt === undefined ? {} : { expiresAt };
          return { kind: "suppress", ...ABOUT, ...known, ...end };
        }),
    },
  );

  it("gives the same entry for the same changes in every order", () => {
    fc.assert(
      fc.property(
        fc
          .array(change, { minLength: 1, maxLength: 8 })
          .chain((changes) =>
            fc.tuple(
              fc.constant(changes),
              fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length }),
            ),
          ),
        ([changes, other]) => {
          assert.deepEqual(merged(other), merged(changes));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("gives the same entry in every order also after a removal", () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 20 }),
        fc
          .array(change, { minLength: 1, maxLength: 6 })
          .chain((changes) =>
            fc.tuple(
              fc.constant(changes),
              fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length }),
            ),
          ),
        (first, at, [changes, other]) => {
          const removed = removeEntry(merged(first), at);
          assert.deepEqual(merged(other, removed), merged(changes, removed));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
