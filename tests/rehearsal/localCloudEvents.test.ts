import assert from "node:assert/strict";
import { decide } from "../../mail/events/decide";
import { parseFeedback } from "../../mail/events/parse";
import { topicsFor } from "../../rehearsal/cloud/destinations";
import * as events from "../../rehearsal/cloud/sesEvents";
import { EVENT_DESTINATION } from "../../rehearsal/providers/handlers/names";
import type { Props } from "../../rehearsal/providers/values";
import { newCloud } from "./plugin";

const AT = Date.parse("2026-10-14T09:30:00Z");
const MAIL: events.SentMail = {
  account: "123456789012",
  configurationSet: "prod-marketing",
  to: "Reader@Example.net",
  at: AT,
};
const CONTEXT = {
  accountId: MAIL.account,
  streams: { "prod-marketing": "marketing" },
  topics: ["marketing"],
};

describe("events made for the rehearsal", () => {
  const made: Record<string, [object, kind: string, outcome: string, reason: string]> = {
    "a hard bounce": [events.hardBounce(MAIL), "bounce", "suppress", "hard-bounce"],
    "a soft bounce": [events.softBounce(MAIL), "bounce", "soft-bounce", "transient-bounce"],
    "a bounce of SES's own list": [events.listedBounce(MAIL), "bounce", "suppress", "already-on-ses-list"],
    "a complaint": [events.complaint(MAIL), "complaint", "suppress", "complaint"],
    "a delay": [events.deliveryDelay(MAIL), "delivery-delay", "record-only", "delivery-delay"],
    "a delivery": [events.delivery(MAIL), "delivery", "record-only", "sent"],
    "a reject": [events.reject(MAIL), "reject", "record-only", "rejected-by-ses"],
    "a rendering failure": [
      events.renderingFailure(MAIL),
      "rendering-failure",
      "record-only",
      "rendering-failure",
    ],
    "an unsubscription": [
      events.unsubscription(MAIL, { contactList: "list", topic: "marketing" }),
      "subscription",
      "unsubscribe",
      "list-opt-out",
    ],
  };
  for (const [title, [event, kind, outcome, reason]] of Object.entries(made))
    it(`${title} is read as what it is`, () => {
      const read = parseFeedback(JSON.stringify(event));
      const decision = decide(read, CONTEXT);
      assert.deepEqual([read.kind, decision.outcome, decision.reason], [kind, outcome, reason]);
      assert("mail" in read);
      assert.equal(read.at, AT);
      assert.deepEqual(
        [read.mail.destination, read.mail.configurationSet, read.mail.sendingAccountId],
        [[MAIL.to], MAIL.configurationSet, MAIL.account],
      );
    });

  it("of one mail may share its id, and are different events all the same", () => {
    const [one, other] = [events.complaint(MAIL, "mail"), events.complaint(MAIL, "mail")].map((event) => {
      const read = parseFeedback(event);
      assert(read.kind === "complaint");
      return read;
    });
    assert.equal(one?.mail.messageId, other?.mail.messageId);
    assert.notEqual(one?.feedbackId, other?.feedbackId);
  });
});

describe("topics that SES publishes an event to", () => {
  const cloud = newCloud();
  const put = (configurationSetName: string, name: string, eventDestination: Props) => {
    const id = `${configurationSetName}|${name}`;
    const properties = { configurationSetName, eventDestinationName: name, eventDestination };
    cloud.put({ type: EVENT_DESTINATION, scope: "123456789012/us-east-1", id, properties, hidden: {} });
  };
  const types = ["BOUNCE", "DELIVERY_DELAY", "RENDERING_FAILURE"];
  const topic = (topicArn: string) => ({ snsDestination: { topicArn } });
  put("set", "feedback", { enabled: true, matchingEventTypes: types, ...topic("feedback") });
  put("set", "also", { enabled: true, matchingEventTypes: ["BOUNCE"], ...topic("also") });
  put("set", "counts", { enabled: true, matchingEventTypes: types, cloudWatchDestination: {} });
  put("set", "off", { enabled: false, matchingEventTypes: types, ...topic("off") });
  put("other", "feedback", { enabled: true, matchingEventTypes: types, ...topic("other") });

  it("are those of the set's enabled destinations that match its type", () => {
    const rows: [string, string[]][] = [
      ["Bounce", ["also", "feedback"]],
      ["DeliveryDelay", ["feedback"]],
      ["Rendering Failure", ["feedback"]],
      ["Complaint", []],
    ];
    for (const [type, topics] of rows) assert.deepEqual(topicsFor(cloud, "set", type).sort(), topics, type);
    assert.deepEqual(topicsFor(cloud, "another", "Bounce"), []);
  });
});
