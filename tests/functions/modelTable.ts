import { type SuppressionReason } from "../../mail/suppression/entry";
import type { Effect } from "./modelEvents";

const STRENGTH: readonly SuppressionReason[] = [
  "SOFT_BOUNCE",
  "UNSUBSCRIBE",
  "BOUNCE",
  "MANUAL",
  "COMPLAINT",
];
const DAY = 86_400_000;

interface Fact {
  readonly reason: SuppressionReason;
  readonly at: number;
  readonly source: string;
  readonly feedbackId: string | undefined;
  readonly until: number;
}

/** What the table must say of one address in one scope. */
export interface ExpectedEntry {
  readonly suppressed: boolean;
  readonly reason: SuppressionReason;
  readonly source: string;
  readonly feedbackId: string | undefined;
  readonly count: number;
  readonly lifted: number | undefined;
  /** Epoch seconds. */
  readonly expiresAt: number | undefined;
  /** Not known after a removal: how much of it was told before depends on the order. */
  readonly seen: readonly [first: number, last: number] | undefined;
}

export interface Expected {
  readonly entry: ExpectedEntry | undefined;
  readonly softDays: readonly number[];
}

/**
 * What all events of one address and scope come to, without regard to order: sets, the greatest and the least. Written
 * apart from the program's merge, which works change by change.
 *
 * @param effects each once
 * @param removedAt when an operator's last removal took effect, epoch milliseconds
 */
export function expectedOf(
  scope: string,
  effects: readonly Effect[],
  removedAt: number | undefined,
): Expected {
  const floor = removedAt ?? -Infinity;
  const returns = effects.filter(({ said }) => said.kind === "back").map(({ at }) => at);
  const facts = effects.flatMap(({ said, at, feedbackId }): Fact[] =>
    said.kind === "fact" ? [{ ...said, at, feedbackId, until: Infinity }] : [],
  );
  const softDays = daysOf(effects);
  const softEnds = scope === "transactional" || scope === "-" ? [] : tooManyOn(softDays, floor);
  const soft = softEnds.map((day): Fact => {
    const until = ((day + 15) * DAY) / 1000;
    return { reason: "SOFT_BOUNCE", at: day * DAY, source: "EVENT", feedbackId: undefined, until };
  });
  const all = [...facts, ...soft];
  if (all.length + returns.length === 0 && removedAt === undefined) return { entry: undefined, softDays };

  const lastReturn = Math.max(...returns);
  const holding = all.filter(
    ({ reason, at }) => at > floor && !(reason === "UNSUBSCRIBE" && at <= lastReturn),
  );
  const shown = holding.length > 0 ? holding : all;
  // Days up to a removal do not count any more: that they once led to what was removed shows only in its reason.
  const otherwise = removedAt === undefined ? "UNSUBSCRIBE" : "SOFT_BOUNCE";
  const reason = STRENGTH.findLast((one) => shown.some((fact) => fact.reason === one)) ?? otherwise;
  const newest = shown
    .filter((fact) => fact.reason === reason)
    .reduce<Fact | undefined>(
      (best, fact) => (best === undefined || fact.at > best.at ? fact : best),
      undefined,
    );
  const until = Math.max(...holding.map((fact) => fact.until));
  const times = [...all.map(({ at }) => at), ...returns];
  return {
    softDays,
    entry: {
      suppressed: holding.length > 0,
      reason,
      // A return of somebody who was not on the list has no fact to show.
      source: newest?.source ?? "EVENT",
      feedbackId: newest?.feedbackId,
      count: facts.length,
      lifted: holding.length > 0 ? undefined : Math.max(floor, lastReturn),
      expiresAt: Number.isFinite(until) ? until : undefined,
      seen: removedAt === undefined ? [Math.min(...times), Math.max(...times)] : undefined,
    },
  };
}

function daysOf(effects: readonly Effect[]): readonly number[] {
  const days = effects.filter(({ said }) => said.kind === "soft").map(({ at }) => Math.floor(at / DAY));
  return [...new Set(days)].sort((a, b) => a - b);
}

function tooManyOn(days: readonly number[], floor: number): readonly number[] {
  const since = days.filter((day) => day > Math.floor(floor / DAY));
  return since.filter((day) => since.filter((other) => other <= day && day - other < 7).length >= 5);
}
