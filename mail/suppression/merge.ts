import type { Resubscribe, Suppress } from "./change";
import type { Ground, SuppressionEntry, SuppressionReason } from "./entry";

/** The strongest first. */
const STRENGTH: readonly SuppressionReason[] = ["COMPLAINT", "MANUAL", "BOUNCE", "UNSUBSCRIBE", "SOFT_BOUNCE"];

type Grounds = Readonly<Partial<Record<SuppressionReason, Ground>>>;
type Face = Pick<SuppressionEntry, "reason" | "source" | "spelling" | "feedbackId">;
type Totals = Pick<SuppressionEntry, "address" | "scope" | "firstSeen" | "lastSeen" | "count">;

/** What an entry comes from; all else in it follows. */
interface Memory extends Totals {
  readonly grounds: Grounds;
  /** What the entry says of itself while it has no ground: what an operator removed, or an opt-out that never came. */
  readonly face: Face;
  readonly floor: string | undefined;
  readonly resubscribedAt: string | undefined;
  readonly version: number;
}

/**
 * The entry after one more change. The same changes give the same entry in every order, as long as none is applied twice
 * (the event's marker sees to that) and an operator's removal has covered what was there (`removeEntry`).
 *
 * - The strongest reason decides. Within a reason the ground that lasts longest, then the first one: a later report that
 *   SES had the address listed already does not hide how it came there. Of opt-outs the last one, because only that one
 *   can outlive a return.
 * - What happened at or before a removal counts, and does not bring the entry back.
 * - A return lifts opt-outs that are not newer than it, also those that arrive later, and nothing else.
 * - A ground that ended before the last event decides only when there is no other. The entry ends with the ground that
 *   lasts longest; one without an end keeps it.
 *
 * @param entry undefined when the table has none
 */
export function applyChange(
  entry: SuppressionEntry | undefined,
  change: Suppress | Resubscribe,
): SuppressionEntry {
  const at = instant(change.at);
  const memory = entry === undefined ? blank(change, at) : recall(entry);
  const { floor, grounds, resubscribedAt } = memory;
  return settle({
    ...memory,
    firstSeen: earlier(memory.firstSeen, at),
    lastSeen: later(memory.lastSeen, at),
    count: memory.count + (isOneMoreOfSoftBounces(grounds, change) ? 0 : 1),
    ...(change.kind === "resubscribe"
      ? { resubscribedAt: later(resubscribedAt ?? at, at) }
      : { grounds: floor !== undefined && at <= floor ? grounds : withGround(grounds, change) }),
  });
}

/**
 * The entry after an operator's removal, or undefined when there is nothing to remove. The removal covers everything that
 * was seen, also a report whose clock ran ahead: the operator has looked at it.
 *
 * @param at epoch milliseconds
 */
export function removeEntry(entry: SuppressionEntry | undefined, at: number): SuppressionEntry | undefined {
  if (entry === undefined || entry.removedAt !== undefined) return undefined;
  const memory = recall(entry);
  return settle({ ...memory, grounds: {}, floor: later(instant(at), memory.lastSeen) });
}

/** The last removal by an operator (ISO 8601), whether the entry came back since or not. */
export function removalFloor(entry: SuppressionEntry): string | undefined {
  return entry.removedBefore ?? (entry.removedAt === entry.resubscribedAt ? undefined : entry.removedAt);
}

