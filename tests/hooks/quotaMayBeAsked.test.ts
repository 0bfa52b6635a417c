import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { quotaMayBeAsked } from "../../hooks/quotaMayBeAsked";
import { type AwsServer, startAwsServer } from "../../rehearsal/aws/server";
import { type AccountState, changeAccount } from "../../rehearsal/aws/sesAccount";
import { Cloud } from "../../rehearsal/providers/cloud";
import { synth } from "../components/synth";

const PLACE = { account: "123456789012", region: "us-east-1" };
const GRANTED: AccountState = {
  ProductionAccessEnabled: true,
  SendQuota: { Max24HourSend: 10_000, MaxSendRate: 14 },
};

describe("the hook before Service Quotas is asked", () => {
  const folder = mkdtempSync(join(tmpdir(), "ses-launch-"));
  const environment = { ...process.env };
  let server: AwsServer;
  let hook: pulumi.ResourceHook | undefined;

  before(async () => {
    await synth(() => (hook = quotaMayBeAsked("hook", "us-east-1")));
  });

  beforeEach(async () => {
    server = await startAwsServer(new Cloud(folder), PLACE.account);
    Object.assign(process.env, {
      ...server.environment,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    });
    changeAccount(new Cloud(folder), PLACE, GRANTED);
  });

  afterEach(async () => {
    await server.close();
    process.env = { ...environment };
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function ask(quotaCode: unknown, value: unknown): Promise<void> {
    assert(hook);
    const newInputs = { serviceCode: "ses", quotaCode, value };
    await hook.callback({ urn: "urn", id: "", name: "quota", type: "type", newInputs });
  }

  it("lets pass what AWS may be asked for, and what is in force already", async () => {
    await ask("L-804C8AE8", 50_000);
    await ask("L-CDEF9B6B", 14);
  });

  it("refuses by what AWS says of the account at that moment", async () => {
    await assert.rejects(
      ask("L-CDEF9B6B", 13),
      /^Error: Sending rate 13 is not asked for: AWS allows 14 a second already.*Nothing was filed\.$/,
    );
    changeAccount(new Cloud(folder), PLACE, { EnforcementStatus: "SHUTDOWN" });
    await assert.rejects(ask("L-804C8AE8", 50_000), /SHUTDOWN, not HEALTHY.*Nothing was filed\.$/);
    changeAccount(new Cloud(folder), PLACE, {
      EnforcementStatus: "HEALTHY",
      ProductionAccessEnabled: false,
    });
    await assert.rejects(
      ask("L-804C8AE8", 50_000),
      /has not granted production access.*Nothing was filed\.$/,
    );
  });

  it("refuses when AWS cannot be asked", async () => {
    await server.close();
    await assert.rejects(
      ask("L-804C8AE8", 50_000),
      /could not be asked of AWS in us-east-1 \(.*ECONNREFUSED.*\)\. Nothing was filed\.$/,
    );
    server = await startAwsServer(new Cloud(folder), PLACE.account);
  });

  it("refuses what it does not know", async () => {
    await assert.rejects(ask("L-AE5D8F8A", 50_000), /L-AE5D8F8A is no limit of an account's sending/);
    await assert.rejects(ask("L-804C8AE8", undefined), /Nothing was filed/);
    await assert.rejects(ask(undefined, 50_000), /Nothing was filed/);
  });

  it("is left out of previews, where a policy speaks", () => {
    assert.notEqual(hook?.opts?.onDryRun, true);
  });
});
