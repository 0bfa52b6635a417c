import * as pulumi from "@pulumi/pulumi";
import { whyNotAsk } from "../checklist/mayAskQuota";
import { QUOTAS, quotaNamed } from "../checklist/sendingQuota";
import { liveAccount } from "./account";

const NOTHING_FILED = "Nothing was filed.";

/**
 * Runs before Service Quotas is asked for a higher limit, and refuses unless AWS says at that moment that production access
 * is granted and the limit lower, without any policy pack. Not in previews, where a policy says it
 * (policies/launch/sendingQuota.ts).
 */
export function quotaMayBeAsked(name: string, region: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(name, async ({ newInputs }) => {
    const { quotaCode, value } = (newInputs ?? {}) as { quotaCode?: unknown; value?: unknown };
    const quota = quotaNamed(String(quotaCode));
    if (!quota || typeof value !== "number")
      throw new Error(`${String(quotaCode)} is no limit of an account's sending. ${NOTHING_FILED}`);
    const account = await liveAccount(region, NOTHING_FILED);
    const reason = whyNotAsk(quota, value, account);
    if (reason !== undefined)
      throw new Error(`${QUOTAS[quota].title} ${value} is not asked for: ${reason} ${NOTHING_FILED}`);
  });
}
