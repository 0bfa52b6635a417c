import { type SuppressionEntry, type SuppressionReason, isSuppressed } from "../../mail/suppression/entry";
import { applyChange, instant } from "../../mail/suppression/merge";
import { EXIT, OpsError } from "../exit";
import { type Clock, MARKS, type Progress, type Report } from "../report";
import { changeEntry } from "./change";
import { csvOf, parseCsv } from "./csv";
import { entryLine } from "./one";
import type { OperatorTable } from "./ports";

export interface BulkParts {
  readonly table: OperatorTable;
  readonly clock: Clock;
  readonly progress: Progress;
}

/** `ses suppression list`: the entries that hold now. */
export async function list(reason: SuppressionReason | undefined, parts: BulkParts): Promise<Report> {
  const now = parts.clock.now() / 1000;
  const entries = (await all(parts)).filter(
    (entry) => isSuppressed(entry, now) && (reason === undefined || entry.reason === reason),
  );
  return {
    exitCode: EXIT.fine,
    lines: [...entries.map((entry) => `  ${entryLine(entry)}`), `${entries.length} suppressed.`],
    json: entries,
  };
}

/** `ses suppression export`: every entry as CSV, also those that do not hold any more. */
export async function exportAll(parts: BulkParts): Promise<Report> {
  const entries = await all(parts);
  return { exitCode: EXIT.fine, lines: csvOf(entries), json: entries };
}

/**
 * `ses suppression import`: suppresses the addresses of a CSV file. An address that an operator took back stays so, unless
 * the file heard of it later. With one problem in the file nothing is written.
 *
 * @param streams the stack's streams
 * @throws OpsError with every problem of the file
 */
export async function importAll(text: string, streams: readonly string[], parts: BulkParts): Promise<Report> {
  const { rows, problems, skipped } = parseCsv(text, streams);
  if (problems.length > 0)
    throw new OpsError(["The file is not imported:", ...problems].join("\n"), EXIT.wrongUse);
  let written = 0;
  let takenBack = 0;
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % 100 === 0) parts.progress(`${index} of ${rows.length} …`);
    const { address, spelling, scope, reason, at } = row;
    const after = await changeEntry(parts.table, address, scope, (before) => {
      if (before && at === undefined && before.removedAt !== undefined) {
        takenBack += 1;
        return undefined;
      }
      const fact = before?.facts[reason];
      if (fact && (at === undefined || fact.at >= instant(at))) return undefined;
      const change = {
        address,
        spelling,
        scope,
        reason,
        source: "IMPORT",
        at: at ?? parts.clock.now(),
      } as const;
      return applyChange(before, { kind: "suppress", ...change });
    });
    if (after) written += 1;
  }
  const there = rows.length - written - takenBack;
  return {
    exitCode: EXIT.fine,
    lines: [
      `  ${MARKS.good} ${written} of ${rows.length} written, ${there} were known already`,
      ...(takenBack > 0
        ? [`  ${MARKS.open} ${takenBack} were taken back by an operator and stay so; add them one by one`]
        : []),
      ...(skipped > 0
        ? [`  ${MARKS.note} ${skipped} lines do not hold or are soft bounces, and were skipped`]
        : []),
      `  ${MARKS.note} SES's own list was not changed`,
    ],
    json: { rows: rows.length, written, known: there, takenBack, skipped },
  };
}

async function all({ table, progress }: BulkParts): Promise<SuppressionEntry[]> {
  const entries: SuppressionEntry[] = [];
  progress("Reading the table …");
  for await (const page of table.pages()) entries.push(...page);
  return entries.sort((one, other) => (one.address + one.scope < other.address + other.scope ? -1 : 1));
}
