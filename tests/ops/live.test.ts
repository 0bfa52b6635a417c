import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate } from "../../checklist/evaluate";
import type { ItemId } from "../../checklist/item";
import { EMAIL_IDENTITY, PRODUCTION_ACCESS } from "../../checklist/types";
import { viewOf } from "../../checklist/view";
import { TEMPLATES } from "../../mail/templates/load";
import type { Aws } from "../../ops/aws/clients";
import { run } from "../../ops/cli/run";
import { type LiveFacts, withLiveFacts } from "../../ops/live";
import { CONTEXT, completeStack } from "../checklist/completeStack";
import { TestTerminal, testWorld } from "./testWorld";

const REVIEW = {
  productionAccessEnabled: true,
  enforcementStatus: "HEALTHY",
  reviewStatus: "GRANTED",
  caseId: "",
};
const IDENTITY = { verifiedForSending: true, verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" };
const LIVE: LiveFacts = {
  account: { review: REVIEW, sendingEnabled: true, max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 0 },
  identity: IDENTITY,
};

describe("what SES says now", () => {
  const open = (live: LiveFacts, domain = CONTEXT.domain): ItemId[] =>
    evaluate(viewOf(withLiveFacts(completeStack(), domain, live)), CONTEXT)
      .filter(({ state }) => state !== "proven")
      .map(({ id }) => id);
  const identity = (change: Partial<typeof IDENTITY>): LiveFacts => ({
    ...LIVE,
    identity: { ...IDENTITY, ...change },
  });

  it("proves nothing more and nothing less where it is what the state says", () => {
    assert.deepEqual(open(LIVE), []);
  });

  it("counts in the place of what the state says", () => {
    assert.deepEqual(open(identity({ verifiedForSending: false })), ["domain-verified"]);
    assert.deepEqual(open(identity({ dkim: "TEMPORARY_FAILURE" })), ["dkim-verified"]);
    const lost = { ...LIVE.account, review: { ...REVIEW, productionAccessEnabled: false } };
    assert.deepEqual(open({ ...LIVE, account: lost }), ["production-access"]);
    const watched = { ...LIVE.account, review: { ...REVIEW, enforcementStatus: "PROBATION" } };
    assert.deepEqual(open({ ...LIVE, account: watched }), ["production-access"]);
  });

  it("counts also where it is better", () => {
    const old = completeStack().map((one) =>
      one.type === EMAIL_IDENTITY
        ? {
            ...one,
            outputs: { verifiedForSendingStatus: false, dkimSigningAttributes: { status: "PENDING" } },
          }
        : one.type === PRODUCTION_ACCESS
          ? { ...one, outputs: { productionAccessEnabled: false } }
          : one,
    );
    const state = evaluate(viewOf(old), CONTEXT).filter((item) => item.state !== "proven");
    assert.deepEqual(
      state.map(({ id }) => id),
      ["domain-verified", "dkim-verified", "production-access"],
    );
    const live = evaluate(viewOf(withLiveFacts(old, CONTEXT.domain, LIVE)), CONTEXT);
    assert.equal(live.find(({ id }) => id === "domain-verified")?.state, "proven");
    assert.equal(live.find(({ id }) => id === "production-access")?.state, "proven");
  });

  it("takes an identity out that SES does not have, of the domain alone", () => {
    assert(open({ ...LIVE, identity: undefined }).includes("domain-verified"));
    assert.deepEqual(open({ ...LIVE, identity: undefined }, "other.example"), []);
  });

  it("is asked by ses checklist --live", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    try {
      const told = new TestTerminal();
      const aws = {
        callerAccount: async () => "123456789012",
        status: () => ({
          account: async () => LIVE.account,
          identity: async () => ({ ...IDENTITY, verifiedForSending: false }),
        }),
      } as unknown as Aws;
      const world = testWorld(folder, told.terminal, { templates: TEMPLATES, aws: async () => aws });
      assert.equal(await run(["checklist", "--live", "--stack", "prod"], world), 1);
      assert.match(told.out, /• Domain verified in SES +unproven/);
      assert.equal(await run(["checklist", "--stack", "prod"], world), 1);
      assert.match(
        told.out,
        /✔ Domain verified in SES +proven +domain-verified\n +SES says that listbackup\.ai/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
