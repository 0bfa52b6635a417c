import { joinStrings } from "./characterStrings";
import type { Finding } from "./finding";
import { countLookups, isAll, isSpfRecord, parseSpf, SPF_LOOKUP_LIMIT, SpfSyntaxError } from "./spfRecord";
import type { SpfRecord, SpfTerm } from "./spfRecord";

export { joinStrings } from "./characterStrings";
export { countLookups, isSpfRecord, parseSpf, SPF_LOOKUP_LIMIT, SpfSyntaxError } from "./spfRecord";
export type { SpfMechanism, SpfModifier, SpfRecord, SpfTerm } from "./spfRecord";

export type SpfErrorCode = "multiple-spf-records" | "too-many-lookups" | "invalid-spf-syntax";
export type SpfWarningCode = "looks-like-spf" | "not-an-spf-host" | "include-without-pass" | "long-record";

/**
 * The record to publish, or why there is none. `record` is unquoted text, except when nothing changed: then it is
 * exactly what was found, quotes and all.
 */
export type SpfMerge =
  | {
      readonly ok: true;
      readonly record: string;
      readonly changed: boolean;
      readonly warnings: readonly Finding<SpfWarningCode>[];
    }
  | { readonly ok: false; readonly error: Finding<SpfErrorCode> };

const SES_API_HOST_MISTAKEN_FOR_SPF = "ses.amazonaws.com";
const NOT_NEEDED =
  "SES does not need this record: with a MAIL FROM subdomain receivers check the SPF record of that subdomain.";

// RFC 7208 3.4: above 450 octets a DNS answer may not fit into one 512-octet packet.
const COMFORTABLE_OCTETS = 450;

/**
 * Adds `include:<include>` to the one SPF record among the TXT records of a name. No other term is changed or moved.
 *
 * - No SPF record: `v=spf1 include:… ~all`. Records that only look like SPF are left alone, with a warning.
 * - The include stands before the first `all` (`+` or no qualifier, any letter case): the record comes back as found.
 * - Otherwise it goes before the first `all`, else before the first `redirect=`, else at the end. After `all` it would
 *   never be evaluated (RFC 7208 5.1), and an added `all` would switch a `redirect` off (6.1).
 * - Several SPF records are an error for receivers (4.5); which of them is meant is their owner's decision.
 * - More than ten terms with look-ups are an error for receivers (4.6.4), whether this include is new or not.
 *
 * Source for the include and for `NOT_NEEDED`: SES Developer Guide, "Authenticating Email with SPF in Amazon SES".
 */
export function mergeSpf(existing: readonly string[], include: string): SpfMerge {
  const host = plainHost(include);
  const texts = existing.map((raw) => ({ raw, text: joinStrings(raw) }));
  const found = texts.filter(({ text }) => isSpfRecord(text));
  try {
    const addition = parseSpf(`v=spf1 include:${host} ~all`);
    if (found.length > 1) return failure("multiple-spf-records", severalRecords(found, host));
    const warnings = texts.flatMap(({ text }) => [...lookAlikeWarnings(text), ...hostWarnings(text)]);
    const only = found[0];
    if (only === undefined) return { ok: true, record: addition.text, changed: true, warnings };
    const record = parseSpf(only.text);
    const changed = !hasLiveInclude(record, host);
    const merged = changed ? insertInclude(record, host) : record;
    const lookups = countLookups(merged);
    if (lookups > SPF_LOOKUP_LIMIT) return failure("too-many-lookups", tooMany(merged, lookups));
    return {
      ok: true,
      record: changed ? merged.text : only.raw,
      changed,
      warnings: [...warnings, ...recordWarnings(merged, host)],
    };
  } catch (error) {
    if (error instanceof SpfSyntaxError) return failure("invalid-spf-syntax", error.message);
    throw error;
  }
}

function failure(code: SpfErrorCode, message: string): SpfMerge {
  return { ok: false, error: { code, message } };
}

/** SPF compares domains without case and root dot (RFC 7208 4.3, 12). */
function plainHost(domain: string): string {
  return domain.trim().replace(/\.$/, "").toLowerCase();
}

function isIncludeOf(term: SpfTerm, host: string): boolean {
  return term.kind === "mechanism" && term.name === "include" && plainHost(term.value ?? "") === host;
}

function beforeAll(record: SpfRecord): readonly SpfTerm[] {
  const all = record.terms.findIndex(isAll);
  return all === -1 ? record.terms : record.terms.slice(0, all);
}

