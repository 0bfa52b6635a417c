import assert from "node:assert/strict";
import program from "../../index";
import type { EmailOutput, LaunchOutput } from "../../outputs";
import { QUOTA_REQUEST, fileQuotaRequest } from "../../rehearsal/aws/quotaRequests";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack, UpOutcome } from "../../rehearsal/engine/stack";
import { SERVICE_QUOTA, SUBSCRIPTION } from "../../rehearsal/providers/handlers/names";
import { REHEARSAL_ACCOUNT } from "../../rehearsal/engine/workspace";
import { ENGINE_TIMEOUT_MS, refusal } from "./harness";
import { COMPANY, Proofs } from "./proofs";

const policies = true;
const at = (launchStage: string, sendingQuota: object = {}) => ({
  "ses-launch:company": COMPANY,
  "ses-launch:launchStage": launchStage,
  "ses-launch:attestations": { recipientsOptIn: { by: "A Person", on: "2026-11-20" } },
  "ses-launch:sendingQuota": sendingQuota,
});
const ASKED = { daily: 50_000, perSecond: 14 };

describe("a sending quota on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let proofs: Proofs;
  let prod: RehearsalStack;

  /** Every request that AWS got, as `L-804C8AE8 50000`. */
  const filed = () =>
    rehearsal.cloud
      .calls()
      .filter(({ op, type }) => op === "create" && type === QUOTA_REQUEST)
      .map(({ id }) => id);
  const declared = async () =>
    ((await prod.state()).resources ?? [])
      .filter(({ type }) => type === SERVICE_QUOTA)
      .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2))
      .sort();
  const quotaSteps = ({ changes }: UpOutcome) => changes.filter(({ type }) => type === SERVICE_QUOTA);
  const quotaIn = ({ outputs }: UpOutcome) => (outputs["launch"]?.value as LaunchOutput).sendingQuota;

  before(async () => {
    rehearsal = await Rehearsal.open("tests-quota");
    proofs = new Proofs();
    prod = await rehearsal.stack("prod", at("prepare"), () => program(proofs.folder));
    await prod.up();
    for (const subscription of rehearsal.cloud.list(SUBSCRIPTION))
      rehearsal.cloud.put({ ...subscription, hidden: { ...subscription.hidden, confirmed: true } });
    proofs.approveTemplates();
    await proofs.prove(prod);
  });

  after(async () => {
    await rehearsal.close();
    proofs.remove();
  });

  it("is not asked for with the request for production access: the preview refuses before either is filed", async () => {
    prod.configure(at("request", ASKED));
    assert.match(
      await refusal(prod.preview({ policies })),
      /ses-launch-sending-quota[^]*Take ses-launch:sendingQuota out until launch\.productionAccess is granted/,
    );
    prod.configure(at("request"));
    assert.equal(quotaIn(await prod.upWithoutPreview())?.state, "not-granted");
    assert.deepEqual([filed(), await declared()], [[], []]);
  });

  it("is not asked for while AWS reviews: a policy says so in the preview, a hook without one", async () => {
    prod.configure(at("request", ASKED));
    assert.match(
      await refusal(prod.preview({ policies })),
      /ses-launch-sending-quota[^]*AWS has not granted production access[^]*Take ses-launch:sendingQuota out/,
    );
    assert.match(
      await refusal(prod.upWithoutPreview()),
      /Sending quota 50000 is not asked for: AWS has not granted production access[^]*Nothing was filed/,
    );
    assert.deepEqual([filed(), await declared()], [[], []]);
  });

  it("is judged once AWS has granted production access, and nothing is asked for that the stack file does not ask for", async () => {
    rehearsal.account({
      ProductionAccessEnabled: true,
      SendQuota: { Max24HourSend: 10_000, MaxSendRate: 14, SentLast24Hours: 0 },
      Details: { ReviewDetails: { Status: "GRANTED" } },
    });
    prod.configure(at("request"));
    const quota = quotaIn(await prod.upWithoutPreview());
    assert.equal(quota?.state, "short");
    assert.deepEqual(quota.shortBy, { daily: 40_000 });
    assert.match(quota.nextStep, /^Send first.*set ses-launch:sendingQuota to \{ daily: 50000 \}/);
    assert.deepEqual([filed(), await declared()], [[], []]);
  });

  it("is asked for once; what is in force already is not", async () => {
    prod.configure(at("live", ASKED));
    const quota = quotaIn(await prod.up({ policies }));
    assert.deepEqual(filed(), ["L-804C8AE8 50000"]);
    assert.deepEqual(await declared(), ["sending-quota-daily-50000", "sending-quota-perSecond-14"]);
    assert.deepEqual(quota?.requested, {
      daily: { value: 50_000, status: "PENDING" },
      perSecond: { value: 14, status: "NONE" },
    });
    assert.match(quota.nextStep, /^Wait for AWS's answer to the request for 50,000 a day \(PENDING\)/);
  });

  it("is not asked for again while it is open, whatever refreshes", async () => {
    assert.deepEqual((await prod.refresh()).changes, []);
    assert.deepEqual(quotaSteps(await prod.upWithoutPreview()), []);
    assert.deepEqual(filed(), ["L-804C8AE8 50000"]);
  });

  it("is refused by AWS for another value while it is open", async () => {
    prod.configure(at("live", { ...ASKED, daily: 60_000 }));
    assert.match(await refusal(prod.upWithoutPreview()), /Only one open service quota increase request/);
    assert.deepEqual(filed(), ["L-804C8AE8 50000"]);
  });

  it("is not asked for again when AWS closes the request without granting it", async () => {
    rehearsal.answerQuota("L-804C8AE8", "CASE_CLOSED");
    prod.configure(at("live", ASKED));
    const up = await prod.upWithoutPreview();
    assert.deepEqual(quotaSteps(up), []);
    const quota = quotaIn(up);
    assert.equal(quota?.granted?.daily, 10_000);
    assert.match(quota.nextStep, /^AWS ended the request for 50,000 a day \(CASE_CLOSED\)/);
    assert.deepEqual(filed(), ["L-804C8AE8 50000"]);
  });

  it("is asked for anew with another value, and reaches applications when AWS has granted it", async () => {
    prod.configure(at("live", { ...ASKED, daily: 60_000 }));
    await prod.upWithoutPreview();
    assert.deepEqual(filed(), ["L-804C8AE8 50000", "L-804C8AE8 60000"]);
    assert.deepEqual(await declared(), ["sending-quota-daily-60000", "sending-quota-perSecond-14"]);
    rehearsal.answerQuota("L-804C8AE8", "APPROVED");
    const up = await prod.upWithoutPreview();
    const email = up.outputs["email"]?.value as EmailOutput;
    assert.deepEqual(email.limits, { max24HourSend: 60_000, maxSendRate: 14 });
    const { state, granted, requested } = quotaIn(up) ?? {};
    assert.deepEqual([state, granted], ["enough", { daily: 60_000, perSecond: 14 }]);
    assert.equal(requested?.daily?.status, "APPROVED");
  });

  it("is left alone when AWS raises it by itself, and when the account loses its standing", async () => {
    rehearsal.account({ SendQuota: { Max24HourSend: 80_000 }, EnforcementStatus: "PROBATION" });
    const up = await prod.up({ policies });
    assert.deepEqual(quotaSteps(up), []);
    assert.equal(quotaIn(up)?.granted?.daily, 80_000);
    rehearsal.account({ EnforcementStatus: "HEALTHY" });
    assert.equal(filed().length, 2);
  });

  it("is never asked to be less", async () => {
    prod.configure(at("live", { daily: 70_000 }));
    const below = /AWS allows 80,000 a day already, and ses-launch:sendingQuota\.daily is 70000/;
    assert.match(await refusal(prod.preview({ policies })), below);
    assert.match(await refusal(prod.upWithoutPreview()), below);
    assert.equal(filed().length, 2);
  });

  it("stays as AWS granted it when the stack file asks for nothing any more", async () => {
    prod.configure(at("live"));
    const up = await prod.upWithoutPreview();
    assert.deepEqual(await declared(), []);
    assert.equal((up.outputs["email"]?.value as EmailOutput).limits.max24HourSend, 80_000);
    assert.equal(filed().length, 2);
  });

  it("is taken over where somebody asked by hand", async () => {
    const place = { account: REHEARSAL_ACCOUNT, region: "us-east-1" };
    fileQuotaRequest(rehearsal.cloud, place, "L-804C8AE8", 90_000);
    const resources = { "sending-quota-daily-90000": "ses/L-804C8AE8" };
    prod.configure({ ...at("live", { daily: 90_000 }), "ses-launch:adopt": { resources } });
    assert.equal(quotaIn(await prod.up({ policies }))?.requested?.daily?.status, "NONE");
    assert.equal(filed().length, 3);
    rehearsal.answerQuota("L-804C8AE8", "APPROVED");
    prod.configure(at("live", { daily: 90_000 }));
    const up = await prod.upWithoutPreview();
    assert.deepEqual([quotaSteps(up), quotaIn(up)?.granted?.daily], [[], 90_000]);
    assert.equal(filed().length, 3);
  });
});
