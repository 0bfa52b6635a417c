import { domainToASCII, domainToUnicode } from "node:url";

/** A value that should be a domain name and is not. The message names the value and what is allowed. */
export class DomainError extends Error {
  override readonly name = "DomainError";

  constructor(input: string, fault: string) {
    super(
      `${JSON.stringify(input)} is not a usable domain name: ${fault}. ` +
        "Allowed: at least two labels of 1 to 63 letters, digits and inner hyphens, separated by dots, " +
        "253 characters in all, such as mail.example.com.",
    );
  }
}

const MAX_NAME_LENGTH = 253;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const RECORD_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

// domainToASCII is the WHATWG URL host parser: it would cut "example.com/x", decode "%61" and drop tabs without a word.
const URL_SYNTAX = /[\s/\\:@?#%[\]]/;

/**
 * The one spelling of a domain name that this program compares and publishes: trimmed, lower case, internationalised
 * labels as A-labels (UTS #46), without the root dot.
 *
 * Sources: label and name lengths RFC 1035 2.3.4 (253 visible characters are 255 octets on the wire), letters, digits
 * and hyphens RFC 952 and RFC 1123 2.1, A-labels RFC 5890 2.3.2.1. An all-numeric last label is refused because it
 * would be read as an IPv4 address (RFC 1123 2.1).
 *
 * @throws DomainError when the value is not such a name; underscore labels are not (see `childName`).
 */
export function normaliseDomain(input: string): string {
  const trimmed = input.trim();
  if (trimmed === "") throw new DomainError(input, "it is empty");
  if (URL_SYNTAX.test(trimmed)) {
    throw new DomainError(input, "it contains a character that no domain name has (a URL or an address?)");
  }
  const ascii = domainToASCII(trimmed);
  if (ascii === "") throw new DomainError(input, "it cannot be written as an ASCII domain name");
  const name = ascii.endsWith(".") ? ascii.slice(0, -1) : ascii;
  const labels = name.split(".");
  checkLabels(input, name, labels, HOST_LABEL);
  if (!labels.every(isRealLabel))
    throw new DomainError(input, "it has a label that begins with xn-- and stands for nothing");
  if (labels.length < 2) throw new DomainError(input, "it has a single label");
  if (/^\d+$/.test(labels.at(-1) ?? "")) throw new DomainError(input, "its last label is a number");
  return name;
}

/**
 * False for a label that only looks like an A-label. Asked both ways, because newer versions of Node hand ASCII names
 * through as they are.
 */
function isRealLabel(label: string): boolean {
  if (!label.startsWith("xn--")) return true;
  const unicode = domainToUnicode(label);
  return unicode !== label && domainToASCII(unicode) === label;
}

/**
 * True when `domain` is `parent` or stands below it. Both are normalised first.
 * @throws DomainError
 */
export function isWithin(domain: string, parent: string): boolean {
  return normaliseDomain(domain) === normaliseDomain(parent) || isBelow(domain, parent);
}

/**
 * True when `domain` is a strict subdomain of `parent`. Both are normalised first.
 * @throws DomainError
 */
export function isBelow(domain: string, parent: string): boolean {
  return normaliseDomain(domain).endsWith(`.${normaliseDomain(parent)}`);
}

/**
 * The fully qualified name of `label` under `domain`. The label may have several parts and underscores, which service
 * names use (`_dmarc`, `token._domainkey`; RFC 8552).
 * @throws DomainError when a part is not allowed or the whole name is too long.
 */
export function childName(label: string, domain: string): string {
  const name = `${label.trim().toLowerCase()}.${normaliseDomain(domain)}`;
  checkLabels(name, name, name.split("."), RECORD_LABEL);
  return name;
}

function checkLabels(input: string, name: string, labels: readonly string[], allowed: RegExp): void {
  if (name.length > MAX_NAME_LENGTH) throw new DomainError(input, `it has ${name.length} characters`);
  for (const label of labels) {
    if (label === "") throw new DomainError(input, "it has an empty label");
    if (!allowed.test(label))
      throw new DomainError(input, `the label ${JSON.stringify(label)} is not allowed`);
  }
}
