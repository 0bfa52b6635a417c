import assert from "node:assert/strict";
import fc from "fast-check";
import { whyNotAsk } from "../../checklist/mayAskQuota";
import {
  QUOTA_NAMES,
  type QuotaFacts,
  type Sending,
  askedFor,
  judgeQuota,
  quotaNamed,
  targetOf,
} from "../../checklist/sendingQuota";

/** The seed's: ten thousand a day at first, fifty thousand later. */
const VOLUME = { expectedPerDay: { max: 10_000 }, peakPerHour: 1_000, targetPerDay: 50_000 };
const PLANNED = { daily: 50_000, perSecond: 1.4 };

const judged = (granted: Sending | undefined, requests: QuotaFacts["requests"] = {}) =>
  judgeQuota({ stack: "prod", volume: VOLUME, granted, requests });

describe("the planned volume against what AWS allows", () => {
  it("is the day's target, and the average of the busiest hour where it keeps its share", () => {
    assert.deepEqual(targetOf(VOLUME), PLANNED);
    assert.deepEqual(targetOf({ ...VOLUME, targetPerDay: 10_000 }), { daily: 10_000, perSecond: 0.3 });
  });

  it("is not judged before production access", () => {
    const { state, planned, granted, nextStep } = judged(undefined);
    assert.deepEqual([state, planned, granted], ["not-granted", PLANNED, undefined]);
    assert.match(nextStep, /^Production access first/);
  });

  const STATES: readonly (readonly [Sending, string, Partial<Sending> | undefined, RegExp])[] = [
    [{ daily: 50_000, perSecond: 14 }, "enough", undefined, /^Nothing\.$/],
    [{ daily: 50_000, perSecond: 1.4 }, "enough", undefined, /^Nothing\.$/],
    [{ daily: -1, perSecond: 14 }, "unlimited", undefined, /^Nothing\.$/],
    [{ daily: -1, perSecond: -1 }, "unlimited", undefined, /^Nothing\.$/],
    [{ daily: 49_999, perSecond: 14 }, "short", { daily: 1 }, /^Send first.*\{ daily: 50000 \}/],
    [
      { daily: 10_000, perSecond: 1 },
      "short",
      { daily: 40_000, perSecond: 0.4 },
      /daily: 50000, perSecond: 2/,
    ],
    [{ daily: -1, perSecond: 1 }, "short", { perSecond: 0.4 }, /^Send first.*\{ perSecond: 2 \}/],
    [{ daily: 9_999, perSecond: 14 }, "short", { daily: 40_001 }, /^Not even the first.*\{ daily: 10000 \}/],
  ];
  for (const [granted, state, shortBy, step] of STATES)
    it(`${JSON.stringify(granted)}: ${state} ${JSON.stringify(shortBy ?? {})}`, () => {
      const judgement = judged(granted);
      assert.deepEqual([judgement.state, judgement.shortBy, judgement.granted], [state, shortBy, granted]);
      assert.match(judgement.nextStep, step);
    });

  const REQUESTS: readonly (readonly [string, number, RegExp])[] = [
    ["PENDING", 50_000, /^Wait for AWS's answer to the request for 50,000 a day \(PENDING\)/],
    ["CASE_OPENED", 50_000, /^Wait/],
    // The limit may follow a moment later.
    ["APPROVED", 50_000, /^Wait/],
    ["a status to come", 50_000, /^Wait/],
    ["DENIED", 50_000, /^AWS ended the request for 50,000 a day \(DENIED\)/],
    ["NOT_APPROVED", 50_000, /^AWS ended/],
    ["CASE_CLOSED", 50_000, /^AWS ended.*Only another value/],
    ["INVALID_REQUEST", 50_000, /^AWS ended/],
    ["APPROVED", 10_000, /^Send first/],
    ["NONE", 50_000, /^Wait.*\(not filed by this stack\)/],
    ["NONE", 10_000, /^Send first/],
  ];
  for (const [status, value, step] of REQUESTS)
    it(`goes by a request for ${value} that is ${status}`, () => {
      const daily = { value, status };
      const judgement = judged({ daily: 10_000, perSecond: 14 }, { daily });
      assert.match(judgement.nextStep, step);
      assert.deepEqual(judgement.requested, { daily });
      assert.equal(judged({ daily: 50_000, perSecond: 14 }, { daily }).nextStep, "Nothing.");
    });

  const limit = fc.record({
    daily: fc.integer({ min: -1, max: 200_000 }),
    perSecond: fc.integer({ min: 1, max: 100 }),
  });
  it("never gets worse by a higher limit, and is short exactly by what is missing", () => {
    fc.assert(
      fc.property(limit, fc.integer({ min: 0, max: 100_000 }), (granted, more) => {
        const { state, shortBy = {} } = judged(granted);
        for (const name of QUOTA_NAMES) {
          const gap = granted[name] < 0 ? 0 : Math.max(0, PLANNED[name] - granted[name]);
          assert(Math.abs((shortBy[name] ?? 0) - gap) < 0.05, name);
        }
        assert.equal(state === "short", Object.keys(shortBy).length > 0);
        if (state === "enough")
          assert.equal(judged({ ...granted, daily: granted.daily + more }).state, "enough");
      }),
    );
  });
});

describe("what Service Quotas is asked for", () => {
  it("is what the stack file says, and the target where it says nothing", () => {
    assert.deepEqual(askedFor({}, VOLUME), [["daily", 50_000]]);
    assert.deepEqual(askedFor({ perSecond: 14 }, VOLUME), [["perSecond", 14]]);
    assert.deepEqual(askedFor({ perSecond: 14, daily: 20_000 }, VOLUME), [
      ["daily", 20_000],
      ["perSecond", 14],
    ]);
  });

  it("has the codes of SES's two limits", () => {
    assert.deepEqual(["L-804C8AE8", "L-CDEF9B6B", "L-AE5D8F8A"].map(quotaNamed), [
      "daily",
      "perSecond",
      undefined,
    ]);
  });

  const ACCOUNT = {
    productionAccessEnabled: true,
    enforcementStatus: "HEALTHY",
    limits: { daily: 10_000, perSecond: 14 },
  };
  const REFUSED: readonly (readonly [string, number, Partial<Parameters<typeof whyNotAsk>[2]>, RegExp])[] = [
    ["the sandbox", 50_000, { productionAccessEnabled: false }, /^AWS has not granted production access/],
    ["an account on probation", 50_000, { enforcementStatus: "PROBATION" }, /PROBATION, not HEALTHY/],
    [
      "an account that AWS does not describe",
      50_000,
      { enforcementStatus: "unknown" },
      /unknown, not HEALTHY/,
    ],
    ["limits that AWS does not tell", 50_000, { limits: undefined }, /does not tell/],
    [
      "no limit",
      50_000,
      { limits: { daily: -1, perSecond: 14 } },
      /no such limit\. Take ses-launch:sendingQuota\.daily/,
    ],
    [
      "a higher limit",
      9_999,
      {},
      /^AWS allows 10,000 a day already, and ses-launch:sendingQuota\.daily is 9999/,
    ],
  ];
  for (const [what, value, changes, reason] of REFUSED)
    it(`is refused in the face of ${what}`, () => {
      assert.match(whyNotAsk("daily", value, { ...ACCOUNT, ...changes }) ?? "", reason);
    });

  it("may be asked for, and may be what is in force already", () => {
    assert.equal(whyNotAsk("daily", 50_000, ACCOUNT), undefined);
    assert.equal(whyNotAsk("perSecond", 14, ACCOUNT), undefined);
  });
});
