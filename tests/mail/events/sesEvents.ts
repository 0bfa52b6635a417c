/** Events as SES writes them, for the suites of mail/events. */
import assert from "node:assert/strict";
import { decide } from "../../../mail/events/decide";
import type { Decision, DecisionContext } from "../../../mail/events/decision";
import { parseFeedback } from "../../../mail/events/parse";

export type Json = Readonly<Record<string, unknown>>;

export const ACCOUNT = "123456789012";
export const CONTEXT: DecisionContext = {
  accountId: ACCOUNT,
  streams: { "prod-transactional": "transactional", "prod-marketing": "marketing" },
  topics: ["marketing"],
};

/** When the mail was sent, and when what the event tells of happened. */
export const SENT = "2026-10-14T09:30:01.120Z";
export const HAPPENED = "2026-10-14T09:30:04.900Z";
export const AT = Date.UTC(2026, 9, 14, 9, 30, 4, 900);

export function mailOf(destination: unknown, changes: Json = {}): Json {
  return {
    timestamp: SENT,
    source: "no-reply@example.com",
    sourceArn: `arn:aws:ses:us-east-1:${ACCOUNT}:identity/example.com`,
    sendingAccountId: ACCOUNT,
    messageId: "message-1",
    destination,
    headersTruncated: true,
    headers: [{ name: "To", value: "header@example.net" }],
    commonHeaders: { to: ["header@example.net"] },
    tags: { "ses:configuration-set": ["prod-marketing"], "ses:operation": ["SendEmail"] },
    ...changes,
  };
}

interface About {
  readonly destination?: readonly string[];
  readonly mail?: Json;
}

export function bounce(
  bounceType: string,
  bounceSubType: string,
  bouncedRecipients: readonly Json[],
  { destination = ["jane@example.net"], mail }: About = {},
): Json {
  return {
    eventType: "Bounce",
    bounce: { feedbackId: "feedback-1", bounceType, bounceSubType, bouncedRecipients, timestamp: HAPPENED },
    mail: mailOf(destination, mail),
  };
}

export function failed(emailAddress: string, status = "5.1.1"): Json {
  return { emailAddress, action: "failed", status, diagnosticCode: "smtp; 550" };
}

export function complaint(
  fields: Json,
  complained: readonly string[] | undefined = ["jane@example.net"],
  { destination = ["jane@example.net"], mail }: About = {},
): Json {
  return {
    eventType: "Complaint",
    complaint: {
      feedbackId: "feedback-2",
      complaintSubType: null,
      complaintFeedbackType: "abuse",
      complainedRecipients: complained.map((emailAddress) => ({ emailAddress })),
      timestamp: HAPPENED,
      ...fields,
    },
    mail: mailOf(destination, mail),
  };
}

export interface Preferences {
  readonly all?: boolean;
  readonly topics?: Readonly<Record<string, "OptIn" | "OptOut">>;
}

export function subscription(
  before: Preferences,
  after: Preferences,
  { destination = ["jane@example.net"], mail }: About = {},
): Json {
  return {
    eventType: "Subscription",
    subscription: {
      contactList: "list",
      timestamp: HAPPENED,
      source: "UnsubscribeHeader",
      newTopicPreferences: preferences(after),
      oldTopicPreferences: preferences(before),
    },
    mail: mailOf(destination, mail),
  };
}

function preferences({ all = false, topics = {} }: Preferences): Json {
  const topicSubscriptionStatus = Object.entries(topics).map(([topicName, subscriptionStatus]) => ({
    topicName,
    subscriptionStatus,
  }));
  return { unsubscribeAll: all, topicSubscriptionStatus };
}

export function inSns(message: string): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: "sns-1",
    TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:feedback`,
    Message: message,
    Timestamp: HAPPENED,
  });
}

export function inEventBridge(detail: unknown, changes: Json = {}): Json {
  return {
    version: "0",
    "detail-type": "Email Bounced",
    source: "aws.ses",
    account: ACCOUNT,
    time: HAPPENED,
    resources: [],
    detail,
    ...changes,
  };
}

/** Every way in which an event may arrive. */
export const WRAPPINGS: Readonly<Record<string, (event: unknown) => unknown>> = {
  "as an object": (event) => event,
  raw: (event) => JSON.stringify(event),
  "raw with a newline": (event) => `${JSON.stringify(event)}\n`,
  "in SNS": (event) => inSns(JSON.stringify(event)),
  "in SNS, the envelope parsed already": (event) => JSON.parse(inSns(JSON.stringify(event))) as unknown,
  "from EventBridge": (event) => inEventBridge(event),
  "from EventBridge through SQS": (event) => JSON.stringify(inEventBridge(event)),
  "from EventBridge through SNS": (event) => inSns(JSON.stringify(inEventBridge(event))),
};

export function decided(event: unknown, context: DecisionContext = CONTEXT): Decision {
  return decide(parseFeedback(event), context);
}

/** Outcome, reason, and per change its kind, address and scope; the shape in which most rules are told. */
export function gist({ outcome, reason, changes, strangers }: Decision): readonly unknown[] {
  const lines = changes.map(({ kind, address, scope }) => `${kind} ${address} ${scope}`);
  return [outcome, reason, lines, strangers];
}

export function assertGist(event: unknown, expected: readonly unknown[]): void {
  const [outcome, reason, changes = [], strangers = 0] = expected;
  assert.deepEqual(gist(decided(event)), [outcome, reason, changes, strangers]);
}
