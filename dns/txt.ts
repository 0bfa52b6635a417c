import { joinStrings } from "../mail/characterStrings";

/** A character-string has a one-octet length in front (RFC 1035 3.3). */
const MAX_STRING_OCTETS = 255;

/**
 * TXT content as Cloudflare wants it: RFC 1035 character-strings in quotes, at most 255 octets each, one space between
 * them. Cloudflare accepts unquoted content with a warning, and splits long values itself, after which every preview
 * shows a difference (cloudflare/terraform-provider-cloudflare #5383, #6238, #6354).
 *
 * Content that is quoted already is joined and written again, so the function is idempotent. A value whose own text
 * begins and ends with a quote therefore has to be given quoted.
 */
export function quoteTxt(value: string): string {
  return splitOctets(unquoteTxt(value))
    .map((string) => `"${string.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`)
    .join(" ");
}

/** The text behind TXT content: quoted strings joined with nothing between, escapes resolved. */
export function unquoteTxt(content: string): string {
  return joinStrings(content);
}

/** Cuts before the code point that would not fit: half a UTF-8 sequence could not be written as text. */
function splitOctets(text: string): readonly string[] {
  const strings: string[] = [];
  let current = "";
  let octets = 0;
  // A lone surrogate has no UTF-8 form; Buffer replaces it here, once, instead of differently on every pass.
  for (const character of Buffer.from(text, "utf8").toString("utf8")) {
    const size = Buffer.byteLength(character, "utf8");
    if (octets + size > MAX_STRING_OCTETS) {
      strings.push(current);
      current = "";
      octets = 0;
    }
    current += character;
    octets += size;
  }
  return [...strings, current];
}
