import type { SuppressionReason, SuppressionSource } from "../../mail/suppression/entry";

/** What an event says of one address in one scope, told apart from the program's own rules. */
export type Said =
  | { readonly kind: "fact"; readonly reason: SuppressionReason; readonly source: SuppressionSource }
  | { readonly kind: "back" }
  | { readonly kind: "soft" };

export interface Effect {
  readonly address: string;
  readonly scope: string;
  readonly at: number;
  /** Changes of preferences have none. */
  readonly feedbackId: string | undefined;
  readonly said: Said;
}

/** One way in which an event is told; the same `once` is the same event. */
export interface Telling {
  readonly body: string;
  readonly effects: readonly (Effect & { readonly once: string })[];
}

export type Random = () => number;

/** Reproducible numbers from 0 to below 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random: Random, end: number): number => Math.floor(random() * end);

export function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[below(random, list.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}

export function shuffle<T>(random: Random, list: T[]): T[] {
  return list
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one);
}

const STREAMS = ["transactional", "marketing", "alerts"] as const;
const START = Date.UTC(2026, 8, 1);
const SPAN = 15 * 86_400_000;
export const PEOPLE = Array.from({ length: 240 }, (_, person) => `person${person}@example.net`);
/** People whose mailboxes are full much of the time, so that some are suppressed for it. */
const FULL = PEOPLE.slice(0, 40);

interface Draft {
  readonly fields: Record<string, unknown>;
  readonly type: "Bounce" | "Complaint" | "Subscription" | "DeliveryDelay" | "Reject";
  readonly people: readonly string[];
  /** Only told as an event, not as a notification of the identity. */
  readonly eventsOnly?: boolean;
  said(stream: string | undefined): { scope: string; said: Said } | undefined;
}

/** One event at random, in one or both dialects and sometimes twice; `index` makes its ids and its time unlike all others. */
export function tell(random: Random, index: number): Telling[] {
  const at = START + below(random, SPAN / 1000) * 1000 + (index % 1000);
  const stream = pick(random, STREAMS);
  const draft = pick(random, KINDS)(random, stream);
  const messageId = `message-${index}`;
  const feedbackId = draft.type === "Subscription" ? undefined : `feedback-${index}`;
  const foreign = random() < 0.02;

  const told = (asEvent: boolean): Telling => {
    const name = draft.type === "DeliveryDelay" ? "deliveryDelay" : draft.type.toLowerCase();
    const event = {
      [asEvent ? "eventType" : "notificationType"]: draft.type,
      [name]: { ...draft.fields, feedbackId, timestamp: new Date(at).toISOString() },
      mail: {
        messageId,
        timestamp: new Date(at - 5000).toISOString(),
        sendingAccountId: foreign ? "999999999999" : "123456789012",
        destination: draft.people,
        ...(asEvent && { tags: { "ses:configuration-set": [`prod-${stream}`] } }),
      },
    };
    const told = foreign ? undefined : draft.said(asEvent ? stream : undefined);
    const effects =
      told === undefined ? [] : draft.people.map((one) => ({ address: one, at, feedbackId, ...told }));
    return {
      body: random() < 0.5 ? JSON.stringify(event) : inSns(random, event),
      effects: effects.map((effect) => ({
        ...effect,
        once: [messageId, effect.said.kind, effect.address, effect.scope].join(" "),
      })),
    };
  };
  const first = told(draft.eventsOnly === true || random() < 0.8);
  const again = random() < 0.1 ? [told(draft.eventsOnly === true || random() < 0.5)] : [];
  const same = random() < 0.08 ? [first] : [];
  return [first, ...again, ...same];
}

function inSns(random: Random, event: object): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: `sns-${below(random, 1e9)}`,
    TopicArn: "arn:aws:sns:us-east-1:123456789012:feedback",
    Message: JSON.stringify(event),
  });
}

type Kind = (random: Random, stream: string) => Draft;

const somebody = (random: Random) => [pick(random, PEOPLE)];
const someOf = (random: Random) => [
  ...new Set([...somebody(random), ...(random() < 0.3 ? somebody(random) : [])]),
];
const everywhere = (reason: SuppressionReason, source: SuppressionSource) => () => ({
  scope: "*",
  said: { kind: "fact", reason, source } as const,
});

function bounce(bounceType: string, bounceSubType: string, people: readonly string[]) {
  const bouncedRecipients = people.map((emailAddress) => ({
    emailAddress,
    action: "failed",
    status: "5.0.0",
  }));
  return { type: "Bounce" as const, people, fields: { bounceType, bounceSubType, bouncedRecipients } };
}

function complaint(random: Random, fields: Record<string, unknown>) {
  const people = somebody(random);
  const complainedRecipients = people.map((emailAddress) => ({ emailAddress }));
  return { type: "Complaint" as const, people, fields: { complainedRecipients, ...fields } };
}

const soft: Kind = (random) => ({
  ...bounce("Transient", "MailboxFull", [pick(random, FULL)]),
  said: (stream) => ({ scope: stream ?? "-", said: { kind: "soft" } }),
});

/** What is out of a preference and what is back in, for the one topic that there is. */
const preference = (out: boolean): Kind => {
  const topics = (status: boolean) => ({
    unsubscribeAll: false,
    topicSubscriptionStatus: [{ topicName: "marketing", subscriptionStatus: status ? "OptOut" : "OptIn" }],
  });
  return (random) => ({
    type: "Subscription",
    people: somebody(random),
    eventsOnly: true,
    fields: { contactList: "list", newTopicPreferences: topics(out), oldTopicPreferences: topics(!out) },
    said: () => ({
      scope: "marketing",
      said: out ? { kind: "fact", reason: "UNSUBSCRIBE", source: "EVENT" } : { kind: "back" },
    }),
  });
};

/** As often as they stand here. */
const KINDS: readonly Kind[] = [
  ...[soft, soft, soft, soft, soft, soft],
  ...[preference(true), preference(true), preference(false), preference(false)],
  (random) => ({ ...bounce("Permanent", "General", someOf(random)), said: everywhere("BOUNCE", "EVENT") }),
  (random) => ({
    ...bounce("Permanent", "OnAccountSuppressionList", someOf(random)),
    said: everywhere("BOUNCE", "SES_LIST"),
  }),
  (random) => ({
    ...bounce("Permanent", "UnsubscribedRecipient", somebody(random)),
    said: (stream) => ({
      scope: stream === undefined || stream === "transactional" ? "-" : stream,
      said: { kind: "fact", reason: "UNSUBSCRIBE", source: "SES_LIST" },
    }),
  }),
  (random) => ({
    ...complaint(random, { complaintFeedbackType: "abuse" }),
    said: everywhere("COMPLAINT", "EVENT"),
  }),
  (random) => ({
    ...complaint(random, { complaintSubType: "OnAccountSuppressionList" }),
    said: everywhere("COMPLAINT", "SES_LIST"),
  }),
  (random) => ({ ...complaint(random, { complaintFeedbackType: "virus" }), said: () => undefined }),
  (random) => ({ ...complaint(random, { complaintFeedbackType: "not-spam" }), said: () => undefined }),
  (random) => ({ ...bounce("Transient", "MessageTooLarge", somebody(random)), said: () => undefined }),
  (random) => ({
    type: "DeliveryDelay",
    people: somebody(random),
    eventsOnly: true,
    fields: {},
    said: () => undefined,
  }),
  (random) => ({
    type: "Reject",
    people: somebody(random),
    eventsOnly: true,
    fields: {},
    said: () => undefined,
  }),
];
