import type { GetAccountCommandOutput } from "@aws-sdk/client-sesv2";

/** How far a request for production access is, in one word. */
export type ReviewState =
  "not-requested" | "pending" | "granted" | "denied" | "failed" | "probation" | "shutdown";

/** What `GetAccount` says of an account in one Region, as far as its review goes (SES API v2). */
export interface ReviewFacts {
  readonly productionAccessEnabled: boolean;
  /** HEALTHY, PROBATION or SHUTDOWN; `unknown` where AWS does not say. */
  readonly enforcementStatus: string;
  /** PENDING, GRANTED, DENIED or FAILED; empty where no review was ever asked for. */
  readonly reviewStatus: string;
  /** The case in the Support Center; empty where there is none. */
  readonly caseId: string;
}

/** What is looked at of `GetAccount`'s answer. */
type Answer = Pick<GetAccountCommandOutput, "ProductionAccessEnabled" | "EnforcementStatus" | "Details">;

/** The facts of an answer. None is ever absent: a preview would take that for not known. */
export function reviewFacts({ ProductionAccessEnabled, EnforcementStatus, Details }: Answer): ReviewFacts {
  const review = Details?.ReviewDetails;
  return {
    productionAccessEnabled: ProductionAccessEnabled ?? false,
    enforcementStatus: EnforcementStatus ?? "unknown",
    // A review without a status is one all the same.
    reviewStatus: review ? (review.Status ?? "unknown") : "",
    caseId: review?.CaseId ?? "",
  };
}

export interface Review {
  readonly state: ReviewState;
  readonly meaning: string;
  readonly nextStep: string;
  /** Whether it waits for somebody here, who is to be reminded. */
  readonly needsYou: boolean;
}

/**
 * The state that follows from AWS's answer. An account under enforcement is that before anything else. Production access
 * that is on is granted whatever the review says, since accounts got it by other ways before. A review status that is not
 * known here counts as pending: then nothing is filed.
 */
export function reviewState(facts: ReviewFacts): ReviewState {
  if (facts.enforcementStatus === "SHUTDOWN") return "shutdown";
  if (facts.enforcementStatus === "PROBATION") return "probation";
  if (facts.productionAccessEnabled) return "granted";
  if (facts.reviewStatus === "") return "not-requested";
  if (facts.reviewStatus === "DENIED") return "denied";
  if (facts.reviewStatus === "FAILED") return "failed";
  return "pending";
}

/**
 * Whether a request may be filed: only where there is none, or AWS lost the last one (FAILED: "an internal error …
 * submit the request again", SES API v2, `ReviewDetails`). After DENIED sources disagree, so nothing is filed.
 */
export function mayFile(state: ReviewState): boolean {
  return state === "not-requested" || state === "failed";
}

/**
 * AWS's answer in words, with what to do next.
 *
 * @param answered the day on which somebody answered AWS on the case; then nobody is reminded to
 */
export function reviewOf(facts: ReviewFacts, answered?: string): Review {
  const state = reviewState(facts);
  const theCase = caseText(facts.caseId);
  switch (state) {
    case "not-requested":
      return {
        state,
        meaning: "AWS shows no request for production access in this Region.",
        nextStep:
          "Deploy at launchStage request, which files one; if that was just done, run pulumi refresh in a minute.",
        needsYou: true,
      };
    case "pending":
      return facts.reviewStatus === "GRANTED"
        ? {
            state,
            meaning: "AWS granted the review, and production access is not on.",
            nextStep: `Run pulumi refresh in an hour; if it is still off, ask AWS on ${theCase}.`,
            needsYou: false,
          }
        : {
            state,
            meaning: "AWS is reviewing the request. Nothing of it can be changed until the review ends.",
            nextStep: `Watch ${theCase}: the first answer comes within 24 hours. Then run pulumi up again.`,
            needsYou: false,
          };
    case "granted":
      return {
        state,
        meaning: "The account may mail anybody in this Region, within its limits.",
        nextStep:
          "Set launchStage to live. Whether the limits fit the plan, and when to ask Service Quotas for more, stands in launch.sendingQuota.",
        needsYou: false,
      };
    case "denied":
      return answered === undefined
        ? {
            state,
            meaning: "AWS refused the request, or waits for an answer before it decides.",
            nextStep: `Reply on ${theCase} to what AWS asks there, then record the day: npm run ses -- case --answered sets productionAccess.answeredAt. Do not file again: that may count as a second refusal.`,
            needsYou: true,
          }
        : {
            state,
            meaning: `AWS refused the request; it was answered on ${answered}.`,
            nextStep: `Wait for AWS's reply on ${theCase}. If there is none, ask for a higher sending quota in Service Quotas (L-804C8AE8).`,
            needsYou: false,
          };
    case "failed":
      return {
        state,
        meaning: "The review ended with an internal error of AWS. It is no refusal.",
        nextStep:
          "File it again: pulumi up --replace with the URN of production-access (pulumi stack --show-urns lists it).",
        needsYou: true,
      };
    case "probation":
      return {
        state,
        meaning: "The account is under enforcement: AWS found a problem with its mail and may stop it.",
        nextStep: `Mend what AWS names on ${theCase}, and answer there before anything else is sent or asked for.`,
        needsYou: true,
      };
    case "shutdown":
      return {
        state,
        meaning: "The account is under enforcement: AWS stopped its mail in this Region.",
        nextStep: `Find the cause with what AWS says on ${theCase}, mend it, and appeal there.`,
        needsYou: true,
      };
  }
}

/** Where to find the case; its number is the Support Center's `displayId`. */
function caseText(caseId: string): string {
  return caseId === ""
    ? "the account's newest case in the Support Center (https://support.console.aws.amazon.com/support/home#/case/history)"
    : `case ${caseId} (https://support.console.aws.amazon.com/support/home#/case/?displayId=${encodeURIComponent(caseId)})`;
}
