import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DnsZone, ExistingRecord } from "../../dns/zone";
import { identityIsFree } from "../../hooks/identityIsFree";
import { recordIsFree } from "../../hooks/recordIsFree";
import { Cloud } from "../../rehearsal/providers/cloud";
import { EMAIL_IDENTITY } from "../../rehearsal/providers/handlers/names";
import { startAwsServer } from "../../rehearsal/aws/server";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synth } from "../components/synth";

/** Calls a hook as the engine does before a create. */
async function beforeCreate(hook: pulumi.ResourceHook, name: string, newInputs: object): Promise<void> {
  await hook.callback({ urn: "urn", id: "", name, type: "type", newInputs });
}

/** Makes a hook where one can be made: in a program. */
async function inProgram(make: () => pulumi.ResourceHook): Promise<pulumi.ResourceHook> {
  let hook: pulumi.ResourceHook | undefined;
  await synth(() => (hook = make()));
  assert(hook);
  return hook;
}

describe("the hook before a DNS record is created", () => {
  const found: ExistingRecord = {
    id: "1",
    type: "TXT",
    name: "_dmarc.example.com",
    content: "v=DMARC1; p=reject",
  };

  function zone(name: string, records: readonly ExistingRecord[]): DnsZone {
    return {
      name,
      publish: () => assert.fail("a hook publishes nothing"),
      recordOf: ({ name: recordName, content }) =>
        typeof recordName === "string"
          ? { type: "TXT", name: recordName, content: String(content) }
          : undefined,
      existing: () => Promise.resolve(records),
    };
  }

  const make = () =>
    inProgram(() =>
      recordIsFree("hook", {
        zones: [zone("example.com", [found]), zone("example.net", [])],
        domain: "example.com",
        mailFromDomain: "bounce.example.com",
        stack: "prod",
        prefix: "dns-",
      }),
    );

  it("refuses one in the place of another, and names the key that adopts it", async () => {
    const inputs = { name: "_dmarc.example.com", content: "v=DMARC1; p=none" };
    await assert.rejects(
      beforeCreate(await make(), "dns-dmarc", inputs),
      /^Error: Zone example\.com [^]*\n {8}dmarc: 1$/,
    );
  });

  it("lets one pass that is free, lies in another zone, or has no name yet", async () => {
    const hook = await make();
    await beforeCreate(hook, "dns-report-0", { name: "_dmarc.example.net", content: "v=DMARC1;" });
    await beforeCreate(hook, "dns-dmarc", { name: "_dmarc.a.example.com", content: "v=DMARC1; p=none" });
    await beforeCreate(hook, "dns-dkim-0", { name: undefined, content: undefined });
  });

  it("runs in previews too", async () => {
    assert.equal((await make()).opts?.onDryRun, true);
  });
});

describe("the hook before an SES identity is created", () => {
  const folder = mkdtempSync(join(tmpdir(), "ses-launch-"));
  const cloud = new Cloud(folder);
  const environment = { ...process.env };
  let close = () => Promise.resolve();

  beforeEach(async () => {
    const server = await startAwsServer(cloud, "123456789012");
    close = () => server.close();
    Object.assign(process.env, {
      ...server.environment,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
  });

  afterEach(async () => {
    await close();
    process.env = { ...environment };
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const make = () =>
    inProgram(() =>
      identityIsFree("hook", {
        region: "us-east-1",
        stack: "prod",
        defaultConfigurationSet: "prod-closed",
        records: Promise.resolve([]),
      }),
    );

  function put(id: string, region: string, identityType: string): void {
    cloud.put({
      type: EMAIL_IDENTITY,
      scope: `123456789012/${region}`,
      id,
      properties: { identityType, dkimSigningAttributes: { tokens: ["a", "b", "c"] } },
      hidden: {},
    });
  }

  it("passes one that AWS does not have in this Region", async () => {
    put("other.example", "eu-west-1", "DOMAIN");
    await beforeCreate(await make(), "identity", { emailIdentity: "other.example" });
  });

  it("refuses one that AWS has, and says what its records need", async () => {
    put("example.com", "us-east-1", "DOMAIN");
    await assert.rejects(
      beforeCreate(await make(), "identity", { emailIdentity: "example.com" }),
      /exists already[^]*identity: true[^]*Of its 3 DKIM records 0 are in the zone[^]*gives it the default configuration set "prod-closed"/,
    );
  });

  it("refuses a recipient's without naming the address", async () => {
    put("jane@example.com", "us-east-1", "EMAIL_ADDRESS");
    await assert.rejects(
      beforeCreate(await make(), "identity-recipient-1", { emailIdentity: "jane@example.com" }),
      (error: Error) => {
        assert.match(error.message, /take the address out of sandboxRecipients/);
        assert.doesNotMatch(error.message, /jane/);
        return true;
      },
    );
  });

  it("refuses when AWS cannot be asked", async () => {
    await close();
    close = () => Promise.resolve();
    process.env.AWS_MAX_ATTEMPTS = "1";
    await assert.rejects(
      beforeCreate(await make(), "identity", { emailIdentity: "unknown.example" }),
      /could not be asked of AWS in us-east-1 \(.*ECONNREFUSED.*\)\. Nothing was created\./,
    );
  });
});
