import type { Change } from "../suppression/change";

/** What an event does. `reject-to-dlq` is no outcome of a decision: what cannot be read throws `UnreadableEventError`. */
export type Outcome = "suppress" | "soft-bounce" | "unsubscribe" | "resubscribe" | "record-only" | "ignore";

/** Why, in a word that logs, markers and metrics carry. It never holds an address. */
export type DecisionReason =
  | "hard-bounce"
  | "already-on-ses-list"
  | "report-names-another-address"
  | "transient-bounce"
  | "undetermined-bounce"
  | "message-fault"
  | "delivery-time-limit"
  | "auto-reply"
  | "ses-validation-policy"
  | "list-opt-out"
  | "list-opt-in"
  | "list-unchanged"
  | "complaint"
  | "message-complaint"
  | "not-spam"
  | "complaint-unattributable"
  | "address-not-mailed"
  | "foreign-account"
  | "delivery-delay"
  | "rejected-by-ses"
  | "rendering-failure"
  | "engagement"
  | "sent"
  | "unknown-event"
  | "setup-notice"
  | "account-event";

export interface Decision {
  readonly outcome: Outcome;
  readonly reason: DecisionReason;
  /** The stream that the mail went through, where the event tells a known one. */
  readonly stream?: string;
  /** One for each address and scope whose state changes, none twice; empty unless the outcome is one that changes states. */
  readonly changes: readonly Change[];
  /** How many addresses the report named that the mail did not go to or that are no addresses. */
  readonly strangers: number;
}

/** What the deployed function knows of its stack. */
export interface DecisionContext {
  /** 12 digits; events of other accounts change nothing. */
  readonly accountId: string;
  /** Configuration set name to stream name, the canary's among them. */
  readonly streams: Readonly<Record<string, string>>;
  /** Streams that have a topic of the same name on SES's contact list. */
  readonly topics: readonly string[];
}
