import assert from "node:assert/strict";
import { PRODUCTION_ACCESS } from "../../checklist/types";
import program from "../../index";
import type { EmailOutput, LaunchOutput } from "../../outputs";
import { EngineError } from "../../rehearsal/engine/outcome";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack } from "../../rehearsal/engine/stack";
import { SUBSCRIPTION } from "../../rehearsal/providers/handlers/names";
import { ENGINE_TIMEOUT_MS, writes } from "./harness";
import { COMPANY, Proofs } from "./proofs";

const policies = true;
const at = (launchStage: string) => ({
  "ses-launch:company": COMPANY,
  "ses-launch:launchStage": launchStage,
  "ses-launch:attestations": { recipientsOptIn: { by: "A Person", on: "2026-11-20" } },
});

async function refused(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    assert(error instanceof EngineError, String(error));
    return error.message;
  }
  return assert.fail("the engine did not refuse");
}

describe("production access on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let proofs: Proofs;
  let prod: RehearsalStack;

  const filed = () => rehearsal.cloud.calls().filter(({ id }) => id === "PutAccountDetails").length;

  before(async () => {
    rehearsal = await Rehearsal.open("tests-request");
    proofs = new Proofs();
    prod = await rehearsal.stack("prod", at("live"), () => program(proofs.folder));
  });

  after(async () => {
    await rehearsal.close();
    proofs.remove();
  });

  it("is among what a first preview of prod straight at live is refused for, each item once", async () => {
    const message = await refused(prod.preview({ policies }));
    const named = [...message.matchAll(/^\[mandatory\] (\S+)/gm)].map(([, policy]) => policy);
    assert.deepEqual(named, [...new Set(named)]);
    for (const item of ["domain-verified", "templates-reviewed", "test-emails", "production-access"])
      assert(named.includes(`ses-launch-${item}`), item);
    assert.match(message, /Deploy at launchStage prepare first/);
    assert.equal(writes(rehearsal.cloud), 0);
    prod.configure(at("prepare"));
    await prod.up();
  });

  it("is not asked for while the checklist does not hold: policies say so in the preview, a hook without them", async () => {
    prod.configure(at("request"));
    assert.match(await refused(prod.preview({ policies })), /ses-launch-test-emails/);
    assert.match(
      await refused(prod.upWithoutPreview()),
      /Production access is not asked for, because the checklist does not hold:\n- .*\n(.*\n)*Nothing was filed/,
    );
    assert.equal(filed(), 0);
  });

  it("is asked for once when it holds, with the text for the reviewer", async () => {
    for (const subscription of rehearsal.cloud.list(SUBSCRIPTION))
      rehearsal.cloud.put({ ...subscription, hidden: { ...subscription.hidden, confirmed: true } });
    proofs.approveTemplates();
    await proofs.prove(prod);
    const up = await prod.up({ policies });
    assert.equal(filed(), 1);
    const { Details } = rehearsal.account();
    assert.equal(Details?.ReviewDetails?.Status, "PENDING");
    // AWS calls the field deprecated and still takes it; the reviewer has nothing else to read.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    assert.match(Details.UseCaseDescription ?? "", /^Our customers get these kinds of mail from us/);
    const launch = up.outputs["launch"]?.value as LaunchOutput;
    assert.equal(launch.productionAccess?.state, "pending");
  });

  it("is never asked for twice: not by the next up, and not while AWS reviews", async () => {
    await prod.up({ policies });
    await prod.up({ policies });
    assert.equal(filed(), 1);
  });

  it("keeps the streams off until AWS has granted it", async () => {
    prod.configure(at("live"));
    assert.match(await refused(prod.preview({ policies })), /ses-launch-production-access/);
    assert.match(
      await refused(prod.upWithoutPreview()),
      /AWS has not granted production access|Production access granted, account healthy/,
    );
  });

  it("opens the streams, and tells applications the granted limits", async () => {
    rehearsal.account({
      ProductionAccessEnabled: true,
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
      Details: { ReviewDetails: { Status: "GRANTED" } },
    });
    prod.configure(at("request"));
    const seen = await prod.up({ policies });
    assert.equal((seen.outputs["launch"]?.value as LaunchOutput).productionAccess?.state, "granted");
    prod.configure(at("live"));
    const live = await prod.up({ policies });
    assert.deepEqual(
      live.violations.filter(({ level }) => level === "mandatory"),
      [],
    );
    const email = live.outputs["email"]?.value as EmailOutput;
    assert(Object.values(email.streams).every(({ sendingEnabled }) => sendingEnabled));
    assert.deepEqual(email.limits, { max24HourSend: 50_000, maxSendRate: 14 });
    assert.equal(filed(), 1);
    const request = await prod.resource(PRODUCTION_ACCESS, "production-access");
    assert.equal(request.outputs?.["state"], "granted");
  });
});
