import type { SuppressionReason, SuppressionSource } from "./entry";

interface AboutAddress {
  /** Normalised: the table's partition key. */
  readonly address: string;
  /** As the mail's destination spelled it, without display name and brackets. */
  readonly spelling: string;
  /** `EVERY_STREAM`, a stream, or `NO_STREAM`. */
  readonly scope: string;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
}

/** The address may not be mailed any more in this scope. */
export interface Suppress extends AboutAddress {
  readonly kind: "suppress";
  readonly reason: SuppressionReason;
  readonly source: SuppressionSource;
  readonly feedbackId?: string;
  /** Epoch seconds after which the entry ends; absent when it stays. */
  readonly expiresAt?: number;
}

/** One more failed delivery that may heal. */
export interface SoftBounce extends AboutAddress {
  readonly kind: "soft-bounce";
  readonly feedbackId?: string;
}

/** The person asked for the mail of this scope again. */
export interface Resubscribe extends AboutAddress {
  readonly kind: "resubscribe";
}

/** What an event does to one address in one scope. */
export type Change = Suppress | SoftBounce | Resubscribe;
