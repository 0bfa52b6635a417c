import type { GetAccountResponse, PutAccountDetailsRequest } from "@aws-sdk/client-sesv2";
import type { Cloud } from "../providers/cloud";
import { mergeDeep, type Props } from "../providers/values";
import { AwsError, type Scope, scopeName } from "./protocol";

/** How the pretend cloud keeps what SES says of an account in a Region. */
export const ACCOUNT = "aws:sesv2/account:Account";

/** Part of what `GetAccount` answers, in its own words. */
export type AccountState = Partial<
  Pick<GetAccountResponse, "ProductionAccessEnabled" | "SendingEnabled" | "EnforcementStatus" | "Details">
> & { SendQuota?: Partial<NonNullable<GetAccountResponse["SendQuota"]>> };

/** An account that nobody has asked anything for: the sandbox (SES Developer Guide, "Request production access"). */
const SANDBOX: AccountState = {
  ProductionAccessEnabled: false,
  SendingEnabled: true,
  EnforcementStatus: "HEALTHY",
  SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
};

const WEBSITE = /^https?:\/\/.{1,992}$/;
const REVIEWS_THAT_BLOCK: readonly (string | undefined)[] = ["PENDING", "DENIED"];

export function getAccount(cloud: Cloud, scope: Scope): AccountState {
  return cloud.get(keyOf(scope))?.properties ?? SANDBOX;
}

/** What AWS itself does with an account: grants or denies, puts it under review, stops it. */
export function changeAccount(cloud: Cloud, scope: Scope, change: AccountState): void {
  const properties = mergeDeep(getAccount(cloud, scope) as Props, change as Props);
  cloud.put({ ...keyOf(scope), properties, hidden: {} });
}

/**
 * Files the details for review. While one is under way the answer is ConflictException (SES API v2 Reference,
 * "PutAccountDetails"), and after a denial too [aws/aws-cli#6652].
 */
export function putAccountDetails(cloud: Cloud, scope: Scope, input: PutAccountDetailsRequest): object {
  const { ProductionAccessEnabled: asked, ...details } = input;
  const { Details: before } = getAccount(cloud, scope);
  const error = problemOf(input, before?.ReviewDetails?.Status);
  const call = { provider: "aws", op: "update", type: ACCOUNT, id: "PutAccountDetails" } as const;
  cloud.record({
    ...call,
    changed: [...Object.keys(details), ...(asked === undefined ? [] : ["ProductionAccessEnabled"])],
    ...(error && { error: `${error.exception}: ${error.message}` }),
  });
  if (error) throw error;
  const CaseId = String(170_000_000_000_000 + cloud.count("SES review"));
  changeAccount(cloud, scope, { Details: { ...details, ReviewDetails: { Status: "PENDING", CaseId } } });
  return {};
}

function problemOf(
  { MailType: type, WebsiteURL: url, AdditionalContactEmailAddresses: contacts }: PutAccountDetailsRequest,
  review: string | undefined,
): AwsError | undefined {
  const bad = (what: string) => new AwsError(400, "BadRequestException", what);
  if (type !== "MARKETING" && type !== "TRANSACTIONAL")
    return bad("MailType must be MARKETING or TRANSACTIONAL");
  if (url === undefined || !WEBSITE.test(url)) return bad("WebsiteURL must be a URL with http or https");
  if (contacts && (contacts.length < 1 || contacts.length > 4))
    return bad("AdditionalContactEmailAddresses must have 1 to 4 items");
  return REVIEWS_THAT_BLOCK.includes(review)
    ? new AwsError(
        409,
        "ConflictException",
        "There is already an ongoing account details update under review.",
      )
    : undefined;
}

function keyOf(scope: Scope) {
  return { type: ACCOUNT, scope: scopeName(scope), id: "account" };
}
