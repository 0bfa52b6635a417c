import { NAME_LIMITS, shortHash } from "../../names";

/**
 * `notification`: mail that people may stop, through SES list management. `transactional`: mail that somebody asked for
 * or cannot do without (codes, security, bills), which nobody can unsubscribe from.
 */
export const TEMPLATE_KINDS = ["transactional", "notification"] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** SES puts the address of its preference page in its place (SES Developer Guide, "Using subscription management"). */
export const UNSUBSCRIBE_PLACEHOLDER = "amazonSESUnsubscribeUrl";
export const UNSUBSCRIBE_TAG = `{{${UNSUBSCRIBE_PLACEHOLDER}}}`;

/** A mail as its folder has it: `[[…]]` is filled in at deployment, `{{…}}` by SES when an application sends. */
export interface TemplateSource {
  /** The folder's name. */
  readonly name: string;
  readonly kind: TemplateKind;
  readonly stream: string;
  readonly subject: string;
  /** What mail programs show beside the subject before the mail is opened. */
  readonly preheader: string;
  /** Why people get this mail: one sentence for the footer. */
  readonly reason: string;
  /** What an application fills in: name to what it is. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly html: string;
  readonly text: string;
  /** One complete example of the data. */
  readonly sample: Readonly<Record<string, string>>;
}

interface Parts {
  readonly html: string;
  readonly text: string;
}

/** What every mail has around its body. */
export interface TemplateLayout extends Parts {
  /** Only for html: in the text part a link stands for itself. */
  readonly button: string;
  readonly footers: Readonly<Record<TemplateKind, Parts>>;
}

/** Whose mail it is; `company` of the settings is one. */
export interface Company {
  readonly name: string;
  readonly website: string;
  readonly postalAddress?: string | undefined;
}

/** A mail as SES gets it: the company's facts are in, placeholders are left. */
export interface CompanyTemplate extends Parts {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly stream: string;
  readonly subject: string;
  readonly reason: string;
  readonly placeholders: Readonly<Record<string, string>>;
  readonly sample: Readonly<Record<string, string>>;
}

/** A rendered mail: what is reviewed, and what people read. */
export interface Mail extends Parts {
  readonly subject: string;
}

/** Where people choose what else they get. A path of the company's website, so that there is nothing to configure. */
export function settingsUrl({ website }: Company): string {
  return `${website.replace(/\/+$/, "")}/settings/notifications`;
}

/** One that is long: a hyphen and seven hexadecimal digits still fit behind every configuration set's name. */
const HASH_LENGTH = 7;

/**
 * The name of a template in SES, at most 64 characters (SES API v1, `Template`). It always begins with its configuration
 * set's name and a hyphen, because that is what the policies for senders allow; what does not fit is cut off behind
 * it, and a hash of the whole name stands in for that.
 *
 * @param configurationSet a name made by `configurationSetName`
 */
export function sesTemplateName(configurationSet: string, template: string): string {
  const room = NAME_LIMITS.template - configurationSet.length - 1;
  if (template.length <= room) return `${configurationSet}-${template}`;
  const hash = shortHash(template).slice(0, HASH_LENGTH);
  const readable = template.slice(0, Math.max(0, room - HASH_LENGTH - 1));
  return [configurationSet, ...(readable === "" ? [] : [readable]), hash].join("-");
}
