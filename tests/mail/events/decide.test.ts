import assert from "node:assert/strict";
import { NOTICES } from "./notices";
import {
  CONTEXT,
  assertGist,
  bounce,
  complaint,
  decided,
  failed,
  gist,
  mailOf,
  subscription,
} from "./sesEvents";

const JANE = "jane@example.net";

describe("mail/events/decide", () => {
  const recorded = {
    Send: "sent",
    Delivery: "sent",
    DeliveryDelay: "delivery-delay",
    Reject: "rejected-by-ses",
    "Rendering Failure": "rendering-failure",
    Open: "engagement",
    Click: "engagement",
    SomethingNew: "unknown-event",
  };
  for (const [eventType, reason] of Object.entries(recorded)) {
    it(`${eventType} changes nobody`, () => {
      const event = { eventType, deliveryDelay: { delayedRecipients: [failed(JANE)] }, mail: mailOf([JANE]) };
      assertGist(event, ["record-only", reason]);
    });
  }

  for (const [name, notice] of Object.entries(NOTICES)) {
    it(`ignores ${name}`, () => {
      const { kind, body } = notice;
      assert.deepEqual(decided(body), { outcome: "ignore", reason: kind, changes: [], strangers: 0 });
    });
  }

  it("events of another account change nothing and tell no stream", () => {
    const about = { mail: { sendingAccountId: "999999999999" } };
    const events = [
      bounce("Permanent", "General", [failed(JANE), failed("x@example.org")], about),
      complaint({}, [JANE], about),
      subscription({}, { all: true }, about),
    ];
    for (const event of events) {
      assert.deepEqual(decided(event), {
        outcome: "record-only",
        reason: "foreign-account",
        changes: [],
        strangers: 0,
      });
    }
  });

  it("an event that does not tell its account is this account's", () => {
    for (const sendingAccountId of [undefined, null, ""]) {
      assert.equal(decided(complaint({}, [JANE], { mail: { sendingAccountId } })).outcome, "suppress");
    }
  });

  it("a configuration set of nobody tells no stream, even when it is named like a part of objects", () => {
    for (const set of ["other-marketing", "constructor", "__proto__"]) {
      const about = { mail: { tags: { "ses:configuration-set": [set] } } };
      const decision = decided(bounce("Transient", "General", [failed(JANE)], about), CONTEXT);
      assert.equal(decision.stream, undefined);
      assert.deepEqual(gist(decision)[2], [`soft-bounce ${JANE} -`]);
    }
  });
});
