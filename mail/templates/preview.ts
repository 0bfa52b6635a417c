import Handlebars from "handlebars";
import { type CompanyTemplate, type Mail, UNSUBSCRIBE_PLACEHOLDER } from "./template";

/** Stands for the page of SES's list management, whose address only SES knows. */
export const UNSUBSCRIBE_PREVIEW = "https://example.com/unsubscribe";

/**
 * The mail as people would get it, with the template's own sample where no data is given. Like SES, it escapes nothing in
 * values (SES Developer Guide, "Advanced email personalization"), and it refuses what would be a rendering failure there.
 *
 * @throws Error of Handlebars when a placeholder has no value or the template is none
 */
export function preview(
  template: CompanyTemplate,
  data: Readonly<Record<string, string>> = template.sample,
): Mail {
  const values = { [UNSUBSCRIBE_PLACEHOLDER]: UNSUBSCRIBE_PREVIEW, ...data };
  const render = (part: string) =>
    Handlebars.compile<typeof values>(part, { strict: true, noEscape: true, knownHelpersOnly: true })(values);
  return { subject: render(template.subject), html: render(template.html), text: render(template.text) };
}
