import { type Review, type ReviewFacts, type ReviewState, reviewOf } from "../../checklist/review";

/** Why details are not filed, by the review's state. */
const WHY: Readonly<Record<Exclude<ReviewState, "granted">, string>> = {
  pending: "Details can be filed when production access is granted and no review of them runs.",
  denied: "After a refusal, sources disagree whether filing again counts as a second one.",
  probation: "Nothing is asked of AWS before that is mended.",
  shutdown: "Nothing is asked of AWS before that is mended.",
  "not-requested":
    "There is nothing to update: pulumi up at launchStage request files it, and only when the checklist holds.",
  failed:
    "There is nothing to update: pulumi up at launchStage request files it again, and only when the checklist holds.",
};

/** Reviews that are over and refused nothing. One of a status that is not known here may not be over. */
const OVER: readonly string[] = ["", "GRANTED", "FAILED"];

export interface Closed {
  readonly why: string;
  readonly review: Review;
}

/**
 * Why changed details are not filed; undefined where they may be: production access is on, and no review of the details runs
 * or ended with a refusal. An account keeps production access while AWS looks at changed details.
 *
 * @param answered the day on which AWS was answered
 */
export function whyClosed(facts: ReviewFacts, answered: string | undefined): Closed | undefined {
  const isOn = facts.productionAccessEnabled && OVER.includes(facts.reviewStatus);
  const review = reviewOf(isOn ? facts : { ...facts, productionAccessEnabled: false }, answered);
  return review.state === "granted" ? undefined : { why: WHY[review.state], review };
}
