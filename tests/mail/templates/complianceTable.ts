import type { MailSender } from "../../../mail/templates/compliance";
import type { CompanyTemplate } from "../../../mail/templates/template";

/** One way to spoil a mail that is right otherwise, and the one rule that must notice. */
export interface Spoiled {
  rule: string;
  how: string;
  of: "password-reset" | "backup-completed";
  template?: (template: CompanyTemplate) => Partial<CompanyTemplate>;
  sender?: (sender: MailSender) => Partial<MailSender>;
}

type Change = (template: CompanyTemplate) => Partial<CompanyTemplate>;

const TRANSACTIONAL = "password-reset";
const NOTIFICATION = "backup-completed";
const UNSUBSCRIBE = "{{amazonSESUnsubscribeUrl}}";
const SETTINGS = "https://listbackup.ai/settings/notifications";
const ADDRESS_LINE = "1 Main Street & Sons";

const withHtml = ({ html }: CompanyTemplate, more: string) => html.replace("</body>", `${more}</body>`);
const htmlAdds =
  (more: string): Change =>
  (template) => ({ html: withHtml(template, more) });
const textAdds =
  (more: string): Change =>
  ({ text }) => ({ text: `${text}${more}\n` });
/** The same link in both parts. */
const linkAdds =
  (link: string): Change =>
  (template) => ({
    html: withHtml(template, `<a href="${link}">more</a>`),
    text: `${template.text}\n${link}\n`,
  });
const bothSay =
  (words: string, more: Partial<CompanyTemplate> = {}): Change =>
  (template) => ({
    html: withHtml(template, `<p>${words}</p>`),
    text: `${template.text}\n${words}\n`,
    ...more,
  });
const htmlReplaces =
  (from: string | RegExp, to: string): Change =>
  ({ html }) => ({ html: replaced(html, from, to) });
const textReplaces =
  (from: string | RegExp, to: string): Change =>
  ({ text }) => ({ text: replaced(text, from, to) });

function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, () => to);
  if (result === text) throw new Error(`nothing to replace: ${String(from)}`);
  return result;
}

const cases = (rule: string, of: Spoiled["of"], ways: Readonly<Record<string, Change>>): readonly Spoiled[] =>
  Object.entries(ways).map(([how, template]) => ({ rule, how, of, template }));

const longWebsite = "https://listbackup.ai/";

