import type { Evidence } from "./evidence";
import type { StackView } from "./view";

export const ITEM_IDS = [
  "domain-verified",
  "dkim-verified",
  "spf-includes-ses",
  "bounce-handling",
  "complaint-handling",
  "suppression-store",
  "templates-reviewed",
  "monitoring",
  "test-emails",
  "dmarc-published",
  "unnamed-closed",
  "production-access",
] as const;
export type ItemId = (typeof ITEM_IDS)[number];

/**
 * When a finding binds: `always` as long as a stream sends or a review is asked for, `switch-on` only when a stream goes
 * from off to on.
 */
export type Binds = "always" | "switch-on";

export interface ItemFinding {
  /** Not there at all; there and not as it must be; or not to be known in this preview. */
  readonly state: "missing" | "unproven" | "unknown";
  readonly binds: Binds;
  /** What is wrong, in a sentence without values of secrets or addresses. */
  readonly message: string;
  /** How to mend it: the config key or the component. */
  readonly remedy: string;
  readonly urn?: string;
  /** The launch stage from which on the program has it right by itself: until then nobody can mend it. */
  readonly mendedAt?: "request";
}

export type ItemState = "proven" | "unproven" | "missing" | "unknown";

/** What a checklist is judged by, beside the stack's resources. */
export interface ChecklistContext {
  readonly region: string;
  /** The identity's domain. */
  readonly domain: string;
  /** Whether this stack manages the account's own suppression list. */
  readonly ownsAccount: boolean;
  /** A stack that may only mail `allowedRecipients` needs no production access. */
  readonly recipientsRestricted: boolean;
  /** Names of the templates and what is wrong with each; empty lists where nothing is. */
  readonly templates: readonly TemplateJudgement[];
  /** What `ses prove` wrote; undefined where it never ran. */
  readonly evidence?: Evidence | undefined;
  /** Why the evidence file proves nothing, where there is one that cannot be read. */
  readonly evidenceProblem?: string | undefined;
  /** Fingerprint of the path that is deployed now; undefined where it cannot be known yet. */
  readonly fingerprint?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface TemplateJudgement {
  readonly name: string;
  /** What breaks a compliance rule. */
  readonly problems: readonly string[];
  readonly review: "approved" | "changed" | "missing";
}

export interface ChecklistItem {
  readonly id: ItemId;
  readonly title: string;
  /** What the judgement rests on where it finds nothing wrong, in a sentence. */
  provenBy(context: ChecklistContext): string;
  judge(view: StackView, context: ChecklistContext): readonly ItemFinding[];
}
