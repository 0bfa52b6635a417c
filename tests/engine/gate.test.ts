import assert from "node:assert/strict";
import { CHECKLIST } from "../../checklist/evaluate";
import program from "../../index";
import { EngineError, type Outcome } from "../../rehearsal/engine/outcome";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack } from "../../rehearsal/engine/stack";
import { SUBSCRIPTION } from "../../rehearsal/providers/handlers/names";
import { CONFIGURATION_SET, ENGINE_TIMEOUT_MS, IDENTITY, MAIL_FROM, TABLE, writes } from "./harness";
import { COMPANY, Proofs } from "./proofs";

const policies = true;
const PREPARE = { "ses-launch:company": COMPANY };
const LIVE = { ...PREPARE, "ses-launch:launchStage": "live" };
const ITEMS = CHECKLIST.map(({ id }) => `ses-launch-${id}`);

/** What the engine says when it refuses, with what it had found until then. */
async function refused(operation: Promise<unknown>): Promise<{ message: string; outcome: Outcome }> {
  try {
    await operation;
  } catch (error) {
    assert(error instanceof EngineError, String(error));
    return error;
  }
  return assert.fail("the engine did not refuse");
}

const mandatory = ({ violations }: Outcome) =>
  violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy);
const advisory = ({ violations }: Outcome) =>
  violations.filter(({ level }) => level === "advisory").map(({ policy }) => policy);

/** What keeps staging's streams off before anything of it is proven. */
const UNPROVEN = ["ses-launch-test-emails", "ses-launch-templates-reviewed", "ses-launch-monitoring"].sort();

