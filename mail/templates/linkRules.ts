import { canonical, isOpen, linksOfHtml, linksOfText, remoteContent, spelledLinks } from "./links";
import { type TemplateRule, type TemplateView, hostOf } from "./rule";
import { UNSUBSCRIBE_TAG, settingsUrl } from "./template";

/** They hide where a link goes; spam filters and block lists know them. */
const SHORTENERS: readonly string[] = [
  ...[
    "bit.ly",
    "bitly.com",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
  ],
  ...["s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd"],
];
const SHORTENER = new RegExp(
  `(?<![\\w.@-])(?:www\\.)?(${SHORTENERS.map((host) => host.replace(".", "\\.")).join("|")})(?![\\w.-]*\\w)`,
  "gi",
);

const each = (links: readonly string[], problem: (link: string) => string) =>
  [...new Set(links)].map(problem);

/** Addresses of the company that lead somewhere: not SES's own, not an e-mail address, not what only a sample would know. */
function links({ template, filled }: TemplateView): string[] {
  const fetched = template.kind === "notification" ? remoteContent(filled.html) : [];
  return [
    ...linksOfHtml(filled.html),
    ...linksOfText(filled.text),
    ...fetched.filter(({ isPixel }) => !isPixel).map(({ address }) => address),
  ].filter((link) => !isOpen(link) && !/^mailto:/i.test(link));
}

const isShortener = (link: string) => SHORTENERS.includes(hostOf(link).replace(/^www\./, ""));

const sameLinks: TemplateRule = {
  code: "same-links",
  mend: "give both parts the same links",
  problems: ({ template, sender, filled, hasHtml, hasText }) => {
    if (!hasHtml || !hasText) return [];
    // The link that its kind needs has a rule of its own.
    const own = template.kind === "transactional" ? canonical(settingsUrl(sender.company)) : UNSUBSCRIBE_TAG;
    // What is no complete address is the matter of link-https.
    const compared = (all: string[]) =>
      all
        .filter((link) => !isOpen(link) && hostOf(link) !== "")
        .map(canonical)
        .filter((link) => link !== own);
    const inHtml = compared(linksOfHtml(filled.html));
    const inText = compared(linksOfText(filled.text));
    const lacking = (part: string, these: string[], others: string[]) =>
      each(
        these.filter((link) => !others.includes(link)),
        (link) => `the ${part} part lacks ${link}`,
      );
    return [...lacking("text", inHtml, inText), ...lacking("html", inText, inHtml)];
  },
};

const linkText: TemplateRule = {
  code: "link-text",
  mend: "let a link that reads as an address lead to that address: anything else is how phishing looks",
  problems: ({ filled }) =>
    spelledLinks(filled.html)
      .filter(({ href, spelled }) => canonical(href) !== canonical(spelled))
      .map(({ href, spelled }) => `a link reads ${spelled} and leads to ${href}`),
};

const linkHttps: TemplateRule = {
  code: "link-https",
  mend: "write complete addresses that begin with https://",
  problems: (view) =>
    each(
      links(view).filter((link) => !URL.canParse(link) || new URL(link).protocol !== "https:"),
      (link) => `${link === "" ? "an empty link" : link} is no https address`,
    ),
};

const linkShortener: TemplateRule = {
  code: "link-shortener",
  mend: "link to the page itself: a shortener hides where a link goes, and filters know them all",
  problems: ({ filled }) =>
    each(
      [filled.subject, filled.html, filled.text].flatMap((part) =>
        [...part.matchAll(SHORTENER)].map(([, host = ""]) => host.toLowerCase()),
      ),
      (host) => `it uses the link shortener ${host}`,
    ),
};

const linkDomain: TemplateRule = {
  code: "link-domain",
  mend: "link to the domain of company.website and what is below it",
  problems: (view) =>
    each(
      links(view).filter((link) => hostOf(link) !== "" && !isShortener(link) && !view.isOwn(hostOf(link))),
      (link) => `${link} is not on the company's domain`,
    ),
};

const unsubscribeLink: TemplateRule = {
  code: "unsubscribe-link",
  mend: `give both parts of a notification the link ${UNSUBSCRIBE_TAG}; the layout's footer has it`,
  problems: ({ template, hasHtml, hasText }) => {
    if (template.kind !== "notification") return [];
    return [
      ...(hasHtml && !linksOfHtml(template.html).includes(UNSUBSCRIBE_TAG) ? ["html"] : []),
      ...(hasText && !linksOfText(template.text).includes(UNSUBSCRIBE_TAG) ? ["text"] : []),
    ].map((part) => `the ${part} part lacks the unsubscribe link`);
  },
};

/** SES replaces it twice in a mail, not oftener (SES Developer Guide, "Using subscription management"). */
const unsubscribeTwice: TemplateRule = {
  code: "unsubscribe-count",
  mend: "use the unsubscribe link once in each part: SES fills in two in a mail",
  problems: ({ template: { kind, subject, html, text } }) => {
    const count = [subject, html, text].join("\n").split(UNSUBSCRIBE_TAG).length - 1;
    return kind === "notification" && count > 2 ? [`the unsubscribe link is there ${count} times`] : [];
  },
};

const noUnsubscribe: TemplateRule = {
  code: "unsubscribe-in-transactional",
  mend: "link to the notification settings: SES's page would let people unsubscribe from every topic",
  problems: ({ template: { kind, subject, html, text } }) =>
    kind === "transactional" && [subject, html, text].join("\n").includes(UNSUBSCRIBE_TAG)
      ? ["a transactional mail has SES's unsubscribe link"]
      : [],
};

const settingsLink: TemplateRule = {
  code: "settings-link",
  mend: "give both parts of a transactional mail a link to [[company.settingsUrl]]; the layout's footer has it",
  problems: ({ template, sender, filled, hasHtml, hasText }) => {
    if (template.kind !== "transactional") return [];
    const wanted = canonical(settingsUrl(sender.company));
    const has = (all: string[]) => all.map(canonical).includes(wanted);
    return [
      ...(hasHtml && !has(linksOfHtml(filled.html)) ? ["html"] : []),
      ...(hasText && !has(linksOfText(filled.text)) ? ["text"] : []),
    ].map((part) => `the ${part} part lacks the link to the notification settings`);
  },
};

const trackingPixel: TemplateRule = {
  code: "tracking-pixel",
  mend: "take it out: nobody agreed to be watched",
  problems: ({ filled }) =>
    remoteContent(filled.html)
      .filter(({ isPixel }) => isPixel)
      .map(({ address }) => `the html part has a tracking pixel: ${address}`),
};

const remoteImage: TemplateRule = {
  code: "remote-content",
  mend: "say it in text: most programs fetch nothing until asked, and a fetch tells who read the mail",
  problems: ({ template, filled }) =>
    template.kind === "transactional"
      ? remoteContent(filled.html)
          .filter(({ isPixel }) => !isPixel)
          .map(({ address }) => `a transactional mail fetches ${address}`)
      : [],
};

export const LINK_RULES: readonly TemplateRule[] = [
  sameLinks,
  linkText,
  linkHttps,
  linkShortener,
  linkDomain,
  unsubscribeLink,
  unsubscribeTwice,
  noUnsubscribe,
  settingsLink,
  trackingPixel,
  remoteImage,
];
