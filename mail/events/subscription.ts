import { NO_STREAM, TRANSACTIONAL } from "../suppression/entry";
import type { DecisionContext } from "./decision";
import type { SubscriptionEvent } from "./feedbackEvent";
import { recipientsOf } from "./recipients";
import { optOutScopes, recordOnly, resubscription, suppression } from "./ruling";
import type { Ruling } from "./ruling";

/**
 * What a change of preferences on SES's contact list does. The event names no address: the person is the mail's only
 * recipient (SES adds list management to mail to one recipient only; SES Developer Guide, "Using subscription
 * management"). In doubt the answer is out: a topic that was not listed before counts as newly out, but not as newly in.
 */
export function ruleSubscription(
  event: SubscriptionEvent,
  stream: string | undefined,
  { topics }: DecisionContext,
): Ruling {
  const { only } = recipientsOf(event.mail.destination);
  if (only === undefined) return recordOnly("address-not-mailed");
  const out = scopesOut(event, stream ?? NO_STREAM, topics);
  const back = scopesBack(event, stream ?? NO_STREAM, topics).filter((scope) => !out.includes(scope));
  if (out.length + back.length === 0) return recordOnly("list-unchanged");
  return {
    outcome: out.length > 0 ? "unsubscribe" : "resubscribe",
    reason: out.length > 0 ? "list-opt-out" : "list-opt-in",
    strangers: 0,
    changes: [
      ...out.map((scope) => suppression(only, event, { scope, reason: "UNSUBSCRIBE", source: "EVENT" })),
      ...back.map((scope) => resubscription(only, event, scope)),
    ],
  };
}

function scopesOut(
  { before, after }: SubscriptionEvent,
  mailScope: string,
  topics: readonly string[],
): readonly string[] {
  if (after.unsubscribeAll && !before.unsubscribeAll) return optOutScopes([...topics, mailScope]);
  const scopes = Object.keys(after.topics)
    .filter((topic) => isOut(after.topics, topic) && !isOut(before.topics, topic))
    .map((topic) => scopeOf(topic, mailScope, topics));
  return scopes.length === 0 ? [] : optOutScopes(scopes);
}

function scopesBack(
  { before, after }: SubscriptionEvent,
  mailScope: string,
  topics: readonly string[],
): readonly string[] {
  if (after.unsubscribeAll) return [];
  const optedIn = Object.keys(after.topics)
    .filter((topic) => !isOut(after.topics, topic) && isOut(before.topics, topic))
    .map((topic) => scopeOf(topic, mailScope, topics));
  const scopes = new Set(before.unsubscribeAll ? [...topics, ...optedIn] : optedIn);
  return [...scopes].filter((scope) => scope !== TRANSACTIONAL && !isOut(after.topics, scope));
}

/** The contact list may have topics of others than this stack; what is said of them holds for the mail that it was said by. */
function scopeOf(topic: string, mailScope: string, topics: readonly string[]): string {
  return topics.includes(topic) ? topic : mailScope;
}

function isOut(preferences: Readonly<Record<string, boolean>>, topic: string): boolean {
  return preferences[topic] === false;
}
