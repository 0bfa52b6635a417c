import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Terminal } from "../../ops/terminal";
import { type AwsServer, startAwsServer } from "../../rehearsal/aws/server";
import { changeAccount } from "../../rehearsal/aws/sesAccount";
import { Cloud } from "../../rehearsal/providers/cloud";
import { EMAIL_IDENTITY } from "../../rehearsal/providers/handlers/names";
import { parseSettings } from "../../settings/parse";
import { sdkClients, sdkRoleClients } from "../../verify/aws";
import { run } from "../../verify/cli";
import { cloudflareZone } from "../../verify/cloudflare";
import { TestClock } from "../ops/ports";
import { stackConfig } from "../settings/config";
import { nobody, streamTo } from "./harness";
import { ACCOUNT, RUN } from "./world";

const PLACE = { account: ACCOUNT, region: "us-east-1" };

describe("npm run verify-on-aws against the rehearsal's AWS", () => {
  const folder = mkdtempSync(join(tmpdir(), "ses-launch-verify-"));
  const environment = { ...process.env };
  let cloud: Cloud;
  let server: AwsServer;
  let cases = 0;
  let out: string;
  let err: string;
  beforeEach(async () => {
    out = err = "";
    cloud = new Cloud(join(folder, String(cases++)));
    server = await startAwsServer(cloud, ACCOUNT);
    Object.assign(process.env, server.environment, { AWS_MAX_ATTEMPTS: "1" });
  });
  afterEach(async () => {
    await server.close();
    process.env = { ...environment };
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const verify = (...argv: readonly string[]) => {
    return run(["--stack", "staging", ...argv], {
      terminal: new Terminal(
        streamTo((text) => (out += text)),
        streamTo((text) => (err += text)),
        {},
      ),
      clock: new TestClock(),
      signal: new AbortController().signal,
      settings: () => parseSettings(stackConfig("staging")),
      clients: sdkClients,
      roleClients: sdkRoleClients,
      zone: () => undefined,
      confirm: nobody,
      newRun: () => RUN,
      record: async () => [],
    });
  };

  it("asks with the SDK's real clients, and reads their answers", async () => {
    cloud.put({
      type: EMAIL_IDENTITY,
      scope: `${PLACE.account}/${PLACE.region}`,
      id: "staging.listbackup.ai",
      properties: {
        verifiedForSendingStatus: true,
        dkimSigningAttributes: { status: "SUCCESS", tokens: [] },
      },
      hidden: {},
    });
    assert.equal(await verify("--only", "sandbox-limits,no-review-unasked,verified-with-dkim"), 0);
    assert.match(out, /✔ sandbox-limits +holds +200 in 24 hours, 1 a second, HEALTHY/);
    assert.match(out, /✔ verified-with-dkim +holds +DKIM SUCCESS, verified for sending: true/);
  });

  it("refuses production by what GetAccount really answers", async () => {
    changeAccount(cloud, PLACE, { ProductionAccessEnabled: true });
    assert.equal(await verify("--only", "fresh-start", "--yes", ACCOUNT), 2);
    assert.match(err, /production access/);
  });

  it("tells calls that are not played as what it could not try, and what it may have made", async () => {
    assert.equal(await verify("--only", "fresh-start", "--yes", ACCOUNT), 1);
    assert.match(out, /• fresh-start +could not tell +it could not be tried: NotImplemented/);
    assert.match(err, /Not deleted: configuration set ses-verify-0123abcd-fresh: NotImplemented/);
  });
});

describe("Cloudflare's zone", () => {
  it("is read page by page, with the token, and with the filter where one is wanted", async () => {
    const asked: string[] = [];
    const zone = cloudflareZone("0123", "secret", async (url, { headers }) => {
      assert.equal(headers.Authorization, "Bearer secret");
      asked.push(url);
      const number = new URL(url).searchParams.get("page");
      return {
        status: 200,
        json: async () => ({
          result: [{ name: `R${number ?? ""}.example` }],
          result_info: { total_pages: 2 },
        }),
      };
    });
    assert.deepEqual(await zone.names("example"), ["r1.example", "r2.example"]);
    assert.match(asked[0] ?? "", /\/zones\/0123\/dns_records\?page=1&per_page=100&name\.endswith=example$/);
    await zone.names();
    assert(!(asked[2] ?? "endswith").includes("endswith"));
  });

  it("that refuses is no empty one", async () => {
    const zone = cloudflareZone("0123", "secret", async () => ({ status: 403, json: async () => ({}) }));
    await assert.rejects(zone.names(), /^Error: Cloudflare answered 403$/);
  });
});
