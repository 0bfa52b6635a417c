import { type ReviewFacts, reviewOf } from "../../checklist/review";
import type { StatusFacts } from "../../ops/status/facts";

/** An account in the sandbox, and what AWS's review of it comes to. */
export const reviewed = (changes: Partial<ReviewFacts> = {}) => {
  const review = {
    productionAccessEnabled: false,
    enforcementStatus: "HEALTHY",
    reviewStatus: "",
    caseId: "",
    ...changes,
  };
  return {
    account: { review, sendingEnabled: true, max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 3 },
    review: reviewOf(review),
  };
};

export const MX = {
  wanted: {
    type: "MX" as const,
    name: "bounce.listbackup.ai",
    content: "feedback-smtp.us-east-1.amazonses.com",
    priority: 10,
    purpose: "MAIL FROM",
  },
  state: "as wanted" as const,
  found: ["10 feedback-smtp.us-east-1.amazonses.com"],
};
export const VERIFIED = {
  verifiedForSending: true,
  verification: "SUCCESS",
  dkim: "SUCCESS",
  mailFrom: "SUCCESS",
};

/** Everything done at prepare. */
export const SOUND: StatusFacts = {
  stack: "prod",
  stage: "prepare",
  recipientsRestricted: false,
  ...reviewed(),
  quota: undefined,
  identity: VERIFIED,
  addressIdentities: [],
  dns: [MX],
  streams: [{ name: "transactional", sending: false }],
  alarms: [{ name: "ses-launch-prod-x", state: "OK" }],
  open: [{ id: "production-access", title: "Production access", remedy: "ask" }],
};
