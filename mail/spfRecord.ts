import { isIPv4, isIPv6 } from "node:net";
import { joinStrings } from "./characterStrings";

/** RFC 7208 4.6.4: more terms that cause DNS look-ups than this, and every receiver answers permerror. */
export const SPF_LOOKUP_LIMIT = 10;

/** One term of an SPF record. `text` is the term as written, `start` its offset in `SpfRecord.text`. */
export type SpfTerm = SpfMechanism | SpfModifier;

/** A mechanism (RFC 7208 5): `name` in lower case; `value` the domain or network without its prefix length. */
export interface SpfMechanism {
  readonly kind: "mechanism";
  readonly qualifier: "+" | "-" | "~" | "?";
  readonly name: string;
  readonly value?: string;
  readonly text: string;
  readonly start: number;
}

/** A modifier (RFC 7208 6), `name=value`: `name` in lower case. */
export interface SpfModifier {
  readonly kind: "modifier";
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly start: number;
}

/** A parsed SPF record; `text` is the record with its character-strings joined. */
export interface SpfRecord {
  readonly text: string;
  readonly terms: readonly SpfTerm[];
}

/** A record that receivers would answer with permerror; the message names the term. */
export class SpfSyntaxError extends Error {
  override readonly name = "SpfSyntaxError";
}

/** Whether a receiver takes this text for an SPF record: `v=spf1`, then a space or the end (RFC 7208 4.5). */
export function isSpfRecord(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/**
 * Reads an SPF record, quoted or not, by the grammar of RFC 7208 12. Macros are checked for form, not expanded.
 * @throws SpfSyntaxError
 */
export function parseSpf(record: string): SpfRecord {
  const text = joinStrings(record);
  if (!isSpfRecord(text))
    throw new SpfSyntaxError(`Not an SPF record, it must begin with "v=spf1 ": ${text}`);
  const terms: SpfTerm[] = [];
  for (const match of text.matchAll(/[^ ]+/g)) {
    if (match.index > 0) terms.push(parseTerm(match[0], match.index));
  }
  for (const name of ["redirect", "exp"]) {
    if (terms.filter((term) => term.kind === "modifier" && term.name === name).length > 1) {
      throw new SpfSyntaxError(`${name}= stands more than once (RFC 7208 6): ${text}`);
    }
  }
  return { text, terms };
}

const LOOKUP_MECHANISMS: ReadonlySet<string> = new Set(["include", "a", "mx", "ptr", "exists"]);

/**
 * How many terms of this record itself cause DNS look-ups, a lower bound of what a receiver counts (RFC 7208 4.6.4).
 * Mechanisms after the first `all` are never evaluated (5.1), `redirect` not when there is an `all` (6.1).
 * @throws SpfSyntaxError when given a text that is not an SPF record.
 */
export function countLookups(record: string | SpfRecord): number {
  const { terms } = typeof record === "string" ? parseSpf(record) : record;
  const all = terms.findIndex(isAll);
  const evaluated = all === -1 ? terms : terms.slice(0, all);
  return evaluated.filter((term) =>
    term.kind === "mechanism" ? LOOKUP_MECHANISMS.has(term.name) : term.name === "redirect" && all === -1,
  ).length;
}

/** Whether the term is the `all` mechanism, with any qualifier. */
export function isAll(term: SpfTerm): boolean {
  return term.kind === "mechanism" && term.name === "all";
}

function parseTerm(text: string, start: number): SpfTerm {
  const match = /^([+\-~?]?)([a-z][a-z0-9_.-]*)([:=/].*)?$/i.exec(text);
  const name = match?.[2]?.toLowerCase();
  if (match === null || name === undefined) throw new SpfSyntaxError(`Not an SPF term: ${text}`);
  const argument = match[3] ?? "";
  if (argument.startsWith("=")) {
    const value = argument.slice(1);
    if (match[1] !== "" || !isModifierValue(name, value))
      throw new SpfSyntaxError(`Not an SPF modifier: ${text}`);
    return { kind: "modifier", name, value, text, start };
  }
  const value = mechanismValue(name, argument);
  if (value === undefined) throw new SpfSyntaxError(`Not an SPF mechanism: ${text}`);
  return {
    kind: "mechanism",
    qualifier: qualifierOf(match[1]),
    name,
    ...(value === "" ? {} : { value }),
    text,
    start,
  };
}

function qualifierOf(written: string | undefined): SpfMechanism["qualifier"] {
  return written === "-" || written === "~" || written === "?" ? written : "+";
}

/** The domain or network of a mechanism, empty when it has none, undefined when the mechanism is not valid. */
function mechanismValue(name: string, argument: string): string | undefined {
  switch (name) {
    case "all":
      return argument === "" ? "" : undefined;
    case "include":
    case "exists":
      return argument.startsWith(":") && isDomainSpec(argument.slice(1)) ? argument.slice(1) : undefined;
    case "ptr":
      return argument === "" || isDomainSpec(argument.slice(1)) ? argument.slice(1) : undefined;
    case "a":
    case "mx":
      return hostValue(argument);
    case "ip4":
      return networkValue(argument, isIPv4, 32);
    case "ip6":
      return networkValue(argument, isIPv6, 128);
    default:
      return undefined;
  }
}

function hostValue(argument: string): string | undefined {
  const match = /^(?::(.+?))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(argument);
  if (match === null || !isPrefix(match[2], 32) || !isPrefix(match[3], 128)) return undefined;
  const domain = match[1];
  return domain === undefined || isDomainSpec(domain) ? (domain ?? "") : undefined;
}

function networkValue(
  argument: string,
  isAddress: (text: string) => boolean,
  bits: number,
): string | undefined {
  const match = /^:([^/]+)(?:\/(\d{1,3}))?$/.exec(argument);
  const address = match?.[1];
  return address !== undefined && isAddress(address) && isPrefix(match?.[2], bits) ? address : undefined;
}

function isPrefix(written: string | undefined, bits: number): boolean {
  return written === undefined || (/^(?:0|[1-9]\d*)$/.test(written) && Number(written) <= bits);
}

function isModifierValue(name: string, value: string): boolean {
  return name === "redirect" || name === "exp" ? isDomainSpec(value) : isMacroString(value);
}

const MACRO = /%(?:\{[slodiphcrtv]\d*r?[.\-+,/_=]*\}|[%_-])/gi;

function isMacroString(text: string): boolean {
  return /^[\x21-\x24\x26-\x7e]*$/.test(text.replaceAll(MACRO, ""));
}

/** RFC 7208 7.1 `domain-spec`: visible ASCII and macros, ending in a macro or in a top label that is no number. */
function isDomainSpec(text: string): boolean {
  if (!isMacroString(text)) return false;
  const endsInMacro = [...text.matchAll(MACRO)].some(
    (macro) => macro.index + macro[0].length === text.length,
  );
  return endsInMacro || /\.(?!\d+\.?$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?$/i.test(text);
}
