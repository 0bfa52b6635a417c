import assert from "node:assert/strict";
import type { DnsRecordOutput } from "../../components/dnsAuthentication";
import { dnsProblems } from "../../rehearsal/checkDns";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack, UpOutcome } from "../../rehearsal/engine/stack";
import { CHECKLIST } from "../../checklist/evaluate";
import type { LaunchOutput } from "../../outputs";
import { PROD_EMAIL } from "../prodEmail";
import { textOf } from "../../rehearsal/providers/values";
import { CONFIGURATION_SET, ENGINE_TIMEOUT_MS, IDENTITY, PARAMETER, dnsRecord, writes } from "./harness";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

const setsOf = (stack: string) =>
  ["alerts", "canary", "closed", "notifications", "transactional"].map((name) => `${stack}-${name}`);

describe("the launch on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let prod: RehearsalStack;
  let staging: RehearsalStack;
  let first: UpOutcome;

  before(async () => {
    rehearsal = await Rehearsal.open("tests-launch");
    prod = await rehearsal.stack("prod");
  });

  after(async () => {
    await rehearsal.close();
  });

  it("a first preview shows exactly what up then creates, and changes nothing", async () => {
    const preview = await prod.preview();
    assert.equal(writes(rehearsal.cloud), 0);
    first = await prod.upWithoutPreview();
    assert.deepEqual(preview.resources, first.resources);
    // The stack's own outputs of before are read; everything else is new.
    assert(preview.steps.every(({ op, type }) => op === (type === STACK_REFERENCE ? "read" : "create")));
    assert.deepEqual(first.warnings, []);
  });

  it("the outputs have the contract's keys", () => {
    const { email, launch, dnsRecords } = first.outputs;
    assert.deepEqual(Object.keys(first.outputs).sort(), [
      "alarmTopicArn",
      "dashboardUrl",
      "dnsRecords",
      "email",
      "launch",
    ]);
    assert.deepEqual(email?.value, PROD_EMAIL);
    const parameter = rehearsal.cloud.list(PARAMETER).find(({ id }) => id === "/ses-launch/prod/email");
    assert(parameter);
    assert.deepEqual(JSON.parse(textOf(parameter.properties.insecureValue)), email.value);
    const { stage, checklist } = launch?.value as LaunchOutput;
    assert.equal(stage, "prepare");
    assert.equal(checklist.length, CHECKLIST.length);
    assert.equal((dnsRecords?.value as unknown[]).length, 6);
  });

  it("every record that the outputs tell is at the DNS host", () => {
    const told = first.outputs.dnsRecords?.value as DnsRecordOutput[];
    assert.deepEqual(dnsProblems(rehearsal.cloud, told), []);
    const [some] = told;
    assert(some);
    const wrong = { ...some, content: "elsewhere.example.com" };
    assert.equal(dnsProblems(rehearsal.cloud, [wrong, { ...some, name: "nowhere.listbackup.ai" }]).length, 2);
  });

  it("a second up changes nothing, and sees that SES has verified the domain", async () => {
    const before = writes(rehearsal.cloud);
    const second = await prod.up();
    assert.deepEqual(second.changes, []);
    assert.equal(writes(rehearsal.cloud), before);
    const identity = await prod.resource(IDENTITY, "identity");
    assert.equal(identity.outputs?.verifiedForSendingStatus, true);
  });

  it("the same process deploys the other stack into the same account and Region", async () => {
    staging = await rehearsal.stack("staging");
    const { outputs } = await staging.up();
    assert.equal((outputs.email?.value as { domain: string }).domain, "staging.listbackup.ai");
    assert.equal((outputs.email?.value as { recipientsRestricted: boolean }).recipientsRestricted, true);
    assert.deepEqual(
      rehearsal.cloud
        .list(CONFIGURATION_SET)
        .map(({ id }) => id)
        .sort(),
      [...setsOf("prod"), ...setsOf("staging")],
    );
    assert.deepEqual((await prod.up()).changes, []);
    assert.deepEqual((await staging.up()).changes, []);
  });

  it("a record that somebody changed shows in the next preview and is put right", async () => {
    const record = dnsRecord(rehearsal.cloud, "TXT", "_dmarc.listbackup.ai");
    const wanted = record.properties.content;
    rehearsal.cloud.put({ ...record, properties: { ...record.properties, content: '"v=DMARC1; p=reject"' } });
    const preview = await prod.preview();
    assert.deepEqual(
      preview.changes.map(({ op, name, diffs }) => [op, name, diffs]),
      [["update", "dns-dmarc", ["content"]]],
    );
    await prod.up();
    assert.equal(dnsRecord(rehearsal.cloud, "TXT", "_dmarc.listbackup.ai").properties.content, wanted);
  });

  it("a record that somebody deleted is made again", async () => {
    const record = dnsRecord(rehearsal.cloud, "MX", "bounce.listbackup.ai");
    rehearsal.cloud.delete(record);
    const up = await prod.up();
    assert.deepEqual(
      up.changes.map(({ op, name }) => [op, name]),
      [["create", "dns-mail-from-mx"]],
    );
    assert.equal(dnsRecord(rehearsal.cloud, "MX", "bounce.listbackup.ai").properties.priority, 10);
  });

  it("a setting changed in the stack file changes that one resource", async () => {
    prod.configure({ "ses-launch:behaviorOnMxFailure": "REJECT_MESSAGE" });
    assert.deepEqual(
      (await prod.up()).changes.map(({ op, name }) => [op, name]),
      [["update", "identity-mail-from"]],
    );
  });

  it("destroy takes away one stack and leaves the other", async () => {
    await prod.destroy();
    assert.deepEqual(
      rehearsal.cloud
        .list(CONFIGURATION_SET)
        .map(({ id }) => id)
        .sort(),
      setsOf("staging"),
    );
    assert.deepEqual((await staging.up()).changes, []);
  });
});
