/**
 * As much of HTML as the rules for mails need. The templates are the company's own and formatted by Prettier, so this reads
 * well-formed markup; what stands in comments is read too, because Outlook shows some of them.
 */
export interface Tag {
  /** Lower case. */
  readonly name: string;
  /** Names in lower case, values with entities decoded. */
  readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;
const ANCHOR = /<a\s[^>]*>([^]*?)<\/a\s*>/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Text as it must stand in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function decodeEntities(html: string): string {
  return html.replace(/&(?:#(\d{1,6})|([a-z]+));/gi, (entity: string, code?: string, name?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    return ENTITIES[(name ?? "").toLowerCase()] ?? entity;
  });
}

/** Opening tags, in their order. */
export function tags(html: string): Tag[] {
  return [...html.matchAll(TAG)].map(([, name = "", rest = ""]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(ATTRIBUTE)].map(([, key = "", double, single, bare]) => [
        key.toLowerCase(),
        decodeEntities(double ?? single ?? bare ?? ""),
      ]),
    ),
  }));
}

/** Links with what people read of them. */
export function anchors(html: string): { href: string; text: string }[] {
  return [...html.matchAll(ANCHOR)].map(([all, inner = ""]) => ({
    href: tags(all)[0]?.attributes["href"] ?? "",
    text: visibleText(inner),
  }));
}

/** What people read: no head, styles, comments or tags; entities decoded, white space as one space. */
export function visibleText(html: string): string {
  const body = html
    .replace(/<!--[^]*?-->/g, " ")
    .replace(/<(head|style|script)\b[^]*?<\/\1\s*>/gi, " ")
    .replace(/<[^>]*>/g, " ");
  return oneLine(decodeEntities(body));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
