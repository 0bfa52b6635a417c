import { oneLine, tags, visibleText } from "./html";
import { placeholdersOf } from "./placeholders";
import type { TemplateRule, TemplateView } from "./rule";

/** Good practice: longer ones are cut in most lists of mails. */
const MAX_SUBJECT_CHARACTERS = 60;

/** Bytes of both parts together. Gmail clips mails above 102 KB, and the footer is at the end; SES takes 500 KB. */
const MAX_BYTES = 100_000;

/** Parts that there are, as people read them. */
export function readableParts({ filled, hasHtml, hasText }: TemplateView): (readonly [string, string])[] {
  return [
    ...(hasHtml ? [["html", visibleText(filled.html)] as const] : []),
    ...(hasText ? [["text", oneLine(filled.text)] as const] : []),
  ];
}

const partsWithout = (view: TemplateView, wanted: string) =>
  readableParts(view)
    .filter(([, words]) => !words.includes(oneLine(wanted)))
    .map(([part]) => part);

const htmlPart: TemplateRule = {
  code: "html-part",
  mend: "write body.html",
  problems: ({ hasHtml }) => (hasHtml ? [] : ["there is no html part"]),
};

const textPart: TemplateRule = {
  code: "text-part",
  mend: "write body.txt: it is what people without html read, and filters distrust mails without it",
  problems: ({ hasText }) => (hasText ? [] : ["there is no text part"]),
};

const subjectEmpty: TemplateRule = {
  code: "subject-empty",
  mend: "give the mail a subject",
  problems: ({ filled }) => (filled.subject.trim() === "" ? ["the subject is empty"] : []),
};

const subjectLineBreak: TemplateRule = {
  code: "subject-line-break",
  mend: "write the subject and its placeholders on one line: a line break would begin another header",
  problems: ({ filled }) =>
    /[\r\n\u2028\u2029]/.test(filled.subject) ? ["the subject has a line break"] : [],
};

const subjectLength: TemplateRule = {
  code: "subject-length",
  mend: `say it in ${MAX_SUBJECT_CHARACTERS} characters`,
  problems: ({ filled }) => {
    const length = Array.from(filled.subject).length;
    return length > MAX_SUBJECT_CHARACTERS
      ? [`the subject has ${length} characters with the sample filled in`]
      : [];
  },
};

const postalAddress: TemplateRule = {
  code: "postal-address",
  mend: "set company.postalAddress in the stack file, and keep [[company.postalAddress]] in both layouts",
  problems: (view) => {
    const address = view.sender.company.postalAddress;
    if (address === undefined || address.trim() === "") return ["the company has no postal address"];
    return partsWithout(view, address).map((part) => `the ${part} part lacks the postal address`);
  },
};

const reason: TemplateRule = {
  code: "reason",
  mend: "keep [[mail.reason]] in both layouts, and say in template.json why people get this mail",
  problems: (view) =>
    view.template.reason.trim() === ""
      ? ["it does not say why it was sent"]
      : partsWithout(view, view.template.reason).map(
          (part) => `the ${part} part does not say why it was sent`,
        ),
};

/** Placeholders that are links are compared as links. */
const samePlaceholders: TemplateRule = {
  code: "same-placeholders",
  mend: "say in both parts the same",
  problems: ({ template, hasHtml, hasText }) => {
    if (!hasHtml || !hasText) return [];
    const inHtml = placeholdersOf(visibleText(template.html));
    const inText = placeholdersOf(template.text);
    const isLink = (name: string) => URL.canParse(template.sample[name] ?? "");
    const lacking = (part: string, all: string[], other: string[]) =>
      all
        .filter((name) => !other.includes(name) && !isLink(name))
        .map((name) => `the ${part} part lacks {{${name}}}`);
    return [...lacking("text", inHtml, inText), ...lacking("html", inText, inHtml)];
  },
};

const size: TemplateRule = {
  code: "size",
  mend: `keep it below ${MAX_BYTES} bytes: Gmail hides the rest of a longer mail, footer and all`,
  problems: ({ filled }) => {
    const bytes = Buffer.byteLength(filled.html) + Buffer.byteLength(filled.text);
    return bytes > MAX_BYTES ? [`both parts together have ${bytes} bytes`] : [];
  },
};

const htmlLang: TemplateRule = {
  code: "html-lang",
  mend: 'name the language as <html lang="en">: screen readers pronounce by it',
  problems: ({ template, hasHtml }) => {
    if (!hasHtml) return [];
    const lang = tags(template.html).find(({ name }) => name === "html")?.attributes["lang"] ?? "";
    return /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(lang) ? [] : ["the html part does not say its language"];
  },
};

const ACTIVE = /<\s*\/?\s*(script|form|iframe|frame|object|embed|applet|input|button|select|textarea)\b/gi;

const activeContent: TemplateRule = {
  code: "active-content",
  mend: "use text and links only: mail programs drop the rest, and filters take such a mail for an attack",
  problems: ({ template }) => {
    const elements = [...template.html.matchAll(ACTIVE)].map(([, name = ""]) => `<${name.toLowerCase()}>`);
    const attributes = tags(template.html).flatMap(({ name, attributes: given }) => [
      ...Object.keys(given).filter((key) => key.startsWith("on")),
      ...(name === "meta" && /refresh/i.test(given["http-equiv"] ?? "") ? ["a refresh"] : []),
    ]);
    return [...new Set([...elements, ...attributes])].map((what) => `the html part has ${what}`);
  },
};

export const CONTENT_RULES: readonly TemplateRule[] = [
  htmlPart,
  textPart,
  subjectEmpty,
  subjectLineBreak,
  subjectLength,
  postalAddress,
  reason,
  samePlaceholders,
  size,
  htmlLang,
  activeContent,
];
