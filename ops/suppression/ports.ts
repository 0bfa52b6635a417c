import type { SuppressionEntry, SuppressionReason } from "../../mail/suppression/entry";

/** The suppression table, as an operator uses it. Every call may throw an OpsError. */
export interface OperatorTable {
  /** What is known of an address in every scope, strongly consistent. */
  entriesOf(address: string): Promise<readonly SuppressionEntry[]>;
  /**
   * Writes an entry.
   *
   * @param before what was read; false when it is not there any more
   */
  write(entry: SuppressionEntry, before: SuppressionEntry | undefined): Promise<boolean>;
  /** Every entry, page by page. */
  pages(): AsyncIterable<readonly SuppressionEntry[]>;
}

/** Reasons that SES's own list knows (SES API v2, `SuppressionListReason`). */
export type SesReason = "BOUNCE" | "COMPLAINT";

/** SES's own suppression list, of the account in one Region. Every call may throw an OpsError. */
export interface SesList {
  reasonOf(address: string): Promise<string | undefined>;
  /**
   * Puts an address on the list. False when SES refuses, as it does in the sandbox (SES Developer Guide, "Using the
   * account-level suppression list").
   */
  put(address: string, reason: SesReason): Promise<boolean>;
  /** Takes an address off the list; false when it was not on it. */
  remove(address: string): Promise<boolean>;
}

/** Reasons for which an operator may suppress. Soft bounces are counted, they cannot be given. */
export const GIVEN_REASONS = ["MANUAL", "BOUNCE", "COMPLAINT", "UNSUBSCRIBE"] as const;
export type GivenReason = (typeof GIVEN_REASONS)[number] & SuppressionReason;

export function isGivenReason(text: string): text is GivenReason {
  return (GIVEN_REASONS as readonly string[]).includes(text);
}
