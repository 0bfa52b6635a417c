const QUOTE = '"';
const BACKSLASH = "\\";

/**
 * The text of a TXT record whose content may be given as quoted character-strings: they are joined with nothing
 * between them, because a long value is cut anywhere, also inside a word (RFC 7208 3.3, RFC 9989 4.5). Content that is
 * not wholly made of quoted strings is the text already and comes back as it is.
 */
export function joinStrings(record: string): string {
  const strings = parseCharacterStrings(record);
  return strings === undefined ? record : Buffer.concat(strings).toString("utf8");
}

/**
 * The character-strings of a TXT record in master file format (RFC 1035 5.1): quoted, white space between them,
 * `\X` for a character and `\DDD` for an octet. Octets, because a multi-byte character may be cut between two strings.
 * Undefined when the content is anything else.
 */
function parseCharacterStrings(content: string): readonly Buffer[] | undefined {
  const text = content.trim();
  const strings: Buffer[] = [];
  let position = 0;
  while (position < text.length) {
    const parsed = parseOne(text, position);
    if (parsed === undefined) return undefined;
    strings.push(parsed.octets);
    position = parsed.end;
    while (/\s/.test(text.charAt(position))) position += 1;
  }
  return strings.length > 0 ? strings : undefined;
}

function parseOne(text: string, start: number): { octets: Buffer; end: number } | undefined {
  if (text.charAt(start) !== QUOTE) return undefined;
  const parts: Buffer[] = [];
  let position = start + 1;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === QUOTE) return { octets: Buffer.concat(parts), end: position + 1 };
    if (character === BACKSLASH) {
      const escaped = parseEscape(text, position + 1);
      if (escaped === undefined) return undefined;
      parts.push(escaped.octets);
      position = escaped.end;
    } else {
      const end = nextSpecial(text, position);
      parts.push(Buffer.from(text.slice(position, end), "utf8"));
      position = end;
    }
  }
  return undefined;
}

function parseEscape(text: string, position: number): { octets: Buffer; end: number } | undefined {
  const decimal = /^\d{3}/.exec(text.slice(position, position + 3))?.[0];
  if (decimal !== undefined) {
    const octet = Number(decimal);
    return octet > 255 ? undefined : { octets: Buffer.from([octet]), end: position + 3 };
  }
  const codePoint = text.codePointAt(position);
  if (codePoint === undefined) return undefined;
  const character = String.fromCodePoint(codePoint);
  return { octets: Buffer.from(character, "utf8"), end: position + character.length };
}

function nextSpecial(text: string, from: number): number {
  let position = from;
  while (position < text.length && text.charAt(position) !== QUOTE && text.charAt(position) !== BACKSLASH) {
    position += 1;
  }
  return position;
}
