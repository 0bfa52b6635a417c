import { escapeHtml } from "./html";
import {
  type Company,
  type CompanyTemplate,
  type TemplateLayout,
  type TemplateSource,
  settingsUrl,
} from "./template";

/** A template that cannot be rendered; the message says which, and what it asks for. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

const SLOT = /\[\[\s*([^\]|]*?)\s*\]\]/g;
const BUTTON = /\[\[\s*button\s+([^\]|]+?)\s*\|\s*([^\]|]+?)\s*\]\]/g;

type Slots = Readonly<Record<string, string>>;

/**
 * A mail of this company: layout around body, and the company's facts in the place of `[[company.…]]`. Placeholders for
 * SES (`{{…}}`) stay as they are. A company without a postal address gets none; the compliance rules say so.
 *
 * @throws TemplateError when layout, body, subject or sample ask for something that is not there
 */
export function renderForCompany(
  source: TemplateSource,
  layout: TemplateLayout,
  company: Company,
): CompanyTemplate {
  const facts: Slots = {
    "company.name": company.name,
    "company.website": company.website,
    "company.postalAddress": company.postalAddress ?? "",
    "company.settingsUrl": settingsUrl(company),
  };
  const plain = (text: string) => known(source, text, facts);
  const htmlFacts = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, htmlLines(value)]));

  const html = some(layout.html, {
    "mail.subject": escapeHtml(source.subject),
    "mail.preheader": escapeHtml(source.preheader),
    "mail.reason": escapeHtml(source.reason),
    "mail.footer": layout.footers[source.kind].html.trim(),
    "mail.body": withButtons(source.html, layout.button).trim(),
  });
  const text = some(layout.text, {
    "mail.subject": source.subject,
    "mail.reason": source.reason,
    "mail.footer": layout.footers[source.kind].text.trim(),
    "mail.body": source.text.trim(),
  });
  const { name, kind, stream, placeholders } = source;
  return {
    ...{ name, kind, stream, placeholders },
    subject: plain(source.subject),
    reason: plain(source.reason),
    html: known(source, html, htmlFacts),
    text: plain(text),
    sample: Object.fromEntries(Object.entries(source.sample).map(([key, value]) => [key, plain(value)])),
  };
}

function withButtons(html: string, button: string): string {
  return html.replace(BUTTON, (_all, label: string, url: string) =>
    some(button.trim(), { "button.label": label, "button.url": url }),
  );
}

/** Fills in what is given and leaves other slots for later. */
function some(text: string, slots: Slots): string {
  return text.replace(SLOT, (slot: string, key: string) =>
    Object.hasOwn(slots, key) ? (slots[key] ?? slot) : slot,
  );
}

/** Fills in everything; what comes in is not read again. */
function known({ name }: TemplateSource, text: string, slots: Slots): string {
  const asked = [...text.matchAll(/\[\[[^\]]*\]?\]?/g)].filter(([slot]) => some(slot, slots) === slot);
  if (asked.length > 0)
    throw new TemplateError(
      `the template ${name} asks for ${asked.map(([slot]) => slot).join(", ")}: there is ${Object.keys(slots).join(", ")}, and a button as [[button label | address]] in html`,
    );
  return some(text, slots);
}

const htmlLines = (text: string) => escapeHtml(text).replace(/\r?\n/g, "<br />");
