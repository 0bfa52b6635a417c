import { CONTENT_RULES } from "./contentRules";
import { DATA_RULES } from "./dataRules";
import { LINK_RULES } from "./linkRules";
import { type ComplianceFinding, type MailSender, type TemplateRule, templateView } from "./rule";
import type { CompanyTemplate } from "./template";

export type { ComplianceFinding, MailSender } from "./rule";

/** Everything that a template must be before somebody may approve it. */
export const COMPLIANCE_RULES: readonly TemplateRule[] = [...CONTENT_RULES, ...LINK_RULES, ...DATA_RULES];

/**
 * What is wrong with a mail of this company: at most one finding for each rule, whose message lists everything.
 * Links and sizes are judged with the template's sample filled in.
 */
export function complianceFindings(template: CompanyTemplate, sender: MailSender): ComplianceFinding[] {
  const view = templateView(template, sender);
  return COMPLIANCE_RULES.flatMap(({ code, mend, problems }) => {
    const found = problems(view);
    return found.length > 0 ? [{ code, message: found.join("; "), mend }] : [];
  });
}
