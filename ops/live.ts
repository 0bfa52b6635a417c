import { reviewState } from "../checklist/review";
import { EMAIL_IDENTITY, PRODUCTION_ACCESS } from "../checklist/types";
import type { RecordedResource } from "../checklist/view";
import type { AccountFacts, IdentityFacts, StatusAws } from "./status/facts";

/** What SES says now of things that change by themselves, after the last deployment. */
export interface LiveFacts {
  readonly account: AccountFacts;
  /** Undefined where SES does not have the domain's identity. */
  readonly identity: IdentityFacts | undefined;
}

/** Asks SES. @throws OpsError */
export async function liveFacts(domain: string, aws: StatusAws): Promise<LiveFacts> {
  return { account: await aws.account(), identity: await aws.identity(domain) };
}

/** The resources of a state with what SES says now in the place of what it said at the last deployment; pure. */
export function withLiveFacts(
  resources: readonly RecordedResource[],
  domain: string,
  { account, identity }: LiveFacts,
): readonly RecordedResource[] {
  return resources.flatMap((resource) => {
    const { type, inputs, outputs } = resource;
    if (type === PRODUCTION_ACCESS)
      return [
        { ...resource, outputs: { ...outputs, ...account.review, state: reviewState(account.review) } },
      ];
    const isDomain = type === EMAIL_IDENTITY && { ...inputs, ...outputs }["emailIdentity"] === domain;
    if (!isDomain) return [resource];
    if (!identity) return [];
    const { dkimSigningAttributes } = { ...inputs, ...outputs };
    const live = {
      verifiedForSendingStatus: identity.verifiedForSending,
      dkimSigningAttributes: {
        ...(dkimSigningAttributes as Readonly<Record<string, unknown>> | undefined),
        status: identity.dkim,
      },
    };
    return [{ ...resource, outputs: { ...outputs, ...live } }];
  });
}
