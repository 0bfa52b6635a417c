import assert from "node:assert/strict";
import { type ReviewState, mayFile, reviewFacts, reviewOf, reviewState } from "../../checklist/review";

/** The state by review, for a healthy account without production access. */
const SANDBOX: readonly [string, ReviewState][] = [
  ["", "not-requested"],
  ["PENDING", "pending"],
  ["GRANTED", "pending"],
  ["DENIED", "denied"],
  ["FAILED", "failed"],
  ["unknown", "pending"],
];

/** Every combination of enforcement, access and review. */
const COMBINATIONS = ["unknown", "HEALTHY", "PROBATION", "SHUTDOWN"].flatMap((enforcementStatus) =>
  [false, true].flatMap((productionAccessEnabled) =>
    SANDBOX.map(([reviewStatus, inSandbox]) => ({
      facts: { enforcementStatus, productionAccessEnabled, reviewStatus, caseId: "17" },
      state:
        enforcementStatus === "PROBATION" || enforcementStatus === "SHUTDOWN"
          ? (enforcementStatus.toLowerCase() as ReviewState)
          : productionAccessEnabled
            ? "granted"
            : inSandbox,
    })),
  ),
);

/** Whom the state waits for, and what is to be done, in the words that tell. */
const WORDS: Readonly<Record<ReviewState, { needsYou: boolean; nextStep: RegExp }>> = {
  "not-requested": { needsYou: true, nextStep: /launchStage request/ },
  pending: { needsYou: false, nextStep: /displayId=17.*pulumi up again|ask AWS on case 17/ },
  granted: { needsYou: false, nextStep: /launchStage to live.*launch\.sendingQuota/ },
  denied: { needsYou: true, nextStep: /^Reply on case 17 .*answeredAt/ },
  failed: { needsYou: true, nextStep: /pulumi up --replace/ },
  probation: { needsYou: true, nextStep: /case 17/ },
  shutdown: { needsYou: true, nextStep: /appeal/ },
};

describe("the review of an account", () => {
  it("has every combination in the table", () => {
    assert.equal(COMBINATIONS.length, 48);
  });

  for (const { facts, state } of COMBINATIONS)
    it(`is ${state} by ${JSON.stringify(facts)}`, () => {
      assert.equal(reviewState(facts), state);
      const review = reviewOf(facts);
      const { needsYou, nextStep } = WORDS[state];
      assert.equal(review.state, state);
      assert.equal(review.needsYou, needsYou);
      assert.match(review.nextStep, nextStep);
      assert.match(review.meaning, /\.$/);
    });

  it("lets a request be filed only where there is none, or AWS lost it", () => {
    assert.deepEqual((Object.keys(WORDS) as ReviewState[]).filter(mayFile), ["not-requested", "failed"]);
  });

  const denied = reviewFacts({ Details: { ReviewDetails: { Status: "DENIED" } } });

  it("is read from GetAccount's answer, in which everything may be missing", () => {
    const nothing = {
      productionAccessEnabled: false,
      enforcementStatus: "unknown",
      reviewStatus: "",
      caseId: "",
    };
    assert.deepEqual(reviewFacts({}), nothing);
    assert.deepEqual(reviewFacts({ Details: {} }), nothing);
    assert.equal(reviewState(reviewFacts({ Details: { ReviewDetails: {} } })), "pending");
    assert.deepEqual(
      reviewFacts({
        ProductionAccessEnabled: true,
        EnforcementStatus: "HEALTHY",
        Details: { ReviewDetails: { Status: "GRANTED", CaseId: "17" } },
      }),
      { productionAccessEnabled: true, enforcementStatus: "HEALTHY", reviewStatus: "GRANTED", caseId: "17" },
    );
  });

  it("links to the case, and to the list of cases where none is known", () => {
    assert.match(
      reviewOf({ ...denied, caseId: "17" }).nextStep,
      /case 17 \(https:\/\/support\.console\.aws\.amazon\.com\/support\/home#\/case\/\?displayId=17\)/,
    );
    assert.match(reviewOf(denied).nextStep, /newest case in the Support Center/);
  });

  it("reminds nobody of an answer that was given, and then names the next way", () => {
    const { state, meaning, nextStep, needsYou } = reviewOf(denied, "2026-11-25");
    assert.deepEqual([state, needsYou], ["denied", false]);
    assert.match(meaning, /answered on 2026-11-25/);
    assert.match(nextStep, /Service Quotas/);
  });

  it("an answer silences nothing else", () => {
    for (const { facts, state } of COMBINATIONS)
      if (state !== "denied") assert.deepEqual(reviewOf(facts, "2026-11-25"), reviewOf(facts));
  });
});
