import assert from "node:assert/strict";
import { parseFeedback } from "../../../mail/events/parse";
import type { FeedbackEvent } from "../../../mail/events/feedbackEvent";
import { NOTICES } from "./notices";
import { ACCOUNT, AT, SENT, WRAPPINGS, bounce, complaint, failed, inEventBridge, mailOf } from "./sesEvents";
import { subscription } from "./sesEvents";

const JANE = "jane@example.net";
const MAIL = {
  messageId: "message-1",
  sendingAccountId: ACCOUNT,
  destination: [JANE],
  configurationSet: "prod-marketing",
};

function instantOf(event: FeedbackEvent): number {
  assert.ok("at" in event);
  return event.at;
}

describe("mail/events/parse", () => {
  for (const [name, wrap] of Object.entries(WRAPPINGS)) {
    it(`reads a bounce ${name}`, () => {
      assert.deepEqual(parseFeedback(wrap(bounce("Permanent", "General", [failed("<Jane@x>")]))), {
        kind: "bounce",
        mail: MAIL,
        at: AT,
        feedbackId: "feedback-1",
        bounceType: "Permanent",
        bounceSubType: "General",
        recipients: [{ emailAddress: "<Jane@x>", action: "failed", status: "5.1.1" }],
      });
    });

    it(`reads an identity notification ${name}`, () => {
      const { eventType: notificationType, complaint: report } = complaint({
        complaintFeedbackType: "ABUSE",
      });
      const event = { notificationType, complaint: report, mail: mailOf([JANE], { tags: undefined }) };
      const { configurationSet, ...mail } = MAIL;
      assert.ok(configurationSet);
      assert.deepEqual(parseFeedback(wrap(event)), {
        kind: "complaint",
        mail,
        at: AT,
        feedbackId: "feedback-2",
        recipients: [JANE],
        feedbackType: "abuse",
      });
    });
  }

  it("reads a subscription", () => {
    const topics = { news: "OptIn", marketing: "OptOut" } as const;
    assert.deepEqual(parseFeedback(subscription({ topics }, { all: true })), {
      kind: "subscription",
      mail: MAIL,
      at: AT,
      contactList: "list",
      before: { unsubscribeAll: false, topics: { news: true, marketing: false } },
      after: { unsubscribeAll: true, topics: {} },
    });
  });

  const others = {
    Send: ["send", "send"],
    Delivery: ["delivery", "delivery"],
    DeliveryDelay: ["delivery-delay", "deliveryDelay"],
    Reject: ["reject", "reject"],
    "Rendering Failure": ["rendering-failure", "failure"],
    Open: ["open", "open"],
    Click: ["click", "click"],
  } as const;
  for (const [eventType, [kind, object]] of Object.entries(others)) {
    it(`reads ${eventType}, whose instant is its own or else the mail's`, () => {
      const event = { eventType, mail: mailOf([JANE]) };
      const own = { ...event, [object]: { timestamp: "2026-10-14T09:30:04.900Z", linkTags: null } };
      assert.deepEqual(parseFeedback(own), { kind, mail: MAIL, at: AT });
      for (const without of [undefined, null, {}, { timestamp: null }]) {
        const parsed = parseFeedback({ ...event, [object]: without });
        assert.deepEqual(parsed, { kind, mail: MAIL, at: Date.parse(SENT) });
      }
    });
  }

  it("reads an event type that it does not know", () => {
    const parsed = parseFeedback({ eventType: "New", New: { timestamp: 1 }, mail: mailOf([JANE]) });
    assert.deepEqual(parsed, { kind: "unknown", mail: MAIL, at: Date.parse(SENT) });
  });

  for (const [name, { kind, body }] of Object.entries(NOTICES)) {
    it(`knows ${name}`, () => {
      assert.deepEqual(parseFeedback(body), { kind });
    });
  }

  it("takes nulls, empty texts and missing fields for what is not told", () => {
    const mail = mailOf([JANE], { sendingAccountId: null, tags: null, headers: null, commonHeaders: null });
    const line = { emailAddress: null, action: null, status: "", diagnosticCode: null };
    const report = {
      feedbackId: "f",
      bounceType: "Transient",
      bounceSubType: null,
      bouncedRecipients: [line],
    };
    assert.deepEqual(parseFeedback({ eventType: null, notificationType: "Bounce", bounce: report, mail }), {
      kind: "bounce",
      mail: { messageId: "message-1", destination: [JANE] },
      at: Date.parse(SENT),
      feedbackId: "f",
      bounceType: "Transient",
      bounceSubType: "",
      recipients: [{ emailAddress: "" }],
    });
  });

  it("takes tags of another shape for none", () => {
    for (const names of [null, [], "prod-marketing", [1], [""], { 0: "prod-marketing" }]) {
      const event = parseFeedback(
        complaint({}, [JANE], { mail: { tags: { "ses:configuration-set": names } } }),
      );
      assert.ok("mail" in event && !("configurationSet" in event.mail));
    }
    assert.ok("mail" in parseFeedback(complaint({}, [JANE], { mail: { tags: ["a"] } })));
  });

  it("takes EventBridge's account where the mail tells none, and no other time", () => {
    const account = "999999999999";
    const silent = parseFeedback(
      inEventBridge(complaint({}, [JANE], { mail: { sendingAccountId: undefined } }), { account }),
    );
    const telling = parseFeedback(inEventBridge(complaint({}), { account }));
    assert.ok("mail" in silent && "mail" in telling);
    assert.deepEqual([silent.mail.sendingAccountId, telling.mail.sendingAccountId], [account, ACCOUNT]);
  });

  it("reads instants with any offset", () => {
    const same = [
      "2026-10-14T09:30:04.900Z",
      "2026-10-14t09:30:04.9z",
      "2026-10-14T09:30:04.900000Z",
      "2026-10-14T04:30:04.900-05:00",
      "2026-10-14T04:30:04.900-0500",
      "2026-10-14T04:30:04.900-05",
      "2026-10-14T15:00:04.900+05:30",
    ];
    for (const timestamp of same) assert.equal(instantOf(parseFeedback(complaint({ timestamp }))), AT);
    const whole = Date.UTC(2026, 9, 14, 9, 30);
    for (const timestamp of ["2026-10-14T09:30Z", "2026-10-14T09:30:00+00:00"]) {
      assert.equal(instantOf(parseFeedback(complaint({ timestamp }))), whole);
    }
  });

  it("falls back to the mail's instant where the report's cannot be used", () => {
    const unusable = [
      "2026-10-14T09:30:04.900",
      "2026-10-14",
      "Wed, 14 Oct 2026 09:30:04 GMT",
      "2026-13-14T09:30Z",
    ];
    for (const timestamp of [...unusable, "", 1_791_970_204_900, null, undefined, {}]) {
      assert.equal(instantOf(parseFeedback(complaint({ timestamp }))), Date.parse(SENT));
    }
  });

  it("parses each text once", () => {
    const event = complaint({});
    const parse = JSON.parse;
    for (const [name, expected] of [
      ["in SNS", 2],
      ["raw", 1],
      ["from EventBridge through SNS", 2],
    ] as const) {
      const body = WRAPPINGS[name]?.(event);
      let calls = 0;
      JSON.parse = (text: string): unknown => {
        calls += 1;
        return parse(text);
      };
      try {
        parseFeedback(body);
      } finally {
        JSON.parse = parse;
      }
      assert.equal(calls, expected, name);
    }
  });
});
