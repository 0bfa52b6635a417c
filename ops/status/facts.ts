import type { Review, ReviewFacts } from "../../checklist/review";
import type { QuotaJudgement } from "../../checklist/sendingQuota";
import type { DnsFinding } from "./dnsCheck";

export interface AccountFacts {
  readonly review: ReviewFacts;
  readonly sendingEnabled: boolean;
  /** Recipients in 24 hours, rolling; -1 is no limit. */
  readonly max24HourSend: number;
  readonly maxSendRate: number;
  readonly sentLast24Hours: number;
  /** NONE, ESSENTIALS, PRO or ENTERPRISE; undefined where AWS does not say. */
  readonly pricingPlan?: string | undefined;
  /** The plan from the next month on, where it is another one. */
  readonly nextPricingPlan?: string | undefined;
}

/** As `GetEmailIdentity` says (SES API v2). */
export interface IdentityFacts {
  readonly verifiedForSending: boolean;
  readonly verification: string;
  readonly dkim: string;
  /** NOT_SET where there is no MAIL FROM domain. */
  readonly mailFrom: string;
  /** Why SES could not verify, where it says so. */
  readonly problem?: string;
}

export interface AlarmFacts {
  readonly name: string;
  readonly state: string;
}

/** What `ses status` asks of AWS. Every call may throw an OpsError. */
export interface StatusAws {
  account(): Promise<AccountFacts>;
  /** Undefined where SES has no such identity. */
  identity(domain: string): Promise<IdentityFacts | undefined>;
  /** Address identities at the domain: their own DKIM settings override the domain's. */
  addressIdentities(domain: string): Promise<readonly string[]>;
  /** Whether a configuration set's sending is on; undefined where there is none. */
  isSending(configurationSet: string): Promise<boolean | undefined>;
  /** The state of each alarm; MISSING where CloudWatch does not have it. */
  alarms(names: readonly string[]): Promise<readonly AlarmFacts[]>;
}

/** A stack as AWS and the DNS show it now. */
export interface StatusFacts {
  readonly stack: string;
  readonly stage: string;
  readonly recipientsRestricted: boolean;
  readonly account: AccountFacts;
  readonly review: Review;
  /** What is planned against what AWS allows now; undefined where only some may be mailed, in the sandbox. */
  readonly quota: QuotaJudgement | undefined;
  readonly identity: IdentityFacts | undefined;
  readonly addressIdentities: readonly string[];
  readonly dns: readonly DnsFinding[];
  readonly streams: readonly { readonly name: string; readonly sending: boolean | undefined }[];
  readonly alarms: readonly AlarmFacts[];
  /** Checklist items that are open: their title, and how to mend the first finding. */
  readonly open: readonly { readonly id: string; readonly title: string; readonly remedy: string }[];
}
