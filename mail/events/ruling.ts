import type { NormalisedAddress } from "../addresses";
import { simulatorExpiry } from "../simulator";
import type { Resubscribe, SoftBounce, Suppress } from "../suppression/change";
import { NO_STREAM, TRANSACTIONAL } from "../suppression/entry";
import type { Decision, DecisionReason } from "./decision";

/** A decision before the mail's stream is written beside it. */
export type Ruling = Omit<Decision, "stream">;

/** What all changes of one event share. */
export interface Occasion {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly feedbackId?: string;
}

export function recordOnly(reason: DecisionReason, strangers = 0): Ruling {
  return { outcome: "record-only", reason, changes: [], strangers };
}

export function suppression(
  { address, spelling }: NormalisedAddress,
  { at, feedbackId }: Occasion,
  entry: Pick<Suppress, "scope" | "reason" | "source">,
): Suppress {
  const expiresAt = simulatorExpiry(address, at);
  return {
    kind: "suppress",
    address,
    spelling,
    ...entry,
    at,
    ...(feedbackId !== undefined && { feedbackId }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

export function softBounce(
  { address, spelling }: NormalisedAddress,
  { at, feedbackId }: Occasion,
  stream: string | undefined,
): SoftBounce {
  const scope = stream ?? NO_STREAM;
  return {
    kind: "soft-bounce",
    address,
    spelling,
    scope,
    at,
    ...(feedbackId !== undefined && { feedbackId }),
  };
}

export function resubscription(
  { address, spelling }: NormalisedAddress,
  { at }: Occasion,
  scope: string,
): Resubscribe {
  return { kind: "resubscribe", address, spelling, scope, at };
}

/**
 * The scopes that an opt-out takes from a person: never `TRANSACTIONAL`, and at least one, so that it is on record.
 */
export function optOutScopes(scopes: readonly string[]): readonly string[] {
  const allowed = [...new Set(scopes)].filter((scope) => scope !== TRANSACTIONAL);
  return allowed.length === 0 ? [NO_STREAM] : allowed;
}
