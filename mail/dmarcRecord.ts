import { joinStrings } from "./characterStrings";
import { childName } from "./domains";
import { parseReportUris, reportUri, type ReportUriWarningCode } from "./dmarcReports";
import { DMARC_POLICIES, type DmarcPolicy } from "./dmarcStages";
import type { Finding } from "./finding";

/** The tags of RFC 9989 4.7. */
export const DMARC_TAGS = ["v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "t", "psd"] as const;

export type DmarcTag = (typeof DMARC_TAGS)[number];
export type DmarcErrorCode =
  "not-a-dmarc-record" | "repeated-tag" | "invalid-policy" | "invalid-dmarc-syntax";
export type DmarcWarningCode =
  | "pct-removed"
  | "rf-removed"
  | "ri-removed"
  | "unknown-tag"
  | "policy-missing"
  | "invalid-tag-value"
  | ReportUriWarningCode;

/**
 * A DMARC record as receivers read it. `tags` holds the tags they use: known and valid ones, their values trimmed and,
 * except in URIs, lower case.
 */
export interface ParsedDmarc {
  readonly tags: Readonly<Partial<Record<DmarcTag, string>>>;
  readonly warnings: readonly Finding<DmarcWarningCode>[];
  readonly errors: readonly Finding<DmarcErrorCode>[];
}

export type DmarcAlignment = "relaxed" | "strict";

export interface DmarcSettings {
  readonly policy: DmarcPolicy;
  readonly subdomainPolicy?: DmarcPolicy;
  /** For subdomains that do not exist (tag `np`); receivers that know only RFC 7489 ignore it. */
  readonly nonexistentSubdomainPolicy?: DmarcPolicy;
  readonly testing?: boolean;
  /** Addresses for aggregate reports. */
  readonly reports: readonly string[];
  readonly dkimAlignment?: DmarcAlignment;
  readonly spfAlignment?: DmarcAlignment;
}

// RFC 9989 4.8; null: any value.
const ALLOWED_VALUES: Readonly<Record<DmarcTag, readonly string[] | null>> = {
  v: null,
  p: DMARC_POLICIES,
  sp: DMARC_POLICIES,
  np: DMARC_POLICIES,
  adkim: ["r", "s"],
  aspf: ["r", "s"],
  rua: null,
  ruf: null,
  fo: ["0", "1", "d", "s", "d:s", "s:d"],
  t: ["y", "n"],
  psd: ["y", "n", "u"],
};

const REMOVED_TAGS: ReadonlyMap<string, DmarcWarningCode> = new Map([
  ["pct", "pct-removed"],
  ["rf", "rf-removed"],
  ["ri", "ri-removed"],
]);

/** Where the DMARC record of a domain stands (RFC 9989 4.5). */
export function dmarcName(domain: string): string {
  return childName("_dmarc", domain);
}

/** Whether receivers take this text for a DMARC record: `v=DMARC1` first, the value in capitals (RFC 9989 4.7, 4.8). */
export function isDmarcRecord(record: string): boolean {
  return /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(joinStrings(record));
}

/**
 * Reads a DMARC record, quoted or not, as RFC 9989 4.7 tells receivers to: unknown tags are ignored, as is a value
 * that is not allowed. A policy that is not allowed is an error here, because its owner surely did not mean `none`.
 * A tag that stands twice makes the whole list invalid (RFC 6376 3.2, whose syntax this is).
 */
export function parseDmarc(record: string): ParsedDmarc {
  const text = joinStrings(record);
  const tags: Partial<Record<DmarcTag, string>> = {};
  const warnings: Finding<DmarcWarningCode>[] = [];
  const errors: Finding<DmarcErrorCode>[] = [];
  if (!isDmarcRecord(text)) {
    errors.push({ code: "not-a-dmarc-record", message: `It must begin with "v=DMARC1;": ${text}` });
    return { tags, warnings, errors };
  }
  const seen = new Set<string>();
  for (const part of text.split(";").filter((tag) => tag.trim() !== "")) {
    const { name, value } = splitTag(part, seen.size === 0);
    if (value === undefined) {
      errors.push({ code: "invalid-dmarc-syntax", message: `Not a tag with a value: ${part.trim()}` });
    } else if (seen.has(name)) {
      errors.push({
        code: "repeated-tag",
        message: `The tag ${name} stands twice; receivers drop such a record.`,
      });
    } else if (isKnownTag(name)) {
      useTag(name, value, tags, warnings, errors);
    } else {
      warnings.push(ignoredTag(name));
    }
    seen.add(name);
  }
  if (!seen.has("p")) {
    warnings.push({
      code: "policy-missing",
      message: "There is no p tag; it counts as p=none since RFC 9989.",
    });
  }
  return { tags, warnings, errors };
}

/**
 * The text of a DMARC record. `p` follows `v` at once, as RFC 7489 demanded and old receivers still do.
 * @throws AddressError
 */
export function buildDmarc(settings: DmarcSettings): string {
  const { policy, subdomainPolicy, nonexistentSubdomainPolicy, dkimAlignment, spfAlignment } = settings;
  const tags: readonly (readonly [DmarcTag, string | undefined])[] = [
    ["v", "DMARC1"],
    ["p", policy],
    ["sp", subdomainPolicy],
    ["np", nonexistentSubdomainPolicy],
    ["t", settings.testing === true ? "y" : undefined],
    ["adkim", dkimAlignment?.charAt(0)],
    ["aspf", spfAlignment?.charAt(0)],
    ["rua", settings.reports.length > 0 ? settings.reports.map(reportUri).join(",") : undefined],
  ];
  return tags.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join("; ");
}

function splitTag(part: string, first: boolean): { name: string; value: string | undefined } {
  const equals = part.indexOf("=");
  const name = (equals === -1 ? part : part.slice(0, equals)).trim();
  const value = equals === -1 ? "" : part.slice(equals + 1).trim();
  // Tag names are compared with case (RFC 6376 3.2); only the grammar of the version tag is a literal "v".
  return { name: first ? name.toLowerCase() : name, value: value === "" ? undefined : value };
}

function isKnownTag(name: string): name is DmarcTag {
  return Object.hasOwn(ALLOWED_VALUES, name);
}

function useTag(
  name: DmarcTag,
  written: string,
  tags: Partial<Record<DmarcTag, string>>,
  warnings: Finding<DmarcWarningCode>[],
  errors: Finding<DmarcErrorCode>[],
): void {
  const allowed = ALLOWED_VALUES[name];
  if (allowed === null) {
    tags[name] = written;
    if (name === "rua" || name === "ruf") warnings.push(...parseReportUris(written).warnings);
    return;
  }
  const value = written.toLowerCase();
  const message = `${name}=${written} is not allowed; receivers ignore the value. Allowed: ${allowed.join(", ")}.`;
  if (allowed.includes(value)) tags[name] = value;
  else if (allowed === DMARC_POLICIES) errors.push({ code: "invalid-policy", message });
  else warnings.push({ code: "invalid-tag-value", message });
}

function ignoredTag(name: string): Finding<DmarcWarningCode> {
  const removed = REMOVED_TAGS.get(name);
  if (removed === undefined) return { code: "unknown-tag", message: `Receivers ignore the tag ${name}.` };
  const instead = name === "pct" ? "; t=y takes its place" : "";
  return { code: removed, message: `The tag ${name} is no longer part of DMARC since RFC 9989${instead}.` };
}
