/** Scope of an entry that holds for every stream. */
export const EVERY_STREAM = "*";

/** Scope of what is known only of mail that named no stream of this stack. No stream can have this name. */
export const NO_STREAM = "-";

/** The stream whose mail a customer cannot do without (MFA codes, password resets): soft bounces never stop it. */
export const TRANSACTIONAL = "transactional";

export type SuppressionReason = "COMPLAINT" | "MANUAL" | "BOUNCE" | "UNSUBSCRIBE" | "SOFT_BOUNCE";
export type SuppressionSource = "EVENT" | "SES_LIST" | "OPERATOR" | "IMPORT";

/**
 * One address in one scope, as the suppression table holds it. Instants are ISO 8601 in UTC with milliseconds, so that
 * they compare as text; `expiresAt` is epoch **seconds**, because DynamoDB's time to live wants them (DynamoDB Developer
 * Guide, "Using time to live").
 */
export interface SuppressionEntry {
  readonly address: string;
  readonly scope: string;
  readonly reason: SuppressionReason;
  readonly source: SuppressionSource;
  readonly spelling: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Events that spoke of this address in this scope. */
  readonly count: number;
  readonly feedbackId?: string;
  /** Since when the entry does not hold any more; events of before do not bring it back. */
  readonly removedAt?: string;
  /** The last removal of an entry that came back; events of before it do not count for the reason. */
  readonly removedBefore?: string;
  /** When the person last asked for this scope's mail again. */
  readonly resubscribedAt?: string;
  readonly expiresAt?: number;
  /** Raised by every write, so that two writers never overwrite each other. */
  readonly version: number;
}

/**
 * Whether an entry forbids mail: it is neither removed nor past its end. DynamoDB may keep an expired item for days, so
 * readers look at `expiresAt` themselves.
 *
 * @param nowSeconds epoch seconds
 */
export function isSuppressed(
  entry: Pick<SuppressionEntry, "removedAt" | "expiresAt">,
  nowSeconds: number,
): boolean {
  return entry.removedAt === undefined && (entry.expiresAt === undefined || entry.expiresAt > nowSeconds);
}
