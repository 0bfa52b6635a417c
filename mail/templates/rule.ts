import { DomainError } from "../domains";
import type { Finding } from "../finding";
import { organisationalDomain } from "../organisationalDomain";
import { fillPlaceholders } from "./placeholders";
import type { Company, CompanyTemplate, Mail } from "./template";

/** Who sends the mail; a stack's settings are one. */
export interface MailSender {
  readonly company: Company;
  /** Stream name to what it is; one with a topic is one that people may unsubscribe from. */
  readonly streams: Readonly<Record<string, { readonly topic?: unknown }>>;
}

/** What a rule has to say of a template: `message` is what is wrong, `mend` how to put it right. */
export interface ComplianceFinding extends Finding {
  readonly mend: string;
}

/** A template with what several rules need. */
export interface TemplateView {
  readonly template: CompanyTemplate;
  readonly sender: MailSender;
  /** With the sample filled in, as far as it goes. */
  readonly filled: Mail;
  readonly hasHtml: boolean;
  readonly hasText: boolean;
  /** Whether a host name is the company's. */
  readonly isOwn: (host: string) => boolean;
}

export interface TemplateRule {
  /** Stable: reviews, tests and commands name it. */
  readonly code: string;
  readonly mend: string;
  /** Everything that is wrong, in words; nothing when the rule holds. */
  readonly problems: (view: TemplateView) => readonly string[];
}

export function templateView(template: CompanyTemplate, sender: MailSender): TemplateView {
  const fill = (part: string) => fillPlaceholders(part, template.sample);
  const own = registered(hostOf(sender.company.website));
  return {
    template,
    sender,
    filled: { subject: fill(template.subject), html: fill(template.html), text: fill(template.text) },
    hasHtml: template.html.trim() !== "",
    hasText: template.text.trim() !== "",
    isOwn: (host) => own !== undefined && registered(host) === own,
  };
}

function registered(host: string): string | undefined {
  try {
    return organisationalDomain(host);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The host of an address; empty when it has none. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : "";
}
