import { type LaunchIntent, stops } from "./binding";
import type { ChecklistContext, ChecklistItem, ItemFinding, ItemId, ItemState } from "./item";
import { dkimVerified } from "./items/dkimVerified";
import { dmarcPublished } from "./items/dmarcPublished";
import { domainVerified } from "./items/domainVerified";
import { bounceHandling, complaintHandling } from "./items/feedbackHandling";
import { monitoring } from "./items/monitoring";
import { productionAccess } from "./items/productionAccess";
import { spfIncludesSes } from "./items/spfIncludesSes";
import { suppressionStore } from "./items/suppressionStore";
import { templatesReviewed } from "./items/templatesReviewed";
import { testEmails } from "./items/testEmails";
import { unnamedClosed } from "./items/unnamedClosed";
import type { StackView } from "./view";

/** The pre-production checklist, in its order. */
export const CHECKLIST: readonly ChecklistItem[] = [
  domainVerified,
  dkimVerified,
  spfIncludesSes,
  bounceHandling,
  complaintHandling,
  suppressionStore,
  templatesReviewed,
  monitoring,
  testEmails,
  dmarcPublished,
  unnamedClosed,
  productionAccess,
];

export interface JudgedItem {
  readonly id: ItemId;
  readonly title: string;
  readonly state: ItemState;
  readonly findings: readonly ItemFinding[];
  /** What proves it; only of what is proven. */
  readonly proof?: string;
}

/** The worst first: what is not there cannot be proven, and what is not known may still be. */
const WORST_FIRST = ["missing", "unproven", "unknown"] as const;

/**
 * Judges every item. Policies, commands, the case text and the stack's output all use this one judgement.
 */
export function evaluate(view: StackView, context: ChecklistContext): readonly JudgedItem[] {
  return CHECKLIST.map((item) => {
    const { id, title } = item;
    const findings = item.judge(view, context);
    const state =
      WORST_FIRST.find((worst) => findings.some((finding) => finding.state === worst)) ?? "proven";
    return { id, title, state, findings, ...(state === "proven" && { proof: item.provenBy(context) }) };
  });
}

/** What of a judgement stops a deployment: items with the findings that do, and no others. */
export function stopping(judged: readonly JudgedItem[], intent: LaunchIntent): readonly JudgedItem[] {
  return judged.flatMap((item) => {
    const findings = item.findings.filter((finding) => stops(item.id, finding, intent));
    return findings.length === 0 ? [] : [{ ...item, findings }];
  });
}
