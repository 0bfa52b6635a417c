import assert from "node:assert/strict";
import { type LaunchIntent, isLaunched, stops, switchedOn } from "../../checklist/binding";
import type { Binds, ItemId } from "../../checklist/item";

const NOTHING: LaunchIntent = { sends: [], sentBefore: [], asks: false, askedBefore: false };
const ON: LaunchIntent = { ...NOTHING, sends: ["a", "b"], sentBefore: ["a", "b"] };

describe("what binds", () => {
  const TABLE: readonly [string, LaunchIntent, Binds, ItemId, boolean][] = [
    ["nothing before the launch", NOTHING, "always", "monitoring", false],
    ["no proof before the launch", NOTHING, "switch-on", "test-emails", false],
    ["structure while streams send", ON, "always", "monitoring", true],
    ["no proof while they go on", ON, "switch-on", "test-emails", false],
    ["a proof when one more goes on", { ...ON, sends: ["a", "b", "c"] }, "switch-on", "test-emails", true],
    ["a proof when one comes back", { ...ON, sentBefore: ["a"] }, "switch-on", "test-emails", true],
    ["no proof when one goes off", { ...ON, sends: ["a"] }, "switch-on", "test-emails", false],
    ["nothing when all go off", { ...ON, sends: [] }, "always", "monitoring", false],
    ["structure when a review is asked for", { ...NOTHING, asks: true }, "always", "monitoring", true],
    ["a proof when it is first asked for", { ...NOTHING, asks: true }, "switch-on", "test-emails", true],
    ["no access before it is asked for", { ...NOTHING, asks: true }, "switch-on", "production-access", false],
    [
      "no proof once it was asked for",
      { ...NOTHING, asks: true, askedBefore: true },
      "switch-on",
      "test-emails",
      false,
    ],
    [
      "access when a stream goes on",
      { ...NOTHING, sends: ["a"], asks: true, askedBefore: true },
      "switch-on",
      "production-access",
      true,
    ],
  ];
  for (const [what, intent, binds, item, stopped] of TABLE)
    it(`is ${what}`, () => {
      assert.equal(stops(item, { binds }, intent), stopped);
    });

  it("names what goes from off to on, and whether anything is launched", () => {
    assert.deepEqual(switchedOn({ ...ON, sentBefore: ["a"] }), ["b"]);
    assert.deepEqual([NOTHING, ON, { ...NOTHING, asks: true }].map(isLaunched), [false, true, true]);
  });
});