describe("the launch gate on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let proofs: Proofs;
  let staging: RehearsalStack;

  const sending = () =>
    Object.fromEntries(
      rehearsal.cloud
        .list(CONFIGURATION_SET)
        .map(({ id, properties }) => [
          id,
          (properties.sendingOptions as { sendingEnabled: boolean }).sendingEnabled,
        ]),
    );
  const streams = (on: boolean) => ({
    "staging-alerts": on,
    "staging-canary": true,
    "staging-closed": false,
    "staging-notifications": on,
    "staging-transactional": on,
  });
  const confirmSubscribers = () => {
    for (const subscription of rehearsal.cloud.list(SUBSCRIPTION))
      rehearsal.cloud.put({ ...subscription, hidden: { ...subscription.hidden, confirmed: true } });
  };

  before(async () => {
    rehearsal = await Rehearsal.open("tests-gate");
    proofs = new Proofs();
    staging = await rehearsal.stack("staging", LIVE, () => program(proofs.folder));
  });

  after(async () => {
    await rehearsal.close();
    proofs.remove();
  });

  it("refuses a first preview straight at live, with every item that is missing once, and says what to do", async () => {
    const { message, outcome } = await refused(staging.preview({ policies }));
    const named = mandatory(outcome);
    assert.deepEqual(named, [...new Set(named)], "each once");
    assert(
      named.every((policy) => ITEMS.includes(policy)),
      named.join(", "),
    );
    for (const item of [
      "domain-verified",
      "dkim-verified",
      "templates-reviewed",
      "monitoring",
      "test-emails",
    ])
      assert(named.includes(`ses-launch-${item}`), item);
    assert(!named.includes("ses-launch-production-access"), "restricted recipients need none");
    assert.match(message, /Deploy at launchStage prepare first/);
    assert.match(message, /Domain verified in SES: not proven\./);
    assert.doesNotMatch(message, /admin@/);
    assert.equal(writes(rehearsal.cloud), 0);
  });

  it("lets a stack at prepare deploy, and advises in one line how far it is", async () => {
    staging.configure(PREPARE);
    const first = await staging.up({ policies });
    assert.deepEqual(mandatory(first), []);
    assert.deepEqual(sending(), streams(false));
    const second = await staging.up({ policies });
    assert.deepEqual(second.changes, []);
    const [line, ...more] = second.violations;
    assert.equal(more.length, 0);
    assert.match(
      line?.message ?? "",
      /\nLaunchGate "launch": 8 of 12 items of the checklist hold; open are /,
    );
    const launch = second.outputs["launch"]?.value as {
      stage: string;
      checklist: { id: string; state: string }[];
    };
    assert.equal(launch.stage, "prepare");
    assert.deepEqual(
      launch.checklist.map(({ id }) => `ses-launch-${id}`),
      ITEMS,
    );
    assert.equal(launch.checklist.find(({ id }) => id === "domain-verified")?.state, "proven");
  });

  it("layer 1: the preview is refused by the item's policies alone, and nothing changes", async () => {
    staging.configure(LIVE);
    const before = writes(rehearsal.cloud);
    const { outcome } = await refused(staging.preview({ policies }));
    assert.deepEqual(mandatory(outcome).sort(), UNPROVEN);
    assert.equal(writes(rehearsal.cloud), before);
  });

  it("layer 2: without a preview the gate is refused before it changes, and no stream behind it is touched", async () => {
    const { message, outcome } = await refused(staging.upWithoutPreview({ policies }));
    assert(mandatory(outcome).includes("ses-launch-gate-holds"), mandatory(outcome).join(", "));
    assert.match(
      message,
      /staging-alerts, staging-notifications, staging-transactional cannot be switched on/,
    );
    assert.match(message, /Test emails sent successfully/);
    assert.deepEqual(sending(), streams(false));
  });

  it("layer 3: without a policy pack the hook refuses, and no stream is switched on", async () => {
    const { message } = await refused(staging.upWithoutPreview());
    assert.match(message, /Stream (alerts|notifications|transactional) of staging is not switched on:/);
    assert.match(message, /Test emails sent successfully: There is no evidence/);
    assert.deepEqual(sending(), streams(false));
  });

  it("opens once everything is proven", async () => {
    confirmSubscribers();
    proofs.approveTemplates();
    await proofs.prove(staging);
    const up = await staging.up({ policies });
    assert.deepEqual(up.violations, []);
    assert.deepEqual(sending(), streams(true));
    const email = up.outputs["email"]?.value as { streams: Record<string, { sendingEnabled: boolean }> };
    assert(Object.values(email.streams).every(({ sendingEnabled }) => sendingEnabled));
    // The gate takes note of what sends now; nothing at AWS is changed for that.
    const next = await staging.up({ policies });
    assert.deepEqual(
      next.changes.map(({ op, name }) => [op, name]),
      [["update", "launch"]],
    );
    assert.deepEqual((await staging.up({ policies })).changes, []);
    const kept = ((await staging.state()).resources ?? []).filter(({ protect }) => protect);
    assert.deepEqual(
      [...new Set(kept.map(({ type }) => type))].sort(),
      [CONFIGURATION_SET, IDENTITY, MAIL_FROM, TABLE].sort(),
    );
    assert.equal(
      kept.filter(({ type }) => type === CONFIGURATION_SET).length,
      Object.keys(streams(true)).length,
    );
    assert(kept.every(({ retainOnDelete }) => retainOnDelete));
  });

  it("an unrelated change deploys while it is live, with old evidence and DKIM in TEMPORARY_FAILURE", async () => {
    await proofs.prove(staging, 40);
    const identity = rehearsal.cloud.list(IDENTITY).find(({ id }) => id === "staging.listbackup.ai");
    assert(identity);
    const failing = { dkimSigningAttributes: { status: "TEMPORARY_FAILURE" } };
    rehearsal.cloud.put({ ...identity, hidden: { ...identity.hidden, status: failing } });
    staging.configure({ ...LIVE, "ses-launch:behaviorOnMxFailure": "REJECT_MESSAGE" });
    const up = await staging.up({ policies });
    assert(up.changes.some(({ name }) => name === "identity-mail-from"));
    assert.deepEqual(mandatory(up), []);
    assert.deepEqual([...new Set(advisory(up))].sort(), [
      "ses-launch-dkim-verified-advice",
      "ses-launch-test-emails-advice",
    ]);
    assert.deepEqual(sending(), streams(true));
    rehearsal.cloud.put(identity);
    await proofs.prove(staging);
  });

  it("goes back to prepare whatever is missing, and closes every stream", async () => {
    await proofs.prove(staging, 40);
    staging.configure(PREPARE);
    assert.deepEqual(mandatory(await staging.up({ policies })), []);
    assert.deepEqual(sending(), streams(false));
    assert(((await staging.state()).resources ?? []).every((one) => !one.protect && !one.retainOnDelete));
    await proofs.prove(staging);
    staging.configure(LIVE);
    await staging.up({ policies });
    assert.deepEqual(sending(), streams(true));
  });

  describe("when a stream switched itself off", () => {
    const RECORD = {
      stream: "notifications",
      alarm: "ses-launch-staging-stream-notifications-bounce-pause",
      value: 0.083,
      at: "2026-11-25T10:00:00.000Z",
    };
    const withNotifications = (more: object) => ({
      ...LIVE,
      "ses-launch:streams": {
        transactional: {},
        notifications: {
          topic: { displayName: "Service notifications", description: "Backup completed, storage warnings" },
          ...more,
        },
        alerts: {},
      },
    });
    const reason = "a list of old addresses was imported";

    before(() => {
      rehearsal.pauseRecord("staging", "notifications", JSON.stringify(RECORD));
      rehearsal.sending("staging-notifications", false);
      rehearsal.alarm(RECORD.alarm, "ALARM");
    });

    it("the next preview refuses to switch it on and prints the lines to paste", async () => {
      staging.configure(withNotifications({}));
      const { message } = await refused(staging.preview({ policies }));
      assert.match(message, /Stream notifications of staging is not switched on:/);
      assert.match(message, /It was paused at 2026-11-25T10:00:00\.000Z by the alarm .* at a rate of 0\.083/);
      assert.match(message, /Alarm ses-launch-staging-stream-notifications-bounce-pause is ALARM now/);
      assert.match(message, /paused: \{ at: "2026-11-25T10:00:00\.000Z", reason: /);
      assert.match(message, /release: \{ pausedAt: "2026-11-25T10:00:00\.000Z", reason: /);
      await refused(staging.upWithoutPreview({ policies }));
      assert.equal(sending()["staging-notifications"], false);
    });

    it("with the lines `paused` everything else deploys, and it stays off", async () => {
      staging.configure({
        ...withNotifications({ paused: { at: RECORD.at, reason } }),
        "ses-launch:behaviorOnMxFailure": "REJECT_MESSAGE",
      });
      const up = await staging.up({ policies });
      assert.deepEqual(mandatory(up), []);
      assert.deepEqual(sending(), { ...streams(true), "staging-notifications": false });
    });

    it("a release of another pause is refused", async () => {
      const release = { pausedAt: "2026-11-01T10:00:00Z", reason, by: "A Person" };
      staging.configure(withNotifications({ release }));
      const { message } = await refused(staging.up({ policies }));
      assert.match(message, /release\.pausedAt is 2026-11-01T10:00:00\.000Z, which is another pause/);
      assert.equal(sending()["staging-notifications"], false);
    });

    it("the right release switches it on", async () => {
      staging.configure(withNotifications({ release: { pausedAt: RECORD.at, reason, by: "A Person" } }));
      await staging.up({ policies });
      assert.deepEqual(sending(), streams(true));
    });
  });
});
