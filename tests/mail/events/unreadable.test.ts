import assert from "node:assert/strict";
import { parseFeedback } from "../../../mail/events/parse";
import { UnreadableEventError } from "../../../mail/events/unreadableEvent";
import { bounce, complaint, failed, inEventBridge, inSns, mailOf, subscription } from "./sesEvents";
import type { Json } from "./sesEvents";

const JANE = "jane@example.net";
const BOUNCE = bounce("Permanent", "General", [failed(JANE)]);
const text = (event: unknown) => JSON.stringify(event);
const mail = (changes: Json) => ({ ...BOUNCE, mail: mailOf([JANE], changes) });
const report = (changes: Json) => ({ ...BOUNCE, bounce: { ...(BOUNCE["bounce"] as Json), ...changes } });
const topics = (topicSubscriptionStatus: unknown) => ({
  ...subscription({}, {}),
  subscription: { newTopicPreferences: { topicSubscriptionStatus } },
});

describe("mail/events/parse: what cannot be read", () => {
  const unreadable: readonly (readonly [what: string, body: unknown, message: string])[] = [
    ["nothing", undefined, "$ is not an object"],
    ["null", null, "$ is not an object"],
    ["a list", [BOUNCE], "$ is not an object"],
    ["an empty text", "", "$ is not JSON"],
    ["JSON that was cut off", text(BOUNCE).slice(0, -9), "$ is not JSON"],
    ["JSON of something else", '"text"', "$ is not an object"],
    ["JSON twice", text(text(BOUNCE)), "$ is not an object"],
    ["another notice", "Successfully validated something else.", "$ is not JSON"],
    ["JSON that was cut off, in SNS", inSns(text(BOUNCE).slice(0, -9)), "$.Message is not JSON"],
    ["something else in SNS", inSns("[]"), "$.Message is not an object"],
    ["SNS without a message", { Type: "Notification" }, "$.Message is missing"],
    ["SNS with an object", { Type: "Notification", Message: BOUNCE }, "$.Message is not text"],
    ["SNS in SNS", inSns(inSns(text(BOUNCE))), "$.Message has neither eventType nor notificationType"],
    [
      "a subscription to confirm",
      { Type: "SubscriptionConfirmation", Message: "You have chosen" },
      "$.Type is not an SNS notification",
    ],
    ["EventBridge without a detail", { "detail-type": "x", source: "aws.ses" }, "$.detail is missing"],
    [
      "EventBridge of another source",
      inEventBridge({ data: 1 }, { source: "aws.s3" }),
      "$.detail has neither eventType nor notificationType",
    ],
    [
      "EventBridge with a mail and no type",
      inEventBridge({ mail: mailOf([JANE]) }),
      "$.detail has neither eventType nor notificationType",
    ],
    [
      "EventBridge with a type and nothing else",
      inEventBridge({ notificationType: "Bounce" }),
      "$.detail.bounce is missing",
    ],
    ["no type", { mail: mailOf([JANE]) }, "$ has neither eventType nor notificationType"],
    ["a type that is no text", { ...BOUNCE, eventType: 1 }, "$.eventType is not text"],
    ["a bounce without its object", { ...BOUNCE, bounce: null }, "$.bounce is missing"],
    ["a bounce whose object is a text", { ...BOUNCE, bounce: JANE }, "$.bounce is not an object"],
    ["a complaint without its object", { ...BOUNCE, eventType: "Complaint" }, "$.complaint is missing"],
    [
      "a subscription without its object",
      { ...BOUNCE, eventType: "Subscription" },
      "$.subscription is missing",
    ],
    ["a bounce without a type", report({ bounceType: null }), "$.bounce.bounceType is missing"],
    ["a bounce without an id", report({ feedbackId: "" }), "$.bounce.feedbackId is missing"],
    ["a complaint without an id", complaint({ feedbackId: null }), "$.complaint.feedbackId is missing"],
    [
      "recipients that are no list",
      report({ bouncedRecipients: { emailAddress: JANE } }),
      "$.bounce.bouncedRecipients is not a list of objects",
    ],
    [
      "recipients that are texts",
      report({ bouncedRecipients: [failed(JANE), JANE] }),
      "$.bounce.bouncedRecipients[1] is not an object",
    ],
    [
      "a status that is a number",
      report({ bouncedRecipients: [{ emailAddress: JANE, status: 5 }] }),
      "$.bounce.bouncedRecipients[0].status is not text",
    ],
    ["no mail", { ...BOUNCE, mail: undefined }, "$.mail is missing"],
    ["an unknown type without a mail", { eventType: "New" }, "$.mail is missing"],
    ["no message id", mail({ messageId: null }), "$.mail.messageId is missing"],
    ["an account that is a number", mail({ sendingAccountId: 1 }), "$.mail.sendingAccountId is not text"],
    ["no destination", mail({ destination: null }), "$.mail.destination is not a list of strings"],
    [
      "a destination that is a text",
      mail({ destination: JANE }),
      "$.mail.destination is not a list of strings",
    ],
    [
      "a destination with something else",
      mail({ destination: [JANE, { address: JANE }] }),
      "$.mail.destination is not a list of strings",
    ],
    [
      "no usable instant",
      { ...report({ timestamp: JANE }), mail: mailOf([JANE], { timestamp: "2026-10-14T09:30:00" }) },
      "$.mail.timestamp is not an instant with a time zone",
    ],
    [
      "preferences that are missing",
      { ...subscription({}, {}), subscription: {} },
      "$.subscription.newTopicPreferences is missing",
    ],
    [
      "a topic without a name",
      topics([{ subscriptionStatus: "OptIn" }]),
      "$.subscription.newTopicPreferences.topicSubscriptionStatus[0].topicName is missing",
    ],
    [
      "a status of a topic that nobody knows",
      topics([{ topicName: JANE, subscriptionStatus: JANE }]),
      "$.subscription.newTopicPreferences.topicSubscriptionStatus[0].subscriptionStatus is not a known subscription status",
    ],
    [
      "an opt-out of all that is a text",
      { ...subscription({}, {}), subscription: { newTopicPreferences: { unsubscribeAll: "true" } } },
      "$.subscription.newTopicPreferences.unsubscribeAll is not true or false",
    ],
    [
      "no message id, in EventBridge, in SNS",
      inSns(text(inEventBridge(mail({ messageId: 7 })))),
      "$.Message.detail.mail.messageId is not text",
    ],
  ];
  for (const [what, body, message] of unreadable) {
    it(`refuses ${what} and says where`, () => {
      assert.throws(
        () => parseFeedback(body),
        (error) => {
          assert.ok(error instanceof UnreadableEventError);
          assert.equal(error.message, `Cannot read the feedback event: ${message}.`);
          assert.equal(error.cause, undefined);
          return true;
        },
      );
    });
  }
});
