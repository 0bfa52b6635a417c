import assert from "node:assert/strict";
import type { Decision } from "../../../mail/events/decision";
import type { MailEvent } from "../../../mail/events/feedbackEvent";
import type { Suppress } from "../../../mail/suppression/change";
import { eventMarker } from "../../../mail/suppression/marker";

const NOW = Date.parse("2026-10-14T10:00:00.000Z");
const CHANGE: Suppress = {
  kind: "suppress",
  address: "jane.doe@example.net",
  spelling: "Jane.Doe@example.net",
  scope: "*",
  reason: "COMPLAINT",
  source: "EVENT",
  at: 1000,
};
const DECISION: Decision = {
  outcome: "suppress",
  reason: "complaint",
  stream: "marketing",
  changes: [CHANGE],
  strangers: 0,
};

function complaint(more: Partial<MailEvent> = {}): MailEvent {
  const mail = { messageId: "m-1", destination: ["jane.doe@example.net"] };
  return { kind: "complaint", mail, at: 1000, feedbackId: "f", recipients: [], ...more } as MailEvent;
}

const keyOf = (event: MailEvent, change?: Suppress) => {
  const { address, scope } = eventMarker(event, DECISION, change, NOW);
  return `${address} ${scope}`;
};

describe("mail/suppression/marker", () => {
  it("tells what was done, without saying to whom, and lives for 30 days", () => {
    const { scope, ...marker } = eventMarker(complaint(), DECISION, CHANGE, NOW);
    assert.match(scope, /^complaint#complaint#[0-9a-f]{32}$/);
    assert.deepEqual(marker, {
      address: "event#m-1",
      outcome: "suppress",
      stream: "marketing",
      seenAt: "2026-10-14T10:00:00.000Z",
      expiresAt: NOW / 1000 + 30 * 86_400,
    });
  });

  it("is the same for both dialects of one report, whatever their ids and times", () => {
    assert.equal(keyOf(complaint({ feedbackId: "other", at: 2000 })), keyOf(complaint()));
  });

  const apart: readonly (readonly [what: string, key: string])[] = [
    ["address", keyOf(complaint(), { ...CHANGE, address: "joe@example.net" })],
    ["scope", keyOf(complaint(), { ...CHANGE, scope: "marketing" })],
    ["message", keyOf(complaint({ mail: { messageId: "m-2", destination: [] } }), CHANGE)],
    ["kind", keyOf(complaint({ kind: "bounce" }), CHANGE)],
    ["change, where there is none", keyOf(complaint())],
  ];
  for (const [what, key] of apart)
    it(`is another for another ${what}`, () => {
      assert.notEqual(key, keyOf(complaint(), CHANGE));
    });

  it("tells two opt-outs by the links of one mail apart", () => {
    const optOut = (at: number) => keyOf(complaint({ kind: "subscription", at }), CHANGE);
    assert.notEqual(optOut(1), optOut(2));
    assert.equal(optOut(1), optOut(1));
  });
});
