import { AddressError, normaliseAddress } from "../../mail/addresses";
import { EVERY_STREAM, type SuppressionEntry } from "../../mail/suppression/entry";
import { GIVEN_REASONS, type GivenReason, isGivenReason } from "./ports";

/** Columns of an export. An import reads the first four by their names, and needs only the first. */
export const COLUMNS = [
  "address",
  "scope",
  "reason",
  "lastSeen",
  "source",
  "firstSeen",
  "removedAt",
  "expiresAt",
] as const;

/** One line of an import. */
export interface ImportRow {
  readonly address: string;
  readonly spelling: string;
  readonly scope: string;
  readonly reason: GivenReason;
  /** When it was last heard, epoch milliseconds; absent where the file does not say. */
  readonly at?: number;
}

export interface ParsedCsv {
  readonly rows: readonly ImportRow[];
  /** What is wrong with the file, a line each, without anybody's address. */
  readonly problems: readonly string[];
  /** Lines of soft bounces or of what does not hold any more, which are not imported. */
  readonly skipped: number;
}

/**
 * Reads addresses to suppress: CSV (RFC 4180) whose first line names the columns `address`, and if wanted `scope`,
 * `reason`, `lastSeen`.
 *
 * @param streams the stack's streams
 */
export function parseCsv(text: string, streams: readonly string[]): ParsedCsv {
  const lines = records(text.replace(/^\uFEFF/, ""));
  if (lines === undefined)
    return { rows: [], problems: ["a quoted field is not closed, or has text behind it"], skipped: 0 };
  const [head, ...body] = lines;
  const names = head?.map((name) => name.trim()) ?? [];
  if (!names.includes("address"))
    return { rows: [], problems: ["line 1: expected the columns' names, address among them"], skipped: 0 };
  const rows: ImportRow[] = [];
  const problems: string[] = [];
  let skipped = 0;
  body.forEach((fields, index) => {
    const field = (name: string) => fields[names.indexOf(name)]?.trim() ?? "";
    const wrong = (what: string) => problems.push(`line ${index + 2}: ${what}`);
    if (field("reason") === "SOFT_BOUNCE" || field("removedAt") !== "") {
      skipped += 1;
      return;
    }
    const scope = field("scope") || EVERY_STREAM;
    const reason = field("reason") || "MANUAL";
    const at = field("lastSeen") === "" ? undefined : Date.parse(field("lastSeen"));
    if (scope !== EVERY_STREAM && !streams.includes(scope)) wrong(`scope is not * or ${streams.join(", ")}`);
    else if (!isGivenReason(reason)) wrong(`reason is not one of ${GIVEN_REASONS.join(", ")}`);
    else if (at !== undefined && Number.isNaN(at)) wrong("lastSeen is no instant as 2026-11-25T10:00:00Z");
    else
      try {
        rows.push({ ...normaliseAddress(field("address")), scope, reason, ...(at !== undefined && { at }) });
      } catch (error) {
        if (!(error instanceof AddressError)) throw error;
        wrong(error.message);
      }
  });
  return { rows, problems, skipped };
}

/** Entries as CSV, with the columns' names. */
export function csvOf(entries: readonly SuppressionEntry[]): string[] {
  return [
    COLUMNS.join(","),
    ...entries.map((entry) => COLUMNS.map((name) => quoted(String(entry[name] ?? ""))).join(",")),
  ];
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Fields of each line that is not empty, or undefined where quotes do not match. A quoted field may hold line breaks. */
function records(text: string): string[][] | undefined {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const all: string[][] = [];
  let current: string[] = [];
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, inQuotes, plain = "", end] = match;
    current.push(inQuotes?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    if (current.some((one) => one.trim() !== "")) all.push(current);
    current = [];
    if (end === "") return all;
  }
  return undefined;
}
