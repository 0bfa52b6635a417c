import { UNSUBSCRIBE_PREVIEW, preview } from "../../mail/templates/preview";
import { type Company, type CompanyTemplate, settingsUrl } from "../../mail/templates/template";
import { prodSender, shipped } from "../mail/templates/shipped";
import type { Wanted } from "./layoutRules";
import type { Device } from "./mailReader";

/** A mail as a customer gets it, with what the customer must find in it. */
export interface ShownMail {
  readonly name: string;
  readonly html: string;
  readonly wanted: (device: Device) => Wanted;
}

const COMPANY: Company = {
  ...prodSender().company,
  postalAddress: "1 Main Street & Sons\nSpringfield, IL 62701\nUSA",
};

/** The shipped mails with their samples, from the company of the prod stack. */
export function shownMails(): ShownMail[] {
  return shipped(COMPANY).map((template) => shownMail(template, template.sample, COMPANY));
}

/** The same where every value, and the company's name, ends in a word that is longer than any line of a phone. */
export function mailsOfLongWords(): ShownMail[] {
  const word = "W".repeat(60);
  const company = { ...COMPANY, name: COMPANY.name + word };
  return shipped(company).map((template) => {
    const sample = Object.entries(template.sample).map(([name, value]) => [name, value + word] as const);
    return shownMail(template, Object.fromEntries(sample), company);
  });
}

function shownMail(
  template: CompanyTemplate,
  data: Readonly<Record<string, string>>,
  company: Company,
): ShownMail {
  const { name, kind, reason } = template;
  const action = Object.values(data).find((value) => URL.canParse(value));
  if (action === undefined) throw new Error(`${name} leads nowhere`);
  return {
    name,
    html: preview(template, data).html,
    wanted: ({ width, isPhone }) => ({
      width,
      isTouched: isPhone,
      facts: [
        ...Object.values(data),
        ...(company.postalAddress ?? "").split("\n"),
        company.name,
        company.website,
        reason,
      ],
      action,
      footer: kind === "notification" ? UNSUBSCRIBE_PREVIEW : settingsUrl(company),
    }),
  };
}
