import assert from "node:assert/strict";
import { DMARC_MIN_OBSERVED_DAYS, dmarcStageProblems, nextDmarcStage } from "../../mail/dmarcStages";
import type { DmarcStageRequest } from "../../mail/dmarcStages";

const today = new Date("2026-11-25T09:00:00Z");
const reports = ["dmarc@example.com"];

function problems(request: Omit<DmarcStageRequest, "today" | "reports"> & { reports?: string[] }): string[] {
  return dmarcStageProblems({ reports, ...request, today });
}

describe("mail/dmarcStages", () => {
  it("lets p=none be published at once", () => {
    assert.deepEqual(problems({ policy: "none", reports: [] }), []);
  });

  it("wants report addresses and a date before enforcing", () => {
    const found = problems({ policy: "quarantine", reports: [] });
    assert.equal(found.length, 2);
    assert.match(found[0] ?? "", /address for reports/);
    assert.match(found[1] ?? "", /14 days/);
  });

  it("counts days to the day", () => {
    assert.deepEqual(problems({ policy: "quarantine", observedSince: "2026-11-11" }), []);
    assert.deepEqual(problems({ policy: "quarantine", observedSince: "2026-11-12" }), [
      "p=quarantine needs 14 days of reports, there are 13: allowed from 2026-11-26.",
    ]);
    assert.deepEqual(problems({ policy: "reject", observedSince: "2026-10-28" }), []);
    assert.deepEqual(problems({ policy: "reject", observedSince: "2026-11-24" }), [
      "p=reject needs 28 days of reports, there are 1: allowed from 2026-12-22.",
    ]);
  });

  it("waits one level less with t=y", () => {
    assert.deepEqual(problems({ policy: "quarantine", testing: true }), []);
    assert.equal(problems({ policy: "quarantine", testing: true, reports: [] }).length, 1);
    assert.deepEqual(problems({ policy: "reject", testing: true, observedSince: "2026-11-11" }), []);
    assert.equal(problems({ policy: "reject", testing: true, observedSince: "2026-11-12" }).length, 1);
    assert.equal(problems({ policy: "reject", testing: true }).length, 1);
  });

  for (const observedSince of [
    "2026-02-30",
    "2026-13-01",
    "25.11.2026",
    "2026-1-1",
    "",
    "2026-11-01T00:00:00Z",
  ]) {
    it(`takes ${JSON.stringify(observedSince)} for no date`, () => {
      assert.match(problems({ policy: "quarantine", observedSince })[0] ?? "", /not a date/);
      assert.match(problems({ policy: "none", observedSince })[0] ?? "", /not a date/);
    });
  }

  it("does not believe the future", () => {
    assert.match(problems({ policy: "none", observedSince: "2026-11-26" })[0] ?? "", /in the future/);
    assert.deepEqual(problems({ policy: "none", observedSince: "2026-11-25" }), []);
  });

  it("recommends each policy in testing first", () => {
    const steps: string[] = [];
    let stage = nextDmarcStage("none", false);
    while (stage !== undefined) {
      steps.push(`${stage.policy}${stage.testing ? " t=y" : ""}`);
      stage = nextDmarcStage(stage.policy, stage.testing);
    }
    assert.deepEqual(steps, ["quarantine t=y", "quarantine", "reject t=y", "reject"]);
    assert.deepEqual(nextDmarcStage("none", true), { policy: "quarantine", testing: true });
  });

  it("never waits less for a stricter policy", () => {
    const { none, quarantine, reject } = DMARC_MIN_OBSERVED_DAYS;
    assert.ok(none < quarantine && quarantine < reject);
  });
});
