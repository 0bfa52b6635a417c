import { anchors, tags } from "./html";
import { UNSUBSCRIBE_TAG } from "./template";

const TEXT_LINK = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s<>"']+/gi;

/** Links of an html part, as written. */
export function linksOfHtml(html: string): string[] {
  return tags(html).flatMap(({ name, attributes }) =>
    (name === "a" || name === "area") && attributes["href"] !== undefined ? [attributes["href"].trim()] : [],
  );
}

/** Links of a text part; punctuation behind one is not part of it. */
export function linksOfText(text: string): string[] {
  const written = [...text.matchAll(TEXT_LINK)].map(([link]) => link.replace(/[.,;:!?)\]]+$/, ""));
  return text.includes(UNSUBSCRIBE_TAG) ? [...written, UNSUBSCRIBE_TAG] : written;
}

/** Links whose words are an address themselves, with that address. */
export function spelledLinks(html: string): { href: string; spelled: string }[] {
  return anchors(html).flatMap(({ href, text }) =>
    linksOfText(text).map((spelled) => ({ href: href.trim(), spelled })),
  );
}

/** One spelling of a link, to compare. */
export function canonical(link: string): string {
  return URL.canParse(link) ? new URL(link).href : link;
}

/** Whether a link is only known when a mail is sent. */
export function isOpen(link: string): boolean {
  return link.includes("{{");
}

/** An image or another thing that a mail program would fetch when the mail is opened. */
export interface RemoteContent {
  readonly address: string;
  /** One pixel or hidden: nothing to see, something to count. */
  readonly isPixel: boolean;
}

const FETCHED = ["src", "srcset", "poster", "background", "data"];
const CSS_ADDRESS = /(?:url\(\s*|@import\s+)["']?([^"')\s;]+)/gi;
const INLINE = /^(cid|data):/i;

/** What an html part fetches; what the mail carries itself (`cid:`, `data:`) is not fetched. */
export function remoteContent(html: string): RemoteContent[] {
  const fetched = tags(html).flatMap(({ name, attributes }) =>
    Object.entries(attributes)
      .filter(([key]) => FETCHED.includes(key) || (name === "link" && key === "href"))
      .map(([, address]) => ({ address: address.trim(), isPixel: name === "img" && isHidden(attributes) })),
  );
  const styles = [...html.matchAll(CSS_ADDRESS)].map(([, address = ""]) => ({ address, isPixel: false }));
  return [...fetched, ...styles].filter(({ address }) => !INLINE.test(address));
}

const HIDDEN_STYLE =
  /(?:^|[;\s])(?:(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:!|;|$)|display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$))/i;

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  const tiny = ["width", "height"].some((side) => /^\s*[01](px)?\s*$/i.test(attributes[side] ?? ""));
  return tiny || "hidden" in attributes || HIDDEN_STYLE.test(attributes["style"] ?? "");
}
