import { inEventBridge, inSns } from "./sesEvents";

const VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing.";
const SUBSCRIBED = JSON.stringify({
  notificationType: "AmazonSnsSubscriptionSucceeded",
  message: "Topic 'arn:aws:sns:us-east-1:123456789012:feedback' will now get 'Complaint' notifications.",
});
const ADVICE = inEventBridge(
  { version: "1.0.0", data: "The DMARC record is missing." },
  { "detail-type": "Advisor Recommendation Status Open" },
);

/** What comes by the same path as feedback and is none. */
export const NOTICES: Readonly<Record<string, { kind: "setup-notice" | "account-event"; body: unknown }>> = {
  "the notice of an event destination": { kind: "setup-notice", body: inSns(VALIDATED) },
  "the notice of an event destination, raw": { kind: "setup-notice", body: `${VALIDATED}\n` },
  "the notice of an identity": { kind: "setup-notice", body: inSns(`${SUBSCRIBED}\n`) },
  "the notice of an identity, raw": { kind: "setup-notice", body: SUBSCRIBED },
  "an event of the account": { kind: "account-event", body: ADVICE },
  "an event of the account through SQS": { kind: "account-event", body: JSON.stringify(ADVICE) },
  "an event of the account through SNS": { kind: "account-event", body: inSns(JSON.stringify(ADVICE)) },
};
