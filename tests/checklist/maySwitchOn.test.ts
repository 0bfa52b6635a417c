import assert from "node:assert/strict";
import { type SwitchOnFacts, whyNotSwitchOn, whyStillPaused } from "../../checklist/maySwitchOn";

const RECORD = { stream: "notifications", alarm: "bounces", value: 0.083, at: "2026-11-25T10:00:00.123Z" };
const FACTS: SwitchOnFacts = {
  stack: "prod",
  stream: "notifications",
  recipientsRestricted: false,
  account: { productionAccessEnabled: true, sendingEnabled: true, enforcementStatus: "HEALTHY" },
  unproven: [],
  pause: { alarms: {} },
};
const account = (change: Partial<SwitchOnFacts["account"]>) => ({
  ...FACTS,
  account: { ...FACTS.account, ...change },
});
const paused = (more: Partial<SwitchOnFacts["pause"]> = {}) => ({
  ...FACTS,
  pause: { record: RECORD, alarms: { bounces: "ALARM" }, ...more },
});

describe("switching a stream on", () => {
  const ALLOWED: readonly [string, SwitchOnFacts][] = [
    ["everything is right", FACTS],
    [
      "restricted recipients need no production access",
      { ...account({ productionAccessEnabled: false }), recipientsRestricted: true },
    ],
    ["its pause is released", paused({ releasedAt: RECORD.at })],
    [
      "its pause is released in another form of the same instant",
      paused({ releasedAt: "2026-11-25T10:00:00.123+00:00" }),
    ],
  ];
  for (const [why, facts] of ALLOWED)
    it(`is allowed: ${why}`, () => {
      assert.equal(whyNotSwitchOn(facts), undefined);
      assert.equal(whyStillPaused(facts), undefined);
    });

  const REFUSED: readonly [string, SwitchOnFacts, RegExp][] = [
    [
      "no production access",
      account({ productionAccessEnabled: false }),
      /AWS has not granted production access/,
    ],
    [
      "probation",
      account({ enforcementStatus: "PROBATION" }),
      /AWS calls the account PROBATION, not HEALTHY/,
    ],
    ["sending is off", account({ sendingEnabled: false }), /Sending of the whole account is switched off/],
    ["something is not proven", { ...FACTS, unproven: ["Test emails: none"] }, /^- Test emails: none$/m],
    [
      "it is paused",
      paused(),
      /It was paused at 2026-11-25T10:00:00\.123Z by the alarm bounces at a rate of 0\.083/,
    ],
    [
      "another pause is released",
      paused({ releasedAt: "2026-11-24T10:00:00.000Z" }),
      /which is another pause/,
    ],
  ];
  for (const [why, facts, says] of REFUSED)
    it(`is refused: ${why}`, () => {
      const reason = whyNotSwitchOn(facts) ?? "";
      assert.match(reason, says);
      assert.match(reason, /^Stream notifications of prod is not switched on:\n/);
    });

  it("tells every reason at once", () => {
    const facts = {
      ...paused(),
      account: { productionAccessEnabled: false, sendingEnabled: false, enforcementStatus: "SHUTDOWN" },
      unproven: ["one", "two"],
    };
    assert.equal((whyNotSwitchOn(facts) ?? "").split("\n").filter((line) => line.startsWith("- ")).length, 6);
  });

  it("prints lines of the stack file that hold the pause or release it, to the letter", () => {
    assert.equal(
      whyStillPaused(paused()),
      [
        "Stream notifications of prod is not switched on:",
        "- It was paused at 2026-11-25T10:00:00.123Z by the alarm bounces at a rate of 0.083.",
        "  Alarm bounces is ALARM now.",
        "  To leave it off, so that everything else deploys again:",
        "    ses-launch:streams:",
        "      notifications:",
        '        paused: { at: "2026-11-25T10:00:00.123Z", reason: "what is being done about it" }',
        "  To bring it back, once the cause is mended:",
        "    ses-launch:streams:",
        "      notifications:",
        '        release: { pausedAt: "2026-11-25T10:00:00.123Z", reason: "what was mended", by: "your name" }',
        "Nothing of it was changed.",
      ].join("\n"),
    );
  });
});
