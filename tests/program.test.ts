import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { LAUNCH_GATE, type LaunchRecord } from "../checklist/launchRecord";
import { PRODUCTION_ACCESS } from "../checklist/types";
import { IMPLEMENTATION } from "../components/productionAccess";
import program from "../index";
import type { EmailOutput, LaunchOutput } from "../outputs";
import { type Seen, type SynthOptions, synth } from "./components/synth";
import { PROD_EMAIL } from "./prodEmail";
import { stackConfig } from "./settings/config";

/** The whole program under Pulumi's mocks, with a stack file of the repository and changes to it. */
async function run(
  stack: "prod" | "staging",
  changes: Readonly<Record<string, unknown>> = {},
  options: SynthOptions = {},
): Promise<{ seen: Seen; outputs: Record<string, unknown> }> {
  const { values } = stackConfig(stack, changes);
  let outputs: Promise<Record<string, unknown>> | undefined;
  const seen = await synth(
    () => {
      pulumi.runtime.setAllConfig(values, ["ses-launch:webhooks"]);
      outputs = program();
      return outputs;
    },
    { ...options, stack },
  );
  return { seen, outputs: (await outputs) ?? {} };
}

const valueOf = (output: unknown): Promise<unknown> =>
  new Promise((resolve) => (output as pulumi.Output<unknown>).apply(resolve));

const identity = ({ type, name }: Seen["resources"][number]) => `${type} ${name}`;
const COMPANY = {
  "ses-launch:company": {
    name: "ListBackup.ai",
    website: "https://listbackup.ai",
    contact: "admin@listbackup.ai",
    postalAddress: "1 Backup Street, 10001 New York",
  },
};
const LIVE = {
  ...COMPANY,
  "ses-launch:launchStage": "live",
  "ses-launch:alarmEmails": ["admin@listbackup.ai"],
};
const SERVICE_QUOTA = "aws:servicequotas/serviceQuota:ServiceQuota";
const EVERYTHING = { "ses-launch:feedbackKey": "create", "ses-launch:apexSpf": true };

