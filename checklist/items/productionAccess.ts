import type { ChecklistItem } from "../item";
import { Probe, is, isTrue } from "../probe";
import { PRODUCTION_ACCESS } from "../types";

const REQUEST = "deploy at launchStage request first, until AWS has granted it";

export const productionAccess: ChecklistItem = {
  id: "production-access",
  title: "Production access granted, account healthy",
  provenBy: ({ recipientsRestricted }) =>
    recipientsRestricted
      ? "not needed: only allowedRecipients may be mailed"
      : "AWS says that production access is on and the account HEALTHY",
  judge: (view, { recipientsRestricted }) => {
    const probe = new Probe(view, "switch-on");
    if (recipientsRestricted) return probe.findings;
    for (const access of probe.some(PRODUCTION_ACCESS, "request for production access", REQUEST)) {
      probe.expect(access, ["productionAccessEnabled"], isTrue, "true: AWS has not granted it", REQUEST);
      probe.expect(
        access,
        ["enforcementStatus"],
        is("HEALTHY"),
        "HEALTHY",
        "answer AWS on the account's case",
      );
    }
    return probe.findings;
  },
};
