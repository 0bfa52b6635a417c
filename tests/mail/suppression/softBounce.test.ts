import assert from "node:assert/strict";
import fc from "fast-check";
import type { SoftBounce } from "../../../mail/suppression/change";
import type { SuppressionEntry } from "../../../mail/suppression/entry";
import { applyChange, removeEntry } from "../../../mail/suppression/merge";
import { type SoftBounceCounter, countSoftBounce } from "../../../mail/suppression/softBounce";

const DAY = 86_400;
const NOON = DAY / 2;

function bounced(day: number, scope = "marketing", second = NOON): SoftBounce {
  return {
    kind: "soft-bounce",
    address: "full@example.net",
    spelling: "Full@example.net",
    scope,
    at: (day * DAY + second) * 1000,
    feedbackId: `day-${day}`,
  };
}

interface State {
  readonly counter?: SoftBounceCounter;
  readonly entry?: SuppressionEntry | undefined;
}

function count({ counter, entry }: State, change: SoftBounce): State {
  const counted = countSoftBounce(counter, change, entry);
  return {
    counter: counted.counter,
    entry: counted.suppressions.reduce<SuppressionEntry | undefined>(applyChange, entry),
  };
}

const after = (days: readonly number[], scope?: string, from: State = {}) =>
  days.map((day) => bounced(day, scope)).reduce(count, from);

describe("mail/suppression/softBounce", () => {
  it("remembers days beside the entry, and for how long they can matter", () => {
    assert.deepEqual(after([100, 101]), {
      counter: {
        address: "full@example.net",
        scope: "soft#marketing",
        days: [100, 101],
        expiresAt: 122 * DAY,
        version: 2,
      },
      entry: undefined,
    });
  });

  it("counts a day once, from midnight to midnight UTC", () => {
    const times = [0, 1, NOON, DAY - 1].map((second) => bounced(100, "marketing", second));
    assert.deepEqual(times.reduce<State>(count, {}).counter?.days, [100]);
    const around = [bounced(100, "marketing", DAY - 1), bounced(101, "marketing", 0)];
    assert.deepEqual(around.reduce<State>(count, {}).counter?.days, [100, 101]);
  });

  const suppressing: readonly (readonly [days: readonly number[], last: number])[] = [
    [[100, 101, 102, 103, 104], 104],
    [[100, 102, 103, 105, 106], 106],
    [[106, 100, 105, 102, 103], 106],
    [[100, 101, 102, 103, 104, 105], 105],
    [[100, 101, 102, 103, 104, 119], 104],
  ];
  for (const [days, last] of suppressing)
    it(`suppresses after ${days.join(", ")} until the end of the 14th day after ${last}`, () => {
      const { entry } = after(days);
      assert.deepEqual([entry?.reason, entry?.scope], ["SOFT_BOUNCE", "marketing"]);
      assert.equal(entry?.expiresAt, (last + 15) * DAY);
    });

  const harmless: readonly (readonly number[])[] = [
    [100],
    [100, 101, 102, 103],
    [100, 100, 100, 100, 100],
    [100, 101, 102, 103, 107],
    [100, 102, 104, 106, 108, 110],
  ];
  for (const days of harmless)
    it(`does not suppress after ${days.join(", ")}`, () => {
      assert.equal(after(days).entry, undefined);
    });

  for (const scope of ["transactional", "-"])
    it(`counts in ${scope} and never suppresses there`, () => {
      const { counter, entry } = after([100, 101, 102, 103, 104, 105, 106], scope);
      assert.equal(counter?.days.length, 7);
      assert.equal(entry, undefined);
    });

  it("does not count days up to an operator's removal", () => {
    const { counter, entry } = after([100, 101, 102, 103, 104]);
    assert(counter && entry);
    const removed = { counter, entry: removeEntry(entry, (104 * DAY + NOON) * 1000) };
    assert(after([104, 105, 106, 107, 108], undefined, removed).entry?.removedAt !== undefined);
    assert.equal(after([105, 106, 107, 108, 109], undefined, removed).entry?.removedAt, undefined);
  });

  it("forgets days that are too old, and does not count late ones of them", () => {
    assert.deepEqual(after([100, 130]).counter?.days, [130]);
    assert.deepEqual(after([130, 100]).counter?.days, [130]);
  });

  it("gives the same counter and the same entry for the same days in every order", () => {
    const days = fc.uniqueArray(fc.integer({ min: 100, max: 118 }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(
        days.chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
          ),
        ),
        ([some, other]) => {
          const [one, two] = [after(some), after(other)].map(({ counter, entry }) => ({
            counter,
            entry: entry && { ...entry, version: 0 },
          }));
          assert.deepEqual(one, two);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
