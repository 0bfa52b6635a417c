import { beyondPlaceholders, placeholdersOf } from "./placeholders";
import type { TemplateRule, TemplateView } from "./rule";

const used = ({ template: { subject, html, text } }: TemplateView) =>
  placeholdersOf([subject, html, text].join("\n"));

const undeclared: TemplateRule = {
  code: "placeholder-undeclared",
  mend: "declare it in template.json: applications read there what to fill in, and SES loses a mail with a hole in it",
  problems: (view) =>
    used(view)
      .filter((name) => !Object.hasOwn(view.template.placeholders, name))
      .map((name) => `{{${name}}} is not declared`),
};

const unused: TemplateRule = {
  code: "placeholder-unused",
  mend: "use it or take it out of template.json and sample.json",
  problems: (view) => {
    const there = used(view);
    return Object.keys(view.template.placeholders)
      .filter((name) => !there.includes(name))
      .map((name) => `{{${name}}} is declared and nowhere used`);
  },
};

const sample: TemplateRule = {
  code: "placeholder-sample",
  mend: "give sample.json one value, not empty, for every declared placeholder and nothing else",
  problems: (view) => {
    const { placeholders, sample: data } = view.template;
    const there = used(view);
    return [
      ...Object.keys(placeholders)
        .filter((name) => !Object.hasOwn(data, name) || (data[name] ?? "").trim() === "")
        .map((name) => `the sample lacks ${name}`),
      ...Object.keys(data)
        .filter((name) => !Object.hasOwn(placeholders, name) && !there.includes(name))
        .map((name) => `the sample has ${name}, which nothing asks for`),
    ];
  },
};

/** A block hides what people may get from the review; without SES's escaping, two braces and three are the same. */
const handlebars: TemplateRule = {
  code: "handlebars",
  mend: "use plain {{name}} placeholders only: what is reviewed must be what is sent",
  problems: ({ template: { subject, html, text } }) =>
    [...new Set([subject, html, text].flatMap(beyondPlaceholders))].map(
      (tag) => `${tag} is no plain placeholder`,
    ),
};

const slot: TemplateRule = {
  code: "company-slot",
  mend: "write [[…]] only for the company's facts",
  problems: ({ filled: { subject, html, text } }) =>
    [...new Set([subject, html, text].flatMap((part) => part.match(/\[\[[^\]\n]{0,40}\]?\]?/g) ?? []))].map(
      (left) => `${left} was not filled in`,
    ),
};

const streamUnknown: TemplateRule = {
  code: "stream-unknown",
  mend: "name one of the stack's streams in template.json",
  problems: ({ template: { stream }, sender: { streams } }) =>
    Object.hasOwn(streams, stream)
      ? []
      : [`there is no stream ${stream}, but ${Object.keys(streams).join(", ")}`],
};

const streamTopic: TemplateRule = {
  code: "stream-topic",
  mend: "give the stream a topic in the stack file (streams.<name>.topic): without one nobody can unsubscribe",
  problems: ({ template: { kind, stream }, sender: { streams } }) =>
    kind === "notification" && Object.hasOwn(streams, stream) && streams[stream]?.topic === undefined
      ? [`the stream ${stream} of a notification has no topic`]
      : [],
};

const SENDER_NAME = /^(from|sender|replyTo|returnPath|source)(Address|Email|Name)?$/i;
const SENDER_LINE = /^\s*(from|sender|reply-to|return-path)\s*:/im;
/** Begins where a word does, so that a long word is read once. */
const ADDRESS = /(?<![\w.+-])[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)/g;
/** A link that names a user is a matter of the rules for links. */
const LINK = /\bhttps?:\/\/[^\s<>"']+/gi;

const fromAddress: TemplateRule = {
  code: "from-address",
  mend: "leave the sender to the stack's fromAddress, and name no address of another domain",
  problems: (view) => {
    const { subject, html, text } = view.template;
    const all = [subject, html, text].join("\n");
    const foreign = [...all.replace(LINK, " ").matchAll(ADDRESS)].filter(
      ([, domain = ""]) => !view.isOwn(domain),
    );
    return [
      ...used(view)
        .filter((name) => SENDER_NAME.test(name))
        .map((name) => `{{${name}}} would name a sender`),
      ...(SENDER_LINE.test(text) || SENDER_LINE.test(subject) ? ["a line reads as a sender's header"] : []),
      ...new Set(foreign.map(([address]) => `it names ${address}`)),
    ];
  },
};

export const DATA_RULES: readonly TemplateRule[] = [
  undeclared,
  unused,
  sample,
  handlebars,
  slot,
  streamUnknown,
  streamTopic,
  fromAddress,
];