function settle(memory: Memory): SuppressionEntry {
  const { grounds, face, floor, resubscribedAt, version, ...totals } = memory;
  const holding = STRENGTH.flatMap((reason) => {
    const ground = grounds[reason];
    const lifted = reason === "UNSUBSCRIBE" && resubscribedAt !== undefined && (ground?.at ?? "") <= resubscribedAt;
    return ground === undefined || lifted ? [] : { reason, ground };
  });
  const deciding = holding.find(({ ground }) => !endedBefore(ground, totals.lastSeen)) ?? holding[0];
  const removedAt = deciding === undefined ? later(floor ?? "", resubscribedAt ?? "") : undefined;
  const end = Math.max(...holding.map(({ ground }) => endOf(ground)));
  const removedBefore = removedAt === undefined || removedAt === resubscribedAt ? floor : undefined;
  return {
    ...totals,
    ...faceOf(deciding, grounds.UNSUBSCRIBE, face),
    ...(removedAt !== undefined && { removedAt }),
    ...(removedBefore !== undefined && { removedBefore }),
    ...(resubscribedAt !== undefined && { resubscribedAt }),
    ...(holding.length > 0 && end !== Infinity && { expiresAt: end }),
    grounds,
    version: version + 1,
  };
}

function faceOf(
  deciding: { reason: SuppressionReason; ground: Ground } | undefined,
  lifted: Ground | undefined,
  face: Face,
): Face {
  const shown = deciding ?? (lifted && { reason: "UNSUBSCRIBE" as const, ground: lifted });
  if (shown === undefined) return face;
  const { source, spelling, feedbackId } = shown.ground;
  return { reason: shown.reason, source, spelling, ...(feedbackId !== undefined && { feedbackId }) };
}

function blank({ address, scope }: Suppress | Resubscribe, at: string): Memory {
  return {
    address,
    scope,
    firstSeen: at,
    lastSeen: at,
    count: 0,
    grounds: {},
    face: { reason: "UNSUBSCRIBE", source: "EVENT", spelling: address },
    floor: undefined,
    resubscribedAt: undefined,
    version: 0,
  };
}

function recall(entry: SuppressionEntry): Memory {
  const { address, scope, firstSeen, lastSeen, count, version = 0 } = entry as Partial<SuppressionEntry> & Totals;
  const { reason, source, spelling, feedbackId, resubscribedAt, expiresAt } = entry;
  const face: Face = { reason, source, spelling, ...(feedbackId !== undefined && { feedbackId }) };
  const only = { [reason]: { ...face, at: lastSeen, ...(expiresAt !== undefined && { expiresAt }) } };
  return {
    ...{ address, scope, firstSeen, lastSeen, count, version, face, resubscribedAt },
    grounds: entry.grounds ?? (entry.removedAt === undefined ? only : {}),
    floor: removalFloor(entry),
  };
}

function withGround(grounds: Grounds, change: Suppress): Grounds {
  const { reason, source, spelling, feedbackId, expiresAt } = change;
  const ground: Ground = {
    at: instant(change.at),
    source,
    spelling,
    ...(feedbackId !== undefined && { feedbackId }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
  const known = grounds[reason];
  return known !== undefined && compare(reason, known, ground) <= 0 ? grounds : { ...grounds, [reason]: ground };
}

/** Below zero when `a` decides before `b`. The last keys mean nothing; they make the order total. */
function compare(reason: SuppressionReason, a: Ground, b: Ground): number {
  const lasts = endOf(a) === endOf(b) ? 0 : endOf(b) - endOf(a);
  const age = textOrder(a.at, b.at);
  return (
    (reason === "UNSUBSCRIBE" ? -age || lasts : lasts || age) ||
    textOrder(a.source, b.source) ||
    textOrder(a.feedbackId ?? "", b.feedbackId ?? "") ||
    textOrder(a.spelling, b.spelling)
  );
}

/** All soft bounces that led to a suppression are one event of the entry: how often it is renewed depends on their order. */
function isOneMoreOfSoftBounces(grounds: Grounds, change: Suppress | Resubscribe): boolean {
  return change.kind === "suppress" && change.reason === "SOFT_BOUNCE" && grounds.SOFT_BOUNCE !== undefined;
}

function endedBefore(ground: Ground, at: string): boolean {
  return endOf(ground) * 1000 < Date.parse(at);
}

function endOf({ expiresAt = Infinity }: Ground): number {
  return expiresAt;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function textOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