function hasLiveInclude(record: SpfRecord, host: string): boolean {
  return beforeAll(record).some(
    (term) => isIncludeOf(term, host) && term.kind === "mechanism" && term.qualifier === "+",
  );
}

function insertInclude(record: SpfRecord, host: string): SpfRecord {
  const { terms, text } = record;
  const isRedirect = (term: SpfTerm): boolean => term.kind === "modifier" && term.name === "redirect";
  const next = terms.find(isAll) ?? terms.find(isRedirect);
  const merged =
    next === undefined
      ? `${text.trimEnd()} include:${host}`
      : `${text.slice(0, next.start)}include:${host} ${text.slice(next.start)}`;
  return parseSpf(merged);
}

function lookAlikeWarnings(text: string): readonly Finding<SpfWarningCode>[] {
  if (isSpfRecord(text) || !/^\s*v\s*[=:;]?\s*spf/i.test(text)) return [];
  const message = `This TXT record looks like SPF but is none: it must begin with "v=spf1 ". Left alone: ${text}`;
  return [{ code: "looks-like-spf", message }];
}

function hostWarnings(text: string): readonly Finding<SpfWarningCode>[] {
  const terms = text.toLowerCase().split(" ");
  if (!terms.some((term) => term.endsWith(`include:${SES_API_HOST_MISTAKEN_FOR_SPF}`))) return [];
  const message = `${SES_API_HOST_MISTAKEN_FOR_SPF} is not an SPF host, SES publishes amazonses.com: ${text}`;
  return [{ code: "not-an-spf-host", message }];
}

function recordWarnings(record: SpfRecord, host: string): readonly Finding<SpfWarningCode>[] {
  const warnings: Finding<SpfWarningCode>[] = [];
  const blocking = beforeAll(record).find((term) => isIncludeOf(term, host));
  if (blocking?.kind === "mechanism" && blocking.qualifier !== "+") {
    const message = `${blocking.text} stands before include:${host} and decides first: remove it if SES may send.`;
    warnings.push({ code: "include-without-pass", message });
  }
  const octets = Buffer.byteLength(record.text, "utf8");
  if (octets > COMFORTABLE_OCTETS) {
    const message = `The record has ${octets} octets; above ${COMFORTABLE_OCTETS} some resolvers lose the answer.`;
    warnings.push({ code: "long-record", message });
  }
  return warnings;
}

function tooMany(record: SpfRecord, lookups: number): string {
  return (
    `${lookups} terms of the record cause DNS look-ups, receivers allow ${SPF_LOOKUP_LIMIT} and then fail all mail ` +
    `of the domain. ${NOT_NEEDED} To keep the include, remove other terms first: ${record.text}`
  );
}

function severalRecords(found: readonly { text: string }[], host: string): string {
  const texts = found.map(({ text }) => text);
  const offer = offeredMerge(texts, host);
  const advice =
    offer === undefined
      ? "They cannot be put together mechanically: keep one and add the other's senders by hand."
      : `If all of their senders are meant, this one record says so with the strictest all:\n  ${offer}`;
  return `The name has ${texts.length} SPF records, receivers accept none of them:\n  ${texts.join("\n  ")}\n${advice}`;
}

/** Every mechanism once and the strictest `all`; undefined when syntax, a modifier or the look-up limit forbids it. */
function offeredMerge(texts: readonly string[], host: string): string | undefined {
  const records = texts.map(parsedOrUndefined).filter((record) => record !== undefined);
  if (records.length < texts.length) return undefined;
  if (records.some(({ terms }) => terms.some((term) => term.kind === "modifier"))) return undefined;
  const kept = new Map<string, string>();
  for (const term of records.flatMap(beforeAll)) {
    const key = term.text.toLowerCase().replace(/^\+/, "");
    if (!kept.has(key)) kept.set(key, term.text);
  }
  if (!kept.has(`include:${host}`)) kept.set(`include:${host}`, `include:${host}`);
  const alls = records.flatMap(({ terms }) => terms.filter(isAll)).map((term) => term.text.toLowerCase());
  const strictest = ["-all", "~all", "?all", "+all", "all"].find((all) => alls.includes(all));
  const offer = ["v=spf1", ...kept.values(), ...(strictest === undefined ? [] : [strictest])].join(" ");
  return countLookups(offer) > SPF_LOOKUP_LIMIT ? undefined : offer;
}

function parsedOrUndefined(text: string): SpfRecord | undefined {
  try {
    return parseSpf(text);
  } catch (error) {
    if (error instanceof SpfSyntaxError) return undefined;
    throw error;
  }
}
