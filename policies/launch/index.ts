import type { Rule } from "../rule";
import { checklistAtPrepare } from "./atPrepare";
import { gateGuards, gateHolds } from "./gate";
import { itemAdvice, itemRules } from "./items";
import { requestBehindGate } from "./request";
import { restrictedRecipients } from "./restrictedRecipients";
import { quotaAfterAccess } from "./sendingQuota";

/**
 * The launch of a ses-launch stack: sending is switched on, and production access asked for, only when the checklist
 * holds.
 *
 * @param isPreview whether the engine previews
 */
export function launchRules(isPreview: () => boolean): readonly Rule[] {
  return [
    gateGuards,
    gateHolds(isPreview),
    requestBehindGate,
    quotaAfterAccess,
    restrictedRecipients,
    ...itemRules,
    ...itemAdvice,
    checklistAtPrepare,
  ];
}
