import type { Resubscribe, Suppress } from "./change";
import type { SuppressionEntry, SuppressionFact, SuppressionReason } from "./entry";

/** The strongest first: a complaint is never overwritten, and an operator's word only by a complaint. */
const STRONGEST_FIRST: readonly SuppressionReason[] = [
  "COMPLAINT",
  "MANUAL",
  "BOUNCE",
  "UNSUBSCRIBE",
  "SOFT_BOUNCE",
];

type Facts = SuppressionEntry["facts"];
type Known = Omit<
  SuppressionEntry,
  "reason" | "source" | "spelling" | "feedbackId" | "expiresAt" | "removedAt"
>;

/**
 * An entry after one more change. Of each reason the latest fact is kept, and everything else follows from the facts and
 * from when somebody last took the entry back: so the same changes give the same entry in any order.
 *
 * @param entry what the table has, or undefined when it has none
 */
export function applyChange(
  entry: SuppressionEntry | undefined,
  change: Suppress | Resubscribe,
): SuppressionEntry {
  const at = instant(change.at);
  const before: Known = entry ?? {
    address: change.address,
    scope: change.scope,
    firstSeen: at,
    lastSeen: at,
    count: 0,
    facts: {},
    version: 0,
  };
  const seen: Known = {
    ...before,
    firstSeen: earlier(before.firstSeen, at),
    lastSeen: later(before.lastSeen, at),
    version: before.version + 1,
  };
  if (change.kind === "resubscribe")
    return derive({ ...seen, resubscribedAt: later(before.resubscribedAt, at) });
  const fact: SuppressionFact = {
    at,
    source: change.source,
    spelling: change.spelling,
    ...(change.feedbackId !== undefined && { feedbackId: change.feedbackId }),
    ...(change.expiresAt !== undefined && { expiresAt: change.expiresAt }),
  };
  return derive({
    ...seen,
    count: before.count + (change.reason === "SOFT_BOUNCE" ? 0 : 1),
    facts: { ...before.facts, [change.reason]: latest(before.facts[change.reason], fact) },
  });
}

/**
 * An entry that an operator takes back. Everything that it knows until now does not hold any more; what happens later
 * does.
 *
 * @param at epoch milliseconds
 */
export function removeEntry(entry: SuppressionEntry, at: number): SuppressionEntry {
  const removedBefore = later(later(entry.removedBefore, instant(at)), entry.lastSeen);
  return derive({ ...entry, removedBefore, version: entry.version + 1 });
}

/** Epoch milliseconds as the table writes them. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function derive(known: Known): SuppressionEntry {
  const { address, scope, firstSeen, lastSeen, count, facts, version, removedBefore, resubscribedAt } = known;
  const all = inOrder(facts);
  const holding = all.filter(([reason, { at }]) => {
    // Asking for mail again takes back an opt-out and nothing else: soft bounces are judged with days that the entry does
    // not know, so lifting them here would depend on what came first.
    const ended = reason === "UNSUBSCRIBE" ? later(removedBefore, resubscribedAt ?? "") : removedBefore;
    return ended === undefined || at > ended;
  });
  // One that ends must not hide a weaker one that does not.
  const lasting = holding.filter(([, { expiresAt }]) => expiresAt === undefined);
  const [winner] = [lasting, holding, all].flatMap((some) => some.slice(0, 1));
  const [reason, fact] = winner ?? ["UNSUBSCRIBE" as const, undefined];
  const ends = lasting.length > 0 ? [] : holding.map(([, { expiresAt = 0 }]) => expiresAt);
  return {
    address,
    scope,
    reason,
    source: fact?.source ?? "EVENT",
    spelling: fact?.spelling ?? address,
    ...(fact?.feedbackId !== undefined && { feedbackId: fact.feedbackId }),
    firstSeen,
    lastSeen,
    count,
    ...(holding.length === 0 && { removedAt: later(removedBefore, resubscribedAt ?? "") }),
    ...(removedBefore !== undefined && { removedBefore }),
    ...(resubscribedAt !== undefined && { resubscribedAt }),
    ...(ends.length > 0 && { expiresAt: Math.max(...ends) }),
    facts,
    version,
  };
}

function inOrder(facts: Facts): [SuppressionReason, SuppressionFact][] {
  return STRONGEST_FIRST.flatMap((reason) => {
    const fact = facts[reason];
    return fact === undefined ? [] : [[reason, fact] as [SuppressionReason, SuppressionFact]];
  });
}

/** Of two facts of one reason the later; of equally late ones the one that lasts longer, then the one whose text is greater. */
function latest(one: SuppressionFact | undefined, other: SuppressionFact): SuppressionFact {
  if (one === undefined) return other;
  const key = ({ at, expiresAt, feedbackId, source, spelling }: SuppressionFact) =>
    [at, expiresAt ?? "for ever", feedbackId ?? "", source, spelling].join("\n");
  return key(one) > key(other) ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}