export const SPOILED: readonly Spoiled[] = [
  ...cases("html-part", TRANSACTIONAL, {
    "is empty": () => ({ html: "" }),
    "is white": () => ({ html: " \n" }),
  }),
  ...cases("text-part", NOTIFICATION, {
    "is empty": () => ({ text: "" }),
    "is white": () => ({ text: "\n \n" }),
  }),
  ...cases("subject-empty", TRANSACTIONAL, {
    "has no character": () => ({ subject: "" }),
    "is white": () => ({ subject: "  " }),
  }),
  ...cases("subject-line-break", TRANSACTIONAL, {
    "has a newline": () => ({ subject: "Reset\nyour password" }),
    "has a carriage return": () => ({ subject: "Reset\ryour password" }),
    "gets one from the sample": ({ sample }) => ({
      subject: "Reset {{requestedAt}}",
      sample: { ...sample, requestedAt: "today\r\nBcc: x" },
    }),
  }),
  ...cases("subject-length", TRANSACTIONAL, {
    "has 61 characters": () => ({ subject: "x".repeat(61) }),
    "has them with the sample": ({ sample }) => ({
      subject: "Asked for on {{requestedAt}}",
      sample: { ...sample, requestedAt: "x".repeat(60) },
    }),
  }),
  ...cases("postal-address", TRANSACTIONAL, {
    "lacks a line in html": htmlReplaces("1 Main Street &amp; Sons", ""),
    "lacks a line in text": textReplaces(ADDRESS_LINE, ""),
    "stands only in a comment": htmlReplaces("1 Main Street &amp; Sons", "<!-- 1 Main Street &amp; Sons -->"),
  }),
  {
    rule: "postal-address",
    how: "is none of the company's",
    of: NOTIFICATION,
    sender: ({ company: { name, website } }) => ({ company: { name, website } }),
  },
  {
    rule: "postal-address",
    how: "is another than the company's",
    of: TRANSACTIONAL,
    sender: ({ company }) => ({ company: { ...company, postalAddress: "2 Side Street, Springfield" } }),
  },
  ...cases("reason", NOTIFICATION, {
    "is missing in html": htmlReplaces(/You get this mail[^<]*/, ""),
    "is missing in text": textReplaces(/You get this mail.*/, ""),
    "is empty": () => ({ reason: " " }),
  }),
  ...cases("same-placeholders", NOTIFICATION, {
    "one is missing in text": textReplaces("{{backupSize}}", "much"),
    "one is missing in html": htmlReplaces("{{backupSize}}", "much"),
  }),
  ...cases("size", TRANSACTIONAL, {
    "is large in html": htmlAdds(`<p>${"x".repeat(100_000)}</p>`),
    "is large in text": textAdds("x".repeat(100_000)),
    "is large in bytes, not characters": htmlAdds(`<p>${"€".repeat(33_400)}</p>`),
    "is large with the sample": (template) => ({
      ...bothSay("{{requestedAt}}")(template),
      sample: { ...template.sample, requestedAt: "x".repeat(50_000) },
    }),
  }),
  ...cases("html-lang", TRANSACTIONAL, {
    "is missing": htmlReplaces(' lang="en"', ""),
    "is empty": htmlReplaces(' lang="en"', ' lang=""'),
    "is no language": htmlReplaces(' lang="en"', ' lang="English, mostly"'),
  }),
  ...cases("active-content", TRANSACTIONAL, {
    "a script": htmlAdds("<script>alert(1)</script>"),
    "a script in capitals": htmlAdds("<SCRIPT >1</SCRIPT>"),
    "a form": htmlAdds('<form action="https://listbackup.ai"></form>'),
    "an input": htmlAdds('<input type="text" />'),
    "a frame": htmlAdds("<iframe></iframe>"),
    "an event handler": htmlAdds('<p onclick="x()">x</p>'),
    "a refresh": htmlAdds('<meta http-equiv="refresh" content="0" />'),
  }),
  ...cases("same-links", TRANSACTIONAL, {
    "one only in html": htmlAdds('<a href="https://listbackup.ai/help">help</a>'),
    "one only in text": textAdds("https://listbackup.ai/help"),
    "the placeholder's is missing in text": textReplaces("{{resetUrl}}", "the page"),
  }),
  ...cases("link-text", TRANSACTIONAL, {
    "reads as another page, formatted by Prettier": (template) => ({
      html: withHtml(template, '<a\n  href="https://listbackup.ai/a"\n  >https://listbackup.ai/b</a\n>'),
      text: `${template.text}\nhttps://listbackup.ai/a\n`,
    }),
    "reads as another page": (template) => ({
      html: withHtml(template, '<a href="https://listbackup.ai/a">https://listbackup.ai/b</a>'),
      text: `${template.text}\nhttps://listbackup.ai/a\n`,
    }),
  }),
  ...cases("link-https", TRANSACTIONAL, {
    "is http": linkAdds("http://listbackup.ai/help"),
    "is ftp": linkAdds("ftp://listbackup.ai/help"),
    "is a path": htmlAdds('<a href="/help">help</a>'),
    "is an anchor": htmlAdds('<a href="#">help</a>'),
    "is empty": htmlAdds('<a href="">help</a>'),
    "is a script": htmlAdds('<a href="javascript:x()">help</a>'),
    "is http in the sample": ({ sample }) => ({
      sample: { ...sample, resetUrl: "http://listbackup.ai/reset" },
    }),
  }),
  ...cases("link-shortener", TRANSACTIONAL, {
    ...Object.fromEntries(
      ["bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd"].map((host) => [
        `links to ${host}`,
        linkAdds(`https://${host}/x1`),
      ]),
    ),
    "links to one with www": linkAdds("https://www.tinyurl.com/x1"),
    "links to one in capitals": linkAdds("https://BIT.LY/x1"),
    "names one without https": textAdds("bit.ly/x1"),
    "names one in the subject": () => ({ subject: "See bit.ly/x1" }),
    "gets one from the sample": ({ sample }) => ({ sample: { ...sample, resetUrl: "https://t.co/x1" } }),
  }),
  ...cases("link-domain", TRANSACTIONAL, {
    "is somebody else's": linkAdds("https://example.com/help"),
    "only begins with the company's": linkAdds("https://listbackup.ai.example.com/help"),
    "only ends with the company's letters": linkAdds("https://notlistbackup.ai/help"),
    "hides behind a user name": linkAdds("https://listbackup.ai@example.com/help"),
    "is an IP address": linkAdds("https://192.0.2.1/help"),
    "comes from the sample": ({ sample }) => ({
      sample: { ...sample, resetUrl: "https://example.com/reset" },
    }),
  }),
  ...cases("link-domain", NOTIFICATION, {
    "is an image's": htmlAdds('<img src="https://example.com/logo.png" alt="" width="200" />'),
  }),
  ...cases("unsubscribe-link", NOTIFICATION, {
    "is missing in html": htmlReplaces(`href="${UNSUBSCRIBE}"`, `href="${longWebsite}"`),
    "is missing in text": textReplaces(UNSUBSCRIBE, ""),
    "is no link in html": htmlReplaces(
      `href="${UNSUBSCRIBE}"`,
      `href="${longWebsite}" title="${UNSUBSCRIBE}"`,
    ),
  }),
  ...cases("unsubscribe-count", NOTIFICATION, {
    "is a third in html": htmlAdds(`<a href="${UNSUBSCRIBE}">stop</a>`),
    "is a third in text": textAdds(UNSUBSCRIBE),
  }),
  ...cases("unsubscribe-in-transactional", TRANSACTIONAL, {
    "in html": htmlAdds(`<a href="${UNSUBSCRIBE}">stop</a>`),
    "in text": textAdds(UNSUBSCRIBE),
    "in the subject": () => ({ subject: `Stop ${UNSUBSCRIBE}` }),
  }),
  ...cases("settings-link", TRANSACTIONAL, {
    "is missing in html": htmlReplaces(`href="${SETTINGS}"`, `href="${longWebsite}"`),
    "is missing in text": textReplaces(SETTINGS, ""),
  }),
  ...cases("tracking-pixel", TRANSACTIONAL, {
    "1x1": htmlAdds('<img src="https://listbackup.ai/o.gif" width="1" height="1" />'),
    "0 wide": htmlAdds('<img src="https://listbackup.ai/o.gif" width="0" />'),
    "1px high in its style": htmlAdds('<img src="https://listbackup.ai/o.gif" style="height: 1px" />'),
    hidden: htmlAdds('<img src="https://listbackup.ai/o.gif" style="display:none" />'),
    transparent: htmlAdds('<img src="https://listbackup.ai/o.gif" style="opacity: 0" />'),
  }),
  ...cases("tracking-pixel", NOTIFICATION, {
    "1x1 of another domain": htmlAdds("<img src='https://example.com/o.gif' width=1 height=1>"),
  }),
  ...cases("remote-content", TRANSACTIONAL, {
    "an image": htmlAdds('<img src="https://listbackup.ai/logo.png" width="200" alt="" />'),
    "an image for large screens": htmlAdds('<img srcset="https://listbackup.ai/logo.png 2x" alt="" />'),
    "a background": htmlAdds('<table background="https://listbackup.ai/b.png"></table>'),
    "a background in a style": htmlAdds("<p style=\"background: url('https://listbackup.ai/b.png')\">x</p>"),
    "a style sheet": htmlAdds('<link rel="stylesheet" href="https://listbackup.ai/s.css" />'),
    "an imported style sheet": htmlReplaces("<style>", '<style>@import "https://listbackup.ai/s.css";'),
  }),
  ...cases("placeholder-undeclared", TRANSACTIONAL, {
    "in both parts": bothSay("{{nobody}}"),
    "in the subject": () => ({ subject: "Reset {{nobody}}" }),
  }),
  ...cases("placeholder-unused", TRANSACTIONAL, {
    "is declared": ({ placeholders, sample }) => ({
      placeholders: { ...placeholders, extra: "something" },
      sample: { ...sample, extra: "something" },
    }),
  }),
  ...cases("placeholder-sample", TRANSACTIONAL, {
    "lacks one": ({ sample }) => ({
      sample: Object.fromEntries(Object.entries(sample).filter(([name]) => name !== "expiresIn")),
    }),
    "has an empty one": ({ sample }) => ({ sample: { ...sample, expiresIn: " " } }),
    "has one too many": ({ sample }) => ({ sample: { ...sample, extra: "something" } }),
  }),
  ...cases(
    "handlebars",
    TRANSACTIONAL,
    Object.fromEntries(
      [
        "{{#if expiresIn}}x{{/if}}",
        "{{{expiresIn}}}",
        "{{&expiresIn}}",
        "{{> part}}",
        "{{! note}}",
        "{{ expiresIn }}",
        "{{expires.in}}",
        "{{lookup expiresIn 1}}",
        "{{expiresIn",
      ].map((tag) => [tag, bothSay(tag)]),
    ),
  ),
  ...cases("handlebars", TRANSACTIONAL, {
    "a word of Handlebars": ({ placeholders, sample, ...template }) => ({
      ...bothSay("{{this}}")({ placeholders, sample, ...template }),
      placeholders: { ...placeholders, this: "everything" },
      sample: { ...sample, this: "everything" },
    }),
  }),
  ...cases("company-slot", TRANSACTIONAL, {
    "in html": htmlAdds("<p>[[company.fax]]</p>"),
    "in text": textAdds("[[company.fax]]"),
    "in the subject": () => ({ subject: "Mail of [[company.fax]]" }),
    "is half one": textAdds("[[company.fax"),
  }),
  ...cases("stream-unknown", NOTIFICATION, {
    "is no stream": () => ({ stream: "news" }),
    "is a property of objects": () => ({ stream: "toString" }),
  }),
  ...cases("stream-topic", NOTIFICATION, { "is a stream without one": () => ({ stream: "alerts" }) }),
  {
    rule: "stream-topic",
    how: "was taken away",
    of: NOTIFICATION,
    sender: () => ({ streams: { transactional: {}, notifications: {}, alerts: {} } }),
  },
  ...cases("from-address", TRANSACTIONAL, {
    "as a placeholder": ({ placeholders, sample, ...template }) => ({
      ...bothSay("{{fromAddress}}")({ placeholders, sample, ...template }),
      placeholders: { ...placeholders, fromAddress: "sender" },
      sample: { ...sample, fromAddress: "Robin" },
    }),
    "as a header": textAdds("Reply-To: the team"),
    "as somebody else's address": bothSay("help@example.com"),
    "as somebody else's link": htmlAdds('<a href="mailto:help@example.com">help</a>'),
  }),
];
