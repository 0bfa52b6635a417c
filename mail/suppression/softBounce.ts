import type { SoftBounce, Suppress } from "./change";
import { NO_STREAM, TRANSACTIONAL } from "./entry";
import { counterScope } from "./keys";

/** The days on which an address bounced softly in one stream, as the suppression table holds them beside the entry. */
export interface SoftBounceCounter {
  readonly address: string;
  /** `soft#<stream>`. */
  readonly scope: string;
  /** UTC days since 1970-01-01, ascending, none twice. */
  readonly days: readonly number[];
  /** Epoch seconds; DynamoDB's time to live removes the item some time after it. */
  readonly expiresAt: number;
  /** Raised by every write. */
  readonly version: number;
}

export interface SoftBounceCount {
  /** What to write; absent when the day is counted already or too old to matter. */
  readonly counter?: SoftBounceCounter;
  /** One for each day that completes a window, to be applied together; most often none. */
  readonly suppressions: readonly Suppress[];
}

// The rule is the house's own: SES gives none for soft bounces. With at most one count a day the second number is
// implied by the first; it says what must hold should a day ever count more than once.
const COUNTS_TO_SUPPRESS = 5;
const DAYS_TO_SUPPRESS = 3;
const WINDOW_DAYS = 7;
const SUPPRESSED_DAYS = 14;

/** Longer than an event can be late: SQS keeps a message for at most 14 days (SQS Developer Guide, "Message quotas"). */
const KEPT_DAYS = 21;

const DAY_SECONDS = 86_400;
const DAY_MILLISECONDS = 1000 * DAY_SECONDS;

/**
 * Counts a soft bounce. Mail that a customer cannot do without, and mail of no known stream, is counted and never stopped.
 * The suppressions depend on the counted days alone, not on the order in which they came.
 *
 * @param removedAt last removal of the stream's entry by an operator (ISO 8601): days up to it do not count
 */
export function countSoftBounce(
  counter: SoftBounceCounter | undefined,
  change: SoftBounce,
  removedAt?: string,
): SoftBounceCount {
  const day = Math.floor(change.at / DAY_MILLISECONDS);
  const known = counter?.days ?? [];
  const newest = Math.max(day, ...known);
  if (known.includes(day) || day < newest - KEPT_DAYS) return { suppressions: [] };

  const days = [...known, day].filter((one) => one >= newest - KEPT_DAYS).sort((a, b) => a - b);
  const { address, scope } = change;
  return {
    counter: {
      address,
      scope: counterScope(scope),
      days,
      expiresAt: (newest + KEPT_DAYS) * DAY_SECONDS,
      version: (counter?.version ?? 0) + 1,
    },
    suppressions:
      scope === TRANSACTIONAL || scope === NO_STREAM
        ? []
        : completingDays(days.filter((one) => removedAt === undefined || one > dayOf(removedAt))).map((one) =>
            suppressionOf(change, one),
          ),
  };
}

function completingDays(days: readonly number[]): readonly number[] {
  const needed = Math.max(COUNTS_TO_SUPPRESS, DAYS_TO_SUPPRESS);
  return days.filter((last) => {
    const window = days.filter((day) => day > last - WINDOW_DAYS && day <= last);
    return window.length >= needed;
  });
}

/** Several reports led to it: it carries none's id or spelling. */
function suppressionOf({ address, scope }: SoftBounce, day: number): Suppress {
  return {
    kind: "suppress",
    address,
    spelling: address,
    scope,
    reason: "SOFT_BOUNCE",
    source: "EVENT",
    at: day * DAY_MILLISECONDS,
    expiresAt: (day + SUPPRESSED_DAYS + 1) * DAY_SECONDS,
  };
}

function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / DAY_MILLISECONDS);
}
