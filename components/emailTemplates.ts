import * as ses from "@pulumi/aws/ses";
import * as pulumi from "@pulumi/pulumi";
import type { TemplateFolder } from "../mail/templates/load";
import { renderForCompany } from "../mail/templates/render";
import { type Company, sesTemplateName } from "../mail/templates/template";

export interface EmailTemplatesArgs {
  /** The company's emails as `loadTemplates` reads them. */
  folder: Pick<TemplateFolder, "layout" | "templates">;
  company: Company;
  /** The configuration set of a stream; its policy for senders allows templates whose names begin with it. */
  configurationSetOf: (stream: string) => string;
}

/**
 * The company's emails in SES, with the company's facts filled in: what applications name when they send. SES fills in the
 * rest, and loses a mail that lacks a value (event RENDERING_FAILURE).
 */
export class EmailTemplates extends pulumi.ComponentResource {
  /** Template name to its name in SES. */
  readonly templateNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: EmailTemplatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:EmailTemplates", name, {}, opts);
    const { folder, company, configurationSetOf } = args;
    this.templateNames = Object.fromEntries(
      folder.templates.map((source) => {
        const { subject, html, text } = renderForCompany(source, folder.layout, company);
        const template = new ses.Template(
          `${name}-${source.name}`,
          { name: sesTemplateName(configurationSetOf(source.stream), source.name), subject, html, text },
          { parent: this },
        );
        return [source.name, template.name];
      }),
    );
    this.registerOutputs({ templateNames: this.templateNames });
  }
}
