import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEMPLATES } from "../../mail/templates/load";
import { sdkAws } from "../../ops/aws/clients";
import { run } from "../../ops/cli/run";
import { type AwsServer, startAwsServer } from "../../rehearsal/aws/server";
import { changeAccount, getAccount } from "../../rehearsal/aws/sesAccount";
import { Cloud } from "../../rehearsal/providers/cloud";
import { requesting } from "./caseWorld";
import { launched } from "./launched";
import { TestTerminal, testWorld } from "./testWorld";

const PLACE = { account: "123456789012", region: "us-east-1" };

describe("ses case --file-update, asked of the rehearsal's AWS by the SDK", () => {
  const environment = { ...process.env };
  let folder: string;
  let cloud: Cloud;
  let server: AwsServer;
  let told: TestTerminal;

  const start = async (account: string) => {
    server = await startAwsServer(cloud, account);
    Object.assign(process.env, server.environment, {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    cpSync(TEMPLATES, join(folder, "templates"), { recursive: true });
    cloud = new Cloud(join(folder, "cloud"));
  });
  afterEach(async () => {
    await server.close();
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
  });

  const ses = (...argv: readonly string[]) => {
    told = new TestTerminal();
    const settings = () => requesting();
    return run([...argv, "--stack", "prod"], testWorld(folder, told.terminal, { settings, aws: sdkAws }));
  };
  const update = () => ses("case", "--file-update", "--yes", "prod");
  const filings = () => cloud.calls().filter(({ id }) => id === "PutAccountDetails");
  const grant = () => {
    changeAccount(cloud, PLACE, {
      ProductionAccessEnabled: true,
      Details: {
        MailType: "TRANSACTIONAL",
        WebsiteURL: "https://old.example",
        ReviewDetails: { Status: "GRANTED", CaseId: "17" },
      },
    });
  };
  const approve = async () => {
    for (const { name } of launched().folder.templates)
      assert.equal(await ses("review", name, "--approve", "--by", "A Person"), 0);
  };

  it("files once, and not again while AWS reviews what it was told", async () => {
    await start(PLACE.account);
    grant();
    assert.equal(await update(), 1);
    assert.match(told.out, /Nothing was filed:\n +Email templates reviewed/);
    assert.equal(filings().length, 0);
    await approve();
    assert.equal(await update(), 0, told.err);
    assert.match(told.err, /• company\.website +AWS has https:\/\/old\.example, the stack file wants/);
    assert.match(
      told.out,
      /✔ AWS has the details of the stack file now\.\n {2}– AWS is reviewing the request/,
    );
    const { Details, ProductionAccessEnabled } = getAccount(cloud, PLACE);
    assert.deepEqual([Details?.WebsiteURL, ProductionAccessEnabled], ["https://listbackup.ai", true]);
    assert.equal(await update(), 1);
    assert.match(told.out, /Nothing of it can be changed until the review ends/);
    assert.equal(filings().length, 1);
  });

  it("touches nothing of another account", async () => {
    await start("210987654321");
    grant();
    assert.equal(await update(), 2);
    assert.match(told.err, /of account 210987654321/);
    assert.equal(filings().length, 0);
  });
});
