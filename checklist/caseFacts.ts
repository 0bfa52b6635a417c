import type { StreamTemplate } from "./caseWords";
import type { JudgedItem } from "./evaluate";
import type { Evidence } from "./evidence";
import type { ItemId } from "./item";
import type { AskedQuota } from "./sendingQuota";

/** Who vouches for what no machine can prove, and since which day. */
export interface Signature {
  readonly by: string;
  readonly on: string;
}

export const ATTESTATIONS = ["recipientsOptIn", "marketingDoubleOptIn", "templatesApproved"] as const;
export type Attestation = (typeof ATTESTATIONS)[number];

/** Everything that the case text may speak of. A stack's settings have most of it. */
export interface CaseFacts {
  readonly region: string;
  readonly domain: string;
  readonly fromAddress: string;
  readonly company: {
    readonly name: string;
    readonly website: string;
    readonly service?: string | undefined;
    readonly postalAddress?: string | undefined;
  };
  readonly volume: {
    readonly expectedPerDay: { readonly min: number; readonly max: number };
    readonly peakPerHour: number;
    readonly targetPerDay: number;
    readonly basis?: string | undefined;
  };
  /** What the stack file asks of Service Quotas. */
  readonly sendingQuota: AskedQuota;
  readonly attestations: Readonly<Partial<Record<Attestation, Signature | undefined>>>;
  readonly items: readonly JudgedItem[];
  readonly evidence?: Evidence | undefined;
  readonly deployed: {
    readonly templates: readonly StreamTemplate[];
    /** Streams that people may leave, with a topic on SES's contact list. */
    readonly topics: readonly string[];
  };
}

/** What must hold for a claim to be made. */
export type Need =
  | ItemId
  | `attestations.${Attestation}`
  | "company.service"
  | "company.postalAddress"
  | "volume.basis"
  | "deployed templates"
  | "deployed transactional"
  | "deployed notifications";

/** Why a claim cannot be made; undefined where its need is met. */
export function whyNot(need: Need, facts: CaseFacts): string | undefined {
  const { company, volume, deployed } = facts;
  switch (need) {
    case "company.service":
      return company.service === undefined ? unset(need) : undefined;
    case "company.postalAddress":
      return company.postalAddress === undefined ? unset(need) : undefined;
    case "volume.basis":
      return volume.basis === undefined ? unset(need) : undefined;
    case "deployed templates":
      return deployed.templates.length === 0 ? "no template is deployed" : undefined;
    case "deployed transactional":
      return deployed.templates.some(({ kind }) => kind === "transactional")
        ? undefined
        : "no transactional template is deployed";
    case "deployed notifications":
      return deployed.templates.some(
        ({ kind, stream }) => kind === "notification" && deployed.topics.includes(stream),
      )
        ? undefined
        : "no notification is deployed whose stream has a topic on a deployed contact list";
    case "attestations.recipientsOptIn":
    case "attestations.marketingDoubleOptIn":
    case "attestations.templatesApproved":
      return signatureOf(need, facts) === undefined
        ? `nobody vouches for it (config key ses-launch:${need})`
        : undefined;
    default:
      return itemProblem(need, facts);
  }
}

export function signatureOf(need: `attestations.${Attestation}`, facts: CaseFacts): Signature | undefined {
  return facts.attestations[need.slice("attestations.".length) as Attestation];
}

function unset(need: string): string {
  return `config key ses-launch:${need} is not set`;
}

function itemProblem(id: ItemId, { items }: CaseFacts): string | undefined {
  const item = items.find((one) => one.id === id);
  if (item === undefined) return `checklist item ${id} was not judged`;
  if (item.state === "proven") return undefined;
  const [first] = item.findings;
  return `${item.title} is ${item.state}${first ? `: ${first.message}` : ""}`;
}
