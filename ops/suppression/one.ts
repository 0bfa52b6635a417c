import { normaliseAddress, AddressError } from "../../mail/addresses";
import { EVERY_STREAM, type SuppressionEntry, isSuppressed } from "../../mail/suppression/entry";
import { applyChange, removeEntry } from "../../mail/suppression/merge";
import { EXIT, OpsError } from "../exit";
import { type Clock, MARKS, type Report } from "../report";
import { changeEntry } from "./change";
import type { GivenReason, OperatorTable, SesList } from "./ports";

export interface ListParts {
  readonly table: OperatorTable;
  readonly ses: SesList;
  readonly clock: Clock;
}

/** `ses suppression check`: whether an address may be mailed. Exit code 1 when it may not in some scope. */
export async function check(raw: string, { table, ses, clock }: ListParts): Promise<Report> {
  const { address, spelling } = addressOf(raw);
  const entries = await table.entriesOf(address);
  const inSes = await sesReasons(ses, spellings(address, spelling, entries));
  const holding = entries.filter((entry) => holds(entry, clock));
  return {
    exitCode: holding.length === 0 && inSes.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...entries.map((entry) => `  ${holds(entry, clock) ? MARKS.bad : MARKS.good} ${entryLine(entry)}`),
      ...(entries.length === 0 ? [`  ${MARKS.good} the table has no entry`] : []),
      ...inSes.map((one) => `  ${MARKS.bad} SES's own list: ${one.reason} (as ${one.address})`),
      ...(inSes.length === 0 ? [`  ${MARKS.good} SES's own list does not have it`] : []),
    ],
    json: { address, entries, ses: inSes, suppressed: holding.map(({ scope }) => scope) },
  };
}

export interface AddArgs {
  readonly scope: string;
  readonly reason: GivenReason;
}

/** `ses suppression add`: an operator's word that an address is not mailed; for every stream, SES is told too. */
export async function add(raw: string, { scope, reason }: AddArgs, parts: ListParts): Promise<Report> {
  const { table, ses, clock } = parts;
  const { address, spelling } = addressOf(raw);
  const at = clock.now();
  const entry = await changeEntry(table, address, scope, (before) =>
    applyChange(before, { kind: "suppress", address, spelling, scope, reason, source: "OPERATOR", at }),
  );
  const lines = [`  ${MARKS.good} ${entry ? entryLine(entry) : address}`];
  let inSes: boolean | undefined;
  if (scope === EVERY_STREAM) {
    inSes = await ses.put(spelling, reason === "COMPLAINT" ? "COMPLAINT" : "BOUNCE");
    lines.push(
      inSes
        ? `  ${MARKS.good} on SES's own list too`
        : `  ${MARKS.note} SES refuses to put it on its own list: in the sandbox it takes no address. The table holds it.`,
    );
  }
  return { exitCode: EXIT.fine, lines, json: { address, entry, ses: inSes } };
}

/**
 * `ses suppression remove`: an operator takes an address back. What was heard of it until now does not hold any more;
 * what happens later does.
 *
 * @param scope the one scope; every scope when absent, and SES's own list then too
 */
export async function remove(raw: string, scope: string | undefined, parts: ListParts): Promise<Report> {
  const { table, ses, clock } = parts;
  const { address, spelling } = addressOf(raw);
  const entries = await table.entriesOf(address);
  const removed: SuppressionEntry[] = [];
  for (const entry of entries.filter((one) => scope === undefined || one.scope === scope)) {
    const after = await changeEntry(table, address, entry.scope, (before) =>
      before && holds(before, clock) ? removeEntry(before, clock.now()) : undefined,
    );
    if (after) removed.push(after);
  }
  const fromSes: string[] = [];
  if (scope === undefined)
    for (const one of spellings(address, spelling, entries)) if (await ses.remove(one)) fromSes.push(one);
  const nothing = removed.length === 0 && fromSes.length === 0;
  return {
    exitCode: nothing ? EXIT.notReady : EXIT.fine,
    lines: [
      ...removed.map((entry) => `  ${MARKS.good} ${entryLine(entry)}`),
      ...fromSes.map((one) => `  ${MARKS.good} taken off SES's own list (as ${one})`),
      ...(nothing
        ? [`  ${MARKS.open} ${address} was not suppressed${scope === undefined ? "" : ` in ${scope}`}`]
        : []),
    ],
    json: { address, removed, ses: fromSes },
  };
}

/** @throws OpsError without the address: what is refused may be anything */
export function addressOf(raw: string) {
  try {
    return normaliseAddress(raw);
  } catch (error) {
    if (error instanceof AddressError) throw new OpsError(error.message, EXIT.wrongUse);
    throw error;
  }
}

function holds(entry: SuppressionEntry, clock: Clock): boolean {
  return isSuppressed(entry, clock.now() / 1000);
}

/** SES compares the part before the @ with case, so that each spelling is an address of its own there. */
function spellings(address: string, spelling: string, entries: readonly SuppressionEntry[]): string[] {
  return [...new Set([address, spelling, ...entries.map((entry) => entry.spelling)])];
}

async function sesReasons(ses: SesList, addresses: readonly string[]) {
  const found: { address: string; reason: string }[] = [];
  for (const address of addresses) {
    const reason = await ses.reasonOf(address);
    if (reason !== undefined) found.push({ address, reason });
  }
  return found;
}

export function entryLine({
  address,
  scope,
  reason,
  source,
  lastSeen,
  removedAt,
  expiresAt,
}: SuppressionEntry) {
  const ends = expiresAt === undefined ? "" : `, until ${new Date(expiresAt * 1000).toISOString()}`;
  const taken = removedAt === undefined ? "" : `, does not hold since ${removedAt}`;
  return `${address} ${scope === EVERY_STREAM ? "every stream" : scope}: ${reason} (${source}), last ${lastSeen}${ends}${taken}`;
}
