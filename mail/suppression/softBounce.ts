import type { SoftBounce, Suppress } from "./change";
import { NO_STREAM, type SuppressionEntry, TRANSACTIONAL } from "./entry";

const DAY_SECONDS = 86_400;

/** A house rule: AWS leaves it to the sender when a soft bounce is one too many. Days are those of UTC. */
const WINDOW_DAYS = 7;
/** Counts within the window; with at most one a day they always fall on more than the three days that are asked for. */
const LIMIT = 5;
const SUPPRESSED_DAYS = 14;

/** A day can matter for as long as a window that it completes suppresses. */
const REMEMBERED_DAYS = WINDOW_DAYS + SUPPRESSED_DAYS;

/** The days on which an address bounced softly in a scope; it stands beside the entry and forbids nothing. */
export interface SoftBounceCounter {
  readonly address: string;
  /** `soft#` and the scope. */
  readonly scope: string;
  /** Days since 1970-01-01, ascending, each once. */
  readonly days: readonly number[];
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly version: number;
}

/** The counter's sort key; no stream's name holds a `#`. */
export function counterScope(scope: string): string {
  return `soft#${scope}`;
}

/**
 * One more soft bounce: the counter after it, and the suppression that follows when it is one too many: 5 days of 7 with a
 * soft bounce suppress the address in the stream's scope until the end of the 14th day after. Never for
 * `transactional`, nor where the stream is not known: there they are counted only. In any order the same days give the
 * same suppressions.
 *
 * @param entry the entry of the same address and scope; days until an operator took it back do not count
 * @returns a suppression for each day that completes such a window: together they say when it began and when it ends
 */
export function countSoftBounce(
  counter: SoftBounceCounter | undefined,
  change: SoftBounce,
  entry: SuppressionEntry | undefined,
): { counter: SoftBounceCounter; suppressions: readonly Suppress[] } {
  const { address, scope } = change;
  const all = [...new Set([...(counter?.days ?? []), dayOf(change.at)])].sort((a, b) => a - b);
  const newest = all.at(-1) ?? 0;
  const days = all.filter((day) => day > newest - REMEMBERED_DAYS);
  const after = {
    address,
    scope: counterScope(scope),
    days,
    expiresAt: (newest + REMEMBERED_DAYS) * DAY_SECONDS,
    version: (counter?.version ?? 0) + 1,
  };
  if (scope === TRANSACTIONAL || scope === NO_STREAM) return { counter: after, suppressions: [] };
  return { counter: after, suppressions: daysTooMany(days, entry).map((day) => suppression(change, day)) };
}

/** Made of several reports, so it carries none's id or spelling. */
function suppression({ address, scope }: SoftBounce, day: number): Suppress {
  return {
    kind: "suppress",
    address,
    scope,
    spelling: address,
    reason: "SOFT_BOUNCE",
    source: "EVENT",
    at: day * DAY_SECONDS * 1000,
    expiresAt: (day + SUPPRESSED_DAYS + 1) * DAY_SECONDS,
  };
}

/** The days that complete a window with too many. */
function daysTooMany(days: readonly number[], entry: SuppressionEntry | undefined): readonly number[] {
  const removed = entry?.removedBefore === undefined ? -Infinity : dayOf(Date.parse(entry.removedBefore));
  const counting = days.filter((day) => day > removed);
  return counting.filter((day, index) => {
    const first = counting[index - (LIMIT - 1)];
    return first !== undefined && first > day - WINDOW_DAYS;
  });
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / (DAY_SECONDS * 1000));
}
