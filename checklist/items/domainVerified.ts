import type { ChecklistItem } from "../item";
import { identityOf } from "../lookup";
import { Probe, isTrue } from "../probe";

const REMEDY = "deploy at launchStage prepare first; SES looks for the DKIM records for up to 72 hours";

export const domainVerified: ChecklistItem = {
  id: "domain-verified",
  title: "Domain verified in SES",
  provenBy: ({ domain }) => `SES says that ${domain} is verified for sending`,
  judge: (view, { domain }) => {
    const probe = new Probe(view, "switch-on");
    const identity = identityOf(probe, domain);
    if (identity)
      probe.expect(
        identity,
        ["verifiedForSendingStatus"],
        isTrue,
        "true: SES has not verified the domain",
        REMEDY,
      );
    return probe.findings;
  },
};
