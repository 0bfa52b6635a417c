import { DomainError, normaliseDomain } from "./domains";

/** An address in the one spelling that is compared and stored, and as its owner wrote it. */
export interface NormalisedAddress {
  /** Key: lower case, `+tag` kept, quotes only where needed, A-label domain without root dot, Unicode NFC. */
  readonly address: string;
  /** The bare address as written. SES compares the local part of suppressed addresses with case. */
  readonly spelling: string;
}

/** What is wrong with an address, without the address. */
export type AddressFault =
  | "empty"
  | "unbalanced angle brackets"
  | "several addresses"
  | "no local part and domain"
  | "local part not allowed"
  | "domain not allowed"
  | "too long";

/** A value that should be one e-mail address and is not. It never carries the value: errors are logged. */
export class AddressError extends Error {
  override readonly name = "AddressError";

  constructor(readonly fault: AddressFault) {
    super(`Not a usable e-mail address: ${fault}. Wanted: one address such as user@example.com.`);
  }
}

// RFC 5321 4.5.3.1.1 and 4.5.3.1.3: 64 octets of local part, a path of 256 with its brackets.
const MAX_LOCAL_OCTETS = 64;
const MAX_ADDRESS_OCTETS = 254;

// RFC 5322 3.2.3 atext, with the non-ASCII of RFC 6531 3.3.
const ATEXT_AND_DOTS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u{80}-\u{10FFFF}-]+$/u;
const DOT_ATOM = /^[^.]+(?:\.[^.]+)*$/;
const QUOTED_LOCAL = /^"((?:[^"\\]|\\.)*)"@(.*)$/su;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * One spelling for one mailbox: trimmed, display name and angle brackets off, lower case (also the local part, which
 * RFC 5321 2.4 would let differ by case and no mailbox provider does), quotes only where RFC 5321 4.1.2 needs them,
 * the domain by `normaliseDomain`. Dots that a dot-atom does not allow (`a..b@`, seen at Japanese carriers) are
 * accepted and put in quotes. Idempotent.
 *
 * @throws AddressError, whose message holds only the kind of fault.
 */
export function normaliseAddress(raw: string): NormalisedAddress {
  const spelling = bareAddress(raw);
  const parts = splitAddress(spelling);
  const local = quoteWhereNeeded(parts.local.normalize("NFC").toLowerCase().normalize("NFC"));
  const address = `${local}@${addressDomain(parts.domain)}`;
  if (Buffer.byteLength(local) > MAX_LOCAL_OCTETS || Buffer.byteLength(address) > MAX_ADDRESS_OCTETS) {
    throw new AddressError("too long");
  }
  return { address, spelling };
}

/** The part before the last `@` of a normalised address; a quoted local part may hold another one. */
export function localPartOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("@")));
}

/** The domain of a normalised address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/**
 * Why a pattern cannot stand in an IAM condition on `ses:Recipients`, or undefined when it can. Allowed: `*@domain` or
 * a whole address, in normalised spelling, because `StringLike` compares with case (IAM User Guide, "Condition
 * operators"). A trailing `*` would match foreign domains (`user@example.com.attacker.example`), and `${` begins an
 * IAM policy variable.
 */
export function recipientPatternProblem(pattern: string): string | undefined {
  if (pattern !== pattern.trim() || pattern === "") return "it is empty or has spaces around it";
  if (pattern !== pattern.toLowerCase()) return "it must be lower case: IAM compares with case";
  if (pattern.endsWith("*")) return "it must not end in *: that lets every longer domain through";
  if (pattern.includes("?") || pattern.includes("${")) return "? and ${ have a meaning of their own in IAM";
  const domain = pattern.startsWith("*@") ? pattern.slice(2) : undefined;
  if ((domain ?? pattern).includes("*")) return "the only wildcard allowed is a leading *@";
  const wanted = "it must be *@domain or one whole address, the domain in ASCII without a final dot";
  try {
    const normalised = domain === undefined ? normaliseAddress(pattern).address : normaliseDomain(domain);
    return normalised === (domain ?? pattern) ? undefined : wanted;
  } catch (error) {
    if (error instanceof AddressError || error instanceof DomainError) return wanted;
    throw error;
  }
}

/**
 * Whether a pattern lets an address through. An invalid pattern lets nothing through. IAM itself compares the address
 * as the caller spelled it: one that matches here may still be refused there for its upper-case letters.
 * @throws AddressError
 */
export function matchesRecipientPattern(address: string, pattern: string): boolean {
  const normalised = normaliseAddress(address).address;
  if (recipientPatternProblem(pattern) !== undefined) return false;
  return pattern.startsWith("*@") ? domainOf(normalised) === pattern.slice(2) : normalised === pattern;
}

function bareAddress(raw: string): string {
  const text = raw.trim();
  if (text === "") throw new AddressError("empty");
  const open = indexOutsideQuotes(text, "<");
  const bare = open === -1 ? text : text.slice(open + 1, -1).trim();
  if ((open !== -1 && !text.endsWith(">")) || indexOutsideQuotes(bare, "<>") !== -1) {
    throw new AddressError("unbalanced angle brackets");
  }
  if (bare === "") throw new AddressError("empty");
  if (indexOutsideQuotes(bare, ",;") !== -1) throw new AddressError("several addresses");
  return bare;
}

function indexOutsideQuotes(text: string, wanted: string): number {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted && character === "\\") index += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && wanted.includes(character)) return index;
  }
  return -1;
}

function splitAddress(bare: string): { local: string; domain: string } {
  const quoted = QUOTED_LOCAL.exec(bare);
  const at = bare.lastIndexOf("@");
  if (at === -1) throw new AddressError("no local part and domain");
  const local = quoted?.[1]?.replaceAll(/\\(.)/gsu, "$1") ?? bare.slice(0, at);
  const domain = quoted?.[2] ?? bare.slice(at + 1);
  if (local === "" || domain === "") throw new AddressError("no local part and domain");
  const allowed = !INVISIBLE.test(local) && (quoted !== null || ATEXT_AND_DOTS.test(local));
  if (!allowed || (quoted === null && /\s/u.test(local))) throw new AddressError("local part not allowed");
  return { local, domain };
}

function quoteWhereNeeded(local: string): string {
  if (ATEXT_AND_DOTS.test(local) && DOT_ATOM.test(local) && !/\s/u.test(local)) return local;
  return `"${local.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}

function addressDomain(domain: string): string {
  if (domain !== domain.trim()) throw new AddressError("domain not allowed");
  try {
    return normaliseDomain(domain);
  } catch (error) {
    // A DomainError names the domain, which is half of somebody's address.
    if (error instanceof DomainError) throw new AddressError("domain not allowed");
    throw error;
  }
}
