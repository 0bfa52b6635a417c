import { createHash } from "node:crypto";
import type { Decision, Outcome } from "../events/decision";
import type { MailEvent } from "../events/feedbackEvent";
import type { Change } from "./change";

/**
 * 30 days: longer than the 14 that a message can live in the queue and its dead-letter queue (SQS Developer Guide, "Amazon
 * SQS message quotas"), so that whatever comes again meets its marker.
 */
const KEPT_SECONDS = 30 * 86_400;

/** Says that an event was processed; it stands in the table beside the entries and holds no address. */
export interface EventMarker {
  /** `event#` and SES's id of the message. */
  readonly address: string;
  /** Kind, reason, and for a change the digest of whom and what it concerns. */
  readonly scope: string;
  readonly outcome: Outcome;
  readonly stream?: string;
  /** When it was processed, ISO 8601. */
  readonly seenAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/**
 * The marker of what one event does to one address, or of an event that changes nothing. It is the same for both dialects
 * in which SES may report one event, whose SNS ids differ, so it is made from the message and not from ids of the report.
 * Somebody may unsubscribe, subscribe and unsubscribe by the same mail: there the time tells the events apart.
 *
 * @param now epoch milliseconds
 */
export function eventMarker(
  event: MailEvent,
  { outcome, reason, stream }: Decision,
  change: Change | undefined,
  now: number,
): EventMarker {
  const parts = [
    event.kind,
    reason,
    ...(event.kind === "subscription" ? [String(event.at)] : []),
    ...(change === undefined ? [] : [digest(`${change.address}\n${change.scope}`)]),
  ];
  return {
    address: `event#${event.mail.messageId}`,
    scope: parts.join("#"),
    outcome,
    ...(stream !== undefined && { stream }),
    seenAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + KEPT_SECONDS,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
