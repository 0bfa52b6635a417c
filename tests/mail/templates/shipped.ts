import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { MailSender } from "../../../mail/templates/compliance";
import { loadTemplates } from "../../../mail/templates/load";
import { renderForCompany } from "../../../mail/templates/render";
import type { Company, CompanyTemplate } from "../../../mail/templates/template";

const PROD = join(__dirname, "..", "..", "..", "Pulumi.prod.yaml");

/** The company of the stack file, with an address that the file does not have yet. */
export function prodSender(): MailSender & { company: Company } {
  const { config } = parse(readFileSync(PROD, "utf8")) as { config: Record<string, unknown> };
  return {
    company: {
      ...(config["ses-launch:company"] as Company),
      postalAddress: "ListBackup.ai\n1 Main Street & Sons\nSpringfield, IL 62701, USA",
    },
    streams: config["ses-launch:streams"] as MailSender["streams"],
  };
}

/** The shipped templates for a company. */
export function shipped(company: Company = prodSender().company): CompanyTemplate[] {
  const { layout, templates } = loadTemplates();
  return templates.map((source) => renderForCompany(source, layout, company));
}

export function shippedTemplate(name: string, company?: Company): CompanyTemplate {
  const found = shipped(company).find((template) => template.name === name);
  if (!found) throw new Error(`no template ${name}`);
  return found;
}
