/** Scope of an entry that holds for every stream. */
export const EVERY_STREAM = "*";

/** Scope of what is known only of mail that named no stream of this stack. No stream can have this name. */
export const NO_STREAM = "-";

/** The stream whose mail a customer cannot do without (MFA codes, password resets): soft bounces never stop it. */
export const TRANSACTIONAL = "transactional";

export type SuppressionReason = "COMPLAINT" | "MANUAL" | "BOUNCE" | "UNSUBSCRIBE" | "SOFT_BOUNCE";
export type SuppressionSource = "EVENT" | "SES_LIST" | "OPERATOR" | "IMPORT";

/** The latest thing of one kind that was heard of an address in a scope. */
export interface SuppressionFact {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly source: SuppressionSource;
  /** As the mail's destination spelled the address. SES compares the local part of suppressed addresses with case. */
  readonly spelling: string;
  readonly feedbackId?: string;
  /** Epoch seconds; absent when it holds for ever. */
  readonly expiresAt?: number;
}

/**
 * One address in one scope, as the suppression table holds it: the facts, and what follows from them. Instants are ISO
 * 8601 in UTC with milliseconds, so that they compare as text; `expiresAt` is epoch **seconds**, because DynamoDB's time
 * to live wants them (DynamoDB Developer Guide, "Using time to live").
 */
export interface SuppressionEntry {
  readonly address: string;
  readonly scope: string;
  /** The strongest reason that holds; of an entry that does not hold any more, the strongest that did. */
  readonly reason: SuppressionReason;
  readonly source: SuppressionSource;
  readonly spelling: string;
  readonly feedbackId?: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Events that spoke of this address in this scope; soft bounces are counted by their counter. */
  readonly count: number;
  /** Since when the entry does not hold any more. */
  readonly removedAt?: string;
  /** When an operator last removed it; what happened until then does not hold. */
  readonly removedBefore?: string;
  /** When the person last asked for this scope's mail again; opt-outs until then do not hold. */
  readonly resubscribedAt?: string;
  readonly expiresAt?: number;
  readonly facts: Readonly<Partial<Record<SuppressionReason, SuppressionFact>>>;
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
