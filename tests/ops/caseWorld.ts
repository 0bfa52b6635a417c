import type { AccountFacts } from "../../components/productionAccess/account";
import type { FiledDetails } from "../../components/productionAccess/inputs";
import { type ReviewFacts, reviewState } from "../../checklist/review";
import type { CaseAws, CaseFiling } from "../../ops/case/ports";
import { EXIT, OpsError } from "../../ops/exit";
import { parseSettings } from "../../settings/parse";
import type { StackSettings } from "../../settings/parse";
import { stackConfig } from "../settings/config";

/** What prod's file wants AWS to have. */
export const WANTED = {
  mailType: "TRANSACTIONAL",
  websiteUrl: "https://listbackup.ai",
  contactLanguage: "EN",
  additionalContacts: ["admin@listbackup.ai"],
} as const;

/** The same as AWS had it before somebody changed the file. */
export const OLD = { ...WANTED, websiteUrl: "https://old.example", additionalContacts: ["old@example.com"] };

/** Prod at `request`, with somebody's word for what no machine can prove. */
export function requesting(changes: Readonly<Record<string, unknown>> = {}): StackSettings {
  return parseSettings(
    stackConfig("prod", {
      "ses-launch:launchStage": "request",
      "ses-launch:company": {
        name: "ListBackup.ai",
        website: "https://listbackup.ai",
        contact: "admin@listbackup.ai",
        postalAddress: "1 Main Street, Springfield",
      },
      "ses-launch:attestations": { recipientsOptIn: { by: "A Person", on: "2026-11-20" } },
      ...changes,
    }),
  );
}

export const UNREACHABLE = new OpsError("AWS cannot be asked", EXIT.unreachable);

/** An account whose details are changed by filing, as AWS lets it. */
export class TestCase implements CaseAws {
  /** What was filed, in its order. */
  readonly filings: FiledDetails[] = [];
  asked = 0;
  /** What comes of filing. */
  filing: CaseFiling = { outcome: "filed" };
  /** Whether AWS has the details afterwards; answers before it shows them. */
  takes = true;
  late = 0;
  /** How its review is then, where that changes. */
  after: ReviewFacts | undefined;
  /** Whether it can still be asked afterwards. */
  silent = false;

  constructor(
    private readonly review: ReviewFacts,
    private filed: AccountFacts["filed"] = OLD,
  ) {}

  async facts(): Promise<AccountFacts> {
    this.asked++;
    if (this.silent && this.filings.length > 0) throw UNREACHABLE;
    const [arrived] = this.takes ? this.filings : [];
    if (arrived && this.late-- <= 0) this.filed = arrived;
    const now = (arrived && this.after) ?? this.review;
    return {
      ...now,
      state: reviewState(now),
      sendingEnabled: true,
      max24HourSend: 50_000,
      maxSendRate: 14,
      filed: this.filed,
    };
  }

  async file(details: FiledDetails): Promise<CaseFiling> {
    this.filings.push(details);
    return this.filing;
  }
}

/** An account in a state of its review. */
export function review(changes: Partial<ReviewFacts> = {}): ReviewFacts {
  return {
    productionAccessEnabled: true,
    enforcementStatus: "HEALTHY",
    reviewStatus: "GRANTED",
    caseId: "17",
    ...changes,
  };
}

/** One account for each state. */
export const STATES = {
  "not-requested": review({ productionAccessEnabled: false, reviewStatus: "", caseId: "" }),
  pending: review({ productionAccessEnabled: false, reviewStatus: "PENDING" }),
  granted: review(),
  denied: review({ productionAccessEnabled: false, reviewStatus: "DENIED" }),
  failed: review({ productionAccessEnabled: false, reviewStatus: "FAILED" }),
  probation: review({ enforcementStatus: "PROBATION" }),
  shutdown: review({ enforcementStatus: "SHUTDOWN" }),
} as const;
