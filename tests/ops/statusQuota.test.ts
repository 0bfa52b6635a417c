import assert from "node:assert/strict";
import { judgeQuota } from "../../checklist/sendingQuota";
import type { StatusFacts } from "../../ops/status/facts";
import { nextStep } from "../../ops/status/nextStep";
import { statusReport } from "../../ops/status/status";
import { textOf } from "./ports";
import { SOUND, reviewed } from "./soundStatus";

const quota = (daily: number, perSecond = 14) =>
  judgeQuota({
    stack: "prod",
    volume: { expectedPerDay: { max: 10_000 }, peakPerHour: 1_000, targetPerDay: 50_000 },
    granted: { daily, perSecond },
    requests: {},
  });

describe("ses status on the sending quota", () => {
  const GRANTED = reviewed({ productionAccessEnabled: true });
  const STEPS: readonly (readonly [string, Partial<StatusFacts>, RegExp])[] = [
    ["too low a limit before live", { stage: "request", quota: quota(200, 1) }, /launchStage to live/],
    ["a limit that is enough", { stage: "live", quota: quota(50_000) }, /^Nothing\./],
    ["too low a limit at live", { stage: "live", quota: quota(10_000) }, /^Send first: AWS raises limits/],
    [
      "an alarm beside too low a limit",
      { stage: "live", quota: quota(10_000), alarms: [{ name: "a", state: "ALARM" }] },
      /^a is in alarm/,
    ],
  ];
  for (const [what, changes, step] of STEPS)
    it(`goes on from ${what}`, () => {
      assert.match(nextStep({ ...SOUND, ...GRANTED, ...changes }), step);
    });

  it("shows what is planned beside what AWS allows, and by how much it is short", () => {
    const shown = (daily: number, perSecond: number) => {
      const account = { ...SOUND.account, max24HourSend: daily, maxSendRate: perSecond };
      const report = statusReport({ ...SOUND, account, quota: quota(daily, perSecond) });
      assert.equal(report.exitCode, 0, "a low limit is nothing wrong");
      return textOf(report);
    };
    const planned = "planned 50,000 a day and 1\\.4 a second";
    assert.match(
      shown(10_000, 1),
      new RegExp(
        `• quota +3 of 10000 in 24 hours, 1 a second; ${planned}: short by 40,000 a day and 0\\.4 a second\n`,
      ),
    );
    assert.match(shown(50_000, 14), new RegExp(`– quota +3 of 50000 in 24 hours, 14 a second; ${planned}\n`));
    assert.match(
      shown(-1, 14),
      new RegExp(`– quota +3 sent in 24 hours without limit, 14 a second; ${planned}\n`),
    );
    assert.match(textOf(statusReport(SOUND)), /– quota +3 of 200 in 24 hours, 1 a second\n/);
  });
});
