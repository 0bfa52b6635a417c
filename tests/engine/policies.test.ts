import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import { EngineError, type Outcome } from "../../rehearsal/engine/outcome";
import { buildPolicyPack } from "../../rehearsal/engine/policyPack";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import { CONFIGURATION_SET, DNS_RECORD, ENGINE_TIMEOUT_MS, writes } from "./harness";

const policies = true;

/** The shipped program with other properties for one resource. */
function spoiled(type: string, name: string, props: Record<string, unknown>) {
  return async () => {
    pulumi.runtime.registerStackTransformation((args) =>
      args.type === type && args.name === name
        ? { props: { ...args.props, ...props }, opts: args.opts }
        : undefined,
    );
    return program();
  };
}

const openTls = spoiled(CONFIGURATION_SET, "stream-alerts", { deliveryOptions: { tlsPolicy: "OPTIONAL" } });
const proxiedDkim = spoiled(DNS_RECORD, "dns-dkim-1", { proxied: true });

const TELLING_PACK = `
const { PolicyPack } = require("@pulumi/policy");
const { Config, getProject, getStack, runtime } = require("@pulumi/pulumi");
const validateStack = (_args, report) =>
  report(["told", getProject(), getStack(), runtime.isDryRun(), new Config("ses-launch").get("domain")].join(" "));
new PolicyPack("telling", { policies: [{ name: "tell", description: "-", enforcementLevel: "advisory", validateStack }] });
`;

/** What is found beside the one line on how far the launch is, which every stack at prepare gets. */
const found = ({ violations }: Outcome) =>
  violations.filter(({ policy }) => policy !== "ses-launch-checklist");

async function refused(operation: Promise<unknown>): Promise<EngineError> {
  try {
    await operation;
  } catch (error) {
    assert(error instanceof EngineError, String(error));
    return error;
  }
  return assert.fail("the engine did not refuse");
}

describe("the policy pack on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;

  beforeEach(async () => {
    rehearsal = await Rehearsal.open("tests-policies");
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  it("finds nothing in the shipped program, in a first preview, an up and a second one", async () => {
    const prod = await rehearsal.stack("prod");
    const up = await prod.up({ policies });
    assert(up.steps.length >= 64, `${up.steps.length} resources`);
    assert.deepEqual([found(up), up.warnings], [[], []]);
    const again = await prod.up({ policies });
    assert.deepEqual([again.changes, found(again)], [[], []]);
  });

  it("judges every document of a program with a key of its own in the first preview", async () => {
    const prod = await rehearsal.stack("prod", { "ses-launch:feedbackKey": "create" });
    assert.deepEqual(found(await prod.preview({ policies })), []);
    assert.deepEqual(found(await prod.upWithoutPreview({ policies })), []);
    assert.deepEqual((await prod.up({ policies })).changes, []);
  });

  for (const [what, spoil, policy, name, says] of [
    [
      "a set that does not demand TLS",
      openTls,
      "ses-tls-is-required",
      "stream-alerts",
      /TLS is not required/,
    ],
    ["a proxied DKIM record", proxiedDkim, "ses-mail-record-is-not-proxied", "dns-dkim-1", /proxied/],
  ] as const)
    it(`refuses ${what} in the preview, in words, and nothing is created`, async () => {
      const prod = await rehearsal.stack("prod", {}, spoil);
      await prod.preview();
      const { outcome, message } = await refused(prod.up({ policies }));
      assert.deepEqual(
        found(outcome).map((each) => [each.policy, each.level, each.urn.split("::").at(-1)]),
        [[policy, "mandatory", name]],
      );
      assert.match(found(outcome)[0]?.message ?? "", says);
      assert(message.includes(`[mandatory] ${policy} (${name})\n`), message);
      assert.match(message, says);
      assert.equal(writes(rehearsal.cloud), 0);
    });

  it("stops a resource before it is created also where the preview is skipped", async () => {
    const prod = await rehearsal.stack("prod", {}, openTls);
    const { outcome } = await refused(prod.upWithoutPreview({ policies }));
    assert.deepEqual(
      found(outcome).map((each) => each.policy),
      ["ses-tls-is-required"],
    );
    assert(writes(rehearsal.cloud) > 0);
    const sets = rehearsal.cloud.list(CONFIGURATION_SET).map(({ id }) => id);
    assert(!sets.includes("prod-alerts"), sets.join());
    const calls = rehearsal.cloud.calls().filter(({ id }) => id === "prod-alerts");
    assert.deepEqual(calls, []);
  });

  it("stands before the pulumi command too, which a skipped preview only hears at the end", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ses-launch-"));
    const config = join(folder, "policies.json");
    writeFileSync(config, JSON.stringify({ "ses-account-wide-once": { ownsAccount: false } }));
    const pack = ["--policy-pack", await buildPolicyPack()];
    try {
      const command = await rehearsal.commandLine("prod");
      await command.run("stack", "init", "prod");
      const strict = [...pack, "--policy-pack-config", config];
      const stopped = await command.run("up", "--yes", ...strict);
      assert.notEqual(stopped.code, 0);
      assert.match(stopped.output, /\[mandatory\].*ses-account-wide-once/);
      assert.equal(writes(rehearsal.cloud), 0);
      const late = await command.run("up", "--yes", "--skip-preview", ...strict);
      assert.notEqual(late.code, 0);
      assert.match(late.output, /\[mandatory\].*ses-account-wide-once/);
      assert(writes(rehearsal.cloud) > 40, `${writes(rehearsal.cloud)} writes`);
      const passed = await command.run("up", "--yes", ...pack);
      assert.equal(passed.code, 0, passed.output);
      assert.match(passed.output, /ses-launch@v.*\(local: /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tells a pack of which stack it judges, and whether this is a preview", async () => {
    const command = await rehearsal.commandLine("prod");
    await command.run("stack", "init", "prod");
    const folder = join(rehearsal.cloud.dir, "pack");
    mkdirSync(folder);
    writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.0.0", main: "index.js" }));
    writeFileSync(join(folder, "index.js"), TELLING_PACK);
    const tells = async (...args: string[]) =>
      /told (?<what>.*)/.exec((await command.run(...args, "--policy-pack", folder)).output)?.groups?.["what"];
    assert.equal(await tells("preview"), "ses-launch prod true listbackup.ai");
    assert.equal(await tells("up", "--yes", "--skip-preview"), "ses-launch prod false listbackup.ai");
  });
});
