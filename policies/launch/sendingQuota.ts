import { whyNotAsk } from "../../checklist/mayAskQuota";
import { SES_SERVICE_CODE, quotaNamed } from "../../checklist/sendingQuota";
import { PRODUCTION_ACCESS } from "../../checklist/types";
import { together } from "../known";
import { type ResourceView, flagAt, numberAt, textAt } from "../resource";
import { type Rule, type Violation, cannotKnow, stackRule, violation } from "../rule";
import { T } from "../types";

const WITHOUT = "Deploy without ses-launch:sendingQuota first.";

/** AWS is asked for a higher limit only where it granted production access and allows less. */
export const quotaAfterAccess: Rule = stackRule(
  {
    name: "ses-launch-sending-quota",
    description:
      "A higher sending quota or rate is asked of Service Quotas only when production access is granted, the account healthy and the limit lower: people at AWS read the request, and none can be taken back.",
    severity: "high",
    remediation: "Take ses-launch:sendingQuota out until AWS has granted production access.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-request-increase.html",
    types: [T.serviceQuota, PRODUCTION_ACCESS],
  },
  (resources) => {
    const access = resources.find(({ type }) => type === PRODUCTION_ACCESS);
    return resources
      .filter((resource) => resource.type === T.serviceQuota && !isMade(resource))
      .flatMap((quota) => problemOf(quota, access));
  },
);

/** What is there was filed before, and stops nothing whatever became of the account. AWS gives an ARN, so a preview cannot know it before. */
function isMade(quota: ResourceView): boolean {
  return "known" in textAt(quota, "arn");
}

function problemOf(quota: ResourceView, access: ResourceView | undefined): readonly Violation[] {
  const wanted = together(textAt(quota, "serviceCode"), textAt(quota, "quotaCode"), numberAt(quota, "value"));
  if ("unknown" in wanted) return [cannotKnow(quota, wanted.unknown, "AWS may be asked for it")];
  if (!("known" in wanted)) return [];
  const [service, code = "", value = 0] = wanted.known;
  const name = quotaNamed(code);
  if (service !== SES_SERVICE_CODE || !name) return [];
  if (!access)
    return [violation(quota, `nothing in this stack shows that AWS granted production access. ${WITHOUT}`)];
  const account = together(
    flagAt(access, "productionAccessEnabled"),
    textAt(access, "enforcementStatus"),
    numberAt(access, "max24HourSend"),
    numberAt(access, "maxSendRate"),
  );
  if (!("known" in account))
    return [
      violation(quota, `whether AWS granted production access cannot be known in this preview. ${WITHOUT}`),
    ];
  const [productionAccessEnabled = false, enforcementStatus = "unknown", daily, perSecond] = account.known;
  const limits = daily === undefined || perSecond === undefined ? undefined : { daily, perSecond };
  const reason = whyNotAsk(name, value, { productionAccessEnabled, enforcementStatus, limits });
  return reason === undefined ? [] : [violation(quota, `it is not to be asked for: ${reason}`)];
}