describe("the program", function () {
  // The whole program runs several times in a test.
  this.timeout(60_000);

  for (const stack of ["prod", "staging"] as const)
    for (const changes of [{}, EVERYTHING, LIVE])
      it(`${stack} registers in a preview what it registers in an up (${Object.keys(changes).join(", ")})`, async () => {
        const preview = await run(stack, changes, { preview: true });
        const up = await run(stack, changes);
        assert.deepEqual(preview.seen.resources.map(identity).sort(), up.seen.resources.map(identity).sort());
        assert(up.seen.resources.length > 40, `${up.seen.resources.length} resources`);
      });

  const PAUSED = { at: "2026-11-24T10:00:00Z", reason: "a list of old addresses was imported" };

  /** Configuration set to whether it is to send. */
  async function switches(changes: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const { seen } = await run("prod", { ...COMPANY, ...changes });
    return Object.fromEntries(
      seen.resources
        .filter(({ type }) => type === "aws:sesv2/configurationSet:ConfigurationSet")
        .map(({ inputs }) => [
          String(inputs["configurationSetName"]),
          (inputs["sendingOptions"] as { sendingEnabled: boolean }).sendingEnabled,
        ]),
    );
  }

  const OFF = {
    "prod-closed": false,
    "prod-canary": true,
    "prod-transactional": false,
    "prod-notifications": false,
    "prod-alerts": false,
  };

  for (const stage of ["prepare", "request"])
    it(`sends through the canary alone at ${stage}`, async () => {
      assert.deepEqual(await switches({ "ses-launch:launchStage": stage }), OFF);
    });

  it("wants every stream on at live, but those that the stack file says are paused", async () => {
    const ON = { ...OFF, "prod-transactional": true, "prod-notifications": true, "prod-alerts": true };
    const live = { "ses-launch:launchStage": "live" };
    assert.deepEqual(await switches(live), ON);
    const streams = { transactional: {}, notifications: { paused: PAUSED }, alerts: {} };
    assert.deepEqual(await switches({ ...live, "ses-launch:streams": streams }), {
      ...ON,
      "prod-notifications": false,
    });
  });

  it("tells the gate what sends, what sent before, and what of the checklist stops it", async () => {
    const gate = async (stage: string, before?: Record<string, unknown>) => {
      const { seen } = await run(
        "prod",
        { ...COMPANY, "ses-launch:launchStage": stage },
        before ? { before } : {},
      );
      const found = seen.resources.find(({ type }) => type === LAUNCH_GATE);
      return found?.inputs["record"] as LaunchRecord;
    };
    const prepare = await gate("prepare");
    assert.deepEqual([prepare.sends, prepare.asks, prepare.stopping], [[], false, []]);
    const live = await gate("live");
    assert.deepEqual(live.sends, ["prod-alerts", "prod-notifications", "prod-transactional"]);
    assert.deepEqual(live.sentBefore, []);
    assert.deepEqual(
      live.stopping.map(({ id }) => id),
      [
        "domain-verified",
        "dkim-verified",
        "templates-reviewed",
        "monitoring",
        "test-emails",
        "production-access",
      ],
    );
    const streams = Object.fromEntries(
      Object.entries(PROD_EMAIL.streams).map(([name, stream]) => [name, { ...stream, sendingEnabled: true }]),
    );
    const on = await gate("live", {
      email: { ...PROD_EMAIL, streams },
      launch: { stage: "live", productionAccess: { state: "granted", nextStep: "" }, checklist: [] },
    });
    assert.deepEqual(on.sentBefore, live.sends);
    assert.deepEqual(
      on.stopping.map(({ id }) => id),
      ["templates-reviewed"],
    );
  });

  const REQUEST = { ...COMPANY, "ses-launch:launchStage": "request" };

  it("asks for production access beyond prepare, behind the gate, and never where recipients are restricted", async () => {
    const requests = async (stack: "prod" | "staging", stage: string) =>
      (await run(stack, { ...COMPANY, "ses-launch:launchStage": stage })).seen.resources.filter(
        ({ type }) => type === PRODUCTION_ACCESS,
      );
    assert.deepEqual(await requests("prod", "prepare"), []);
    assert.deepEqual(await requests("staging", "live"), []);
    for (const stage of ["request", "live"]) {
      const [request, ...others] = await requests("prod", stage);
      assert(request && others.length === 0);
      const { __provider, useCaseDescription, ...inputs } = request.inputs;
      assert.equal(typeof __provider, "string");
      assert.match(String(useCaseDescription), /^Our customers get these kinds of mail from us/);
      assert.deepEqual(inputs, {
        region: "us-east-1",
        accountId: "123456789012",
        launchGate: "/ses-launch/prod/launch",
        mailType: "TRANSACTIONAL",
        websiteUrl: "https://listbackup.ai",
        contactLanguage: "EN",
        additionalContacts: ["admin@listbackup.ai"],
        implementation: IMPLEMENTATION,
      });
    }
  });

  it("lets the gate go by what AWS said of production access in the deployment before", async () => {
    const stopped = async (stage: string, state?: string) => {
      const launch = { stage: "request", productionAccess: { state, nextStep: "" }, checklist: [] };
      const changes = { ...COMPANY, "ses-launch:launchStage": stage };
      // What the request becomes in this deployment, the gate cannot see: it opens first.
      const made = { [PRODUCTION_ACCESS]: { state: "granted", productionAccessEnabled: true } };
      const { seen } = await run("prod", changes, {
        made,
        ...(state !== undefined && { before: { launch } }),
      });
      const gate = seen.resources.find(({ type }) => type === LAUNCH_GATE);
      const { stopping } = gate?.inputs["record"] as LaunchRecord;
      return stopping.find(({ id }) => id === "production-access")?.findings.map(({ message }) => message);
    };
    const notGranted = ["production-access: productionAccessEnabled must be true: AWS has not granted it"];
    const enforced = ["production-access: enforcementStatus must be HEALTHY"];
    assert.deepEqual(await stopped("live"), notGranted);
    for (const state of ["not-requested", "pending", "denied", "failed"])
      assert.deepEqual(await stopped("live", state), notGranted, state);
    for (const state of ["probation", "shutdown"])
      assert.deepEqual(await stopped("live", state), enforced, state);
    assert.equal(await stopped("live", "granted"), undefined);
    for (const state of [undefined, "pending", "denied"])
      assert.equal(await stopped("request", state), undefined, state);
  });

  it("tells what AWS says of the request, and applications the limits that it granted", async () => {
    const told = async (made: Record<string, unknown>, changes: Record<string, unknown> = REQUEST) => {
      const { outputs } = await run("prod", changes, { made: { [PRODUCTION_ACCESS]: made } });
      const launch = (await valueOf(outputs["launch"])) as LaunchOutput;
      const email = (await valueOf(outputs["email"])) as EmailOutput;
      const item = launch.checklist.find(({ id }) => id === "production-access");
      return { state: launch.productionAccess?.state, item: item?.state, limits: email.limits };
    };
    const sandbox = { max24HourSend: 200, maxSendRate: 1 };
    const granted = { max24HourSend: 50_000, maxSendRate: 14 };
    assert.deepEqual(await told({}, {}), { state: undefined, item: "missing", limits: sandbox });
    assert.deepEqual(await told({}), { state: "pending", item: "unproven", limits: sandbox });
    assert.deepEqual(
      await told({ state: "granted", productionAccessEnabled: true, reviewStatus: "GRANTED", ...granted }),
      { state: "granted", item: "proven", limits: granted },
    );
  });

  it("asks for a higher limit only where the stack file does, and tells what is planned and granted", async () => {
    const told = async (changes: Record<string, unknown>, granted = false) => {
      const limits = { max24HourSend: 10_000, maxSendRate: 14 };
      const made = granted
        ? { [PRODUCTION_ACCESS]: { state: "granted", productionAccessEnabled: true, ...limits } }
        : {};
      const { seen, outputs } = await run("prod", changes, { made });
      const quotas = seen.resources.filter(({ type }) => type === SERVICE_QUOTA).map(({ name }) => name);
      return { quotas, quota: ((await valueOf(outputs["launch"])) as LaunchOutput).sendingQuota };
    };
    const planned = { daily: 50_000, perSecond: 1.4 };
    for (const changes of [{}, REQUEST]) {
      const { quotas, quota } = await told(changes);
      assert.deepEqual([quotas, quota?.state, quota?.planned], [[], "not-granted", planned]);
    }
    const { meaning, nextStep, ...short } = (await told(REQUEST, true)).quota ?? {};
    assert.deepEqual(short, {
      planned,
      granted: { daily: 10_000, perSecond: 14 },
      state: "short",
      shortBy: { daily: 40_000 },
    });
    assert.match(
      `${meaning ?? ""} ${nextStep ?? ""}`,
      /^AWS allows 10,000 a day and 14 a second.* Send first/,
    );
    const asking = await told({ ...REQUEST, "ses-launch:sendingQuota": { daily: 50_000 } }, true);
    assert.deepEqual(asking.quotas, ["sending-quota-daily-50000"]);
    assert.deepEqual(asking.quota?.requested, { daily: { value: 50_000, status: "PENDING" } });
    const { outputs } = await run("staging");
    assert(!("sendingQuota" in ((await valueOf(outputs["launch"])) as LaunchOutput)));
  });

  it("gives every policy document as plain text in the preview", async () => {
    const { seen } = await run("prod", {}, { preview: true });
    const documents = seen.resources.flatMap(({ name, inputs }) =>
      "policy" in inputs ? [[name, inputs["policy"]] as const] : [],
    );
    assert(documents.length >= 8, `${documents.length} documents`);
    const unknown = documents.filter(([, policy]) => typeof policy !== "string").map(([name]) => name);
    assert.deepEqual(unknown, []);
  });

  it("has outputs of the shape that docs/outputs.md promises", async () => {
    const { outputs } = await run("prod");
    assert.deepEqual(Object.keys(outputs).sort(), [
      "alarmTopicArn",
      "dashboardUrl",
      "dnsRecords",
      "email",
      "launch",
    ]);
    assert.deepEqual(await valueOf(outputs["email"]), PROD_EMAIL);
  });
});
