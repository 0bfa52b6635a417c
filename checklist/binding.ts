import type { ItemFinding, ItemId } from "./item";

/** What a deployment means to do with the stack's sending. Streams are named by their configuration sets. */
export interface LaunchIntent {
  /** Applications' streams that are to send. */
  readonly sends: readonly string[];
  /** Those that did after the deployment before. */
  readonly sentBefore: readonly string[];
  /** Whether a review for production access is asked for, now or before. */
  readonly asks: boolean;
  /** Whether it was asked for before. */
  readonly askedBefore: boolean;
}

/** Streams that go from off to on. */
export function switchedOn({ sends, sentBefore }: LaunchIntent): readonly string[] {
  return sends.filter((set) => !sentBefore.includes(set));
}

/** Whether anything happens for which the checklist must hold. */
export function isLaunched({ sends, asks }: LaunchIntent): boolean {
  return sends.length > 0 || asks;
}

/**
 * Whether a finding stops the deployment. What must always be there binds as long as a stream sends or a review is asked
 * for; what is proven at one moment (a verification, a test, a subscriber) binds only when a stream goes on or the review
 * is asked for, so that an old proof never blocks the deployment of a fix. Production access itself cannot be had before
 * it is asked for. Nothing binds before the launch.
 */
export function stops(item: ItemId, { binds }: Pick<ItemFinding, "binds">, intent: LaunchIntent): boolean {
  if (!isLaunched(intent)) return false;
  if (binds === "always") return true;
  if (switchedOn(intent).length > 0) return true;
  return intent.asks && !intent.askedBefore && item !== "production-access";
}
