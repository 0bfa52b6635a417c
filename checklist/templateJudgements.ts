import { complianceFindings } from "../mail/templates/compliance";
import type { TemplateFolder } from "../mail/templates/load";
import { renderForCompany } from "../mail/templates/render";
import { reviewState } from "../mail/templates/reviews";
import type { MailSender } from "../mail/templates/rule";
import type { TemplateJudgement } from "./item";

/** What is wrong with each of the company's emails, and whether somebody approved it as it is now. */
export function judgeTemplates(
  { layout, templates, reviews }: TemplateFolder,
  sender: MailSender,
): TemplateJudgement[] {
  return templates.map((source) => {
    const template = renderForCompany(source, layout, sender.company);
    return {
      name: template.name,
      problems: complianceFindings(template, sender).map(({ message }) => message),
      review: reviewState(template, reviews).state,
    };
  });
}
