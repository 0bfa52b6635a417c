import type { Decision, DecisionReason, Outcome } from "../events/decision";
import type { MailEvent } from "../events/feedbackEvent";
import { type TableKey, markerKey } from "./keys";

/** That an event was processed, as the suppression table holds it. It has no address in clear. */
export interface EventMarker extends TableKey {
  readonly outcome: Outcome;
  readonly reason: DecisionReason;
  readonly stream?: string;
  /** When it was processed, ISO 8601 in UTC. */
  readonly seenAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/**
 * Longer than an event can come again: SQS keeps a message for at most 14 days, in queue and dead-letter queue together,
 * because a message moves there with its age (SQS Developer Guide, "Dead-letter queues"). The rest is for evidence of
 * the pipeline, which reads markers.
 */
const KEPT_SECONDS = 30 * 86_400;

/**
 * @param changed key of the entry that the event changes; absent when it changes none
 * @param now epoch milliseconds
 */
export function eventMarker(
  event: MailEvent,
  { outcome, reason, stream }: Decision,
  changed: TableKey | undefined,
  now: number,
): EventMarker {
  return {
    ...markerKey({ kind: event.kind, reason, messageId: event.mail.messageId, at: event.at }, changed),
    outcome,
    reason,
    ...(stream !== undefined && { stream }),
    seenAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + KEPT_SECONDS,
  };
}
