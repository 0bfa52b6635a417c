import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { TEMPLATES } from "../../mail/templates/load";
import { callerAccount } from "../../ops/aws/callerAccount";
import type { Aws } from "../../ops/aws/clients";
import { run } from "../../ops/cli/run";
import { EXIT, OpsError } from "../../ops/exit";
import { opsError } from "./ports";
import { TestTerminal, testWorld } from "./testWorld";

const STACK = ["--stack", "prod"];

/** Every command that asks AWS, and those that ask nothing of it. One that is in neither list fails the tests. */
const ASKING: readonly (readonly string[])[] = [
  ["status"],
  ["checklist", "--live"],
  ["prove"],
  ["recover", "--yes", "prod"],
  ["case", "--answered"],
  ["case", "--file-update", "--yes", "prod"],
  ["suppression", "check", "jane@example.net"],
  ["suppression", "add", "jane@example.net"],
  ["suppression", "remove", "jane@example.net"],
  ["suppression", "list"],
  ["suppression", "import", "<csv>"],
  ["suppression", "export"],
];
const NOT_ASKING: readonly (readonly string[])[] = [["checklist"], ["case"], ["review"]];

describe("whose account it is", () => {
  let folder: string;
  let told: TestTerminal;
  let regions: string[];
  let csv: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    csv = join(folder, "list.csv");
    writeFileSync(csv, "address\njane@example.net\n");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** AWS that only says whose credentials these are: whatever else a command asks of it fails. */
  const ses = (argv: readonly string[], caller: () => Promise<string>) => {
    told = new TestTerminal();
    regions = [];
    const world = testWorld(folder, told.terminal, {
      templates: TEMPLATES,
      aws: async (region) => {
        regions.push(region);
        return { callerAccount: caller } as Aws;
      },
    });
    return run(
      argv.map((word) => (word === "<csv>" ? csv : word)),
      world,
    );
  };

  for (const argv of ASKING) {
    const name = argv.join(" ");
    it(`${name} stops at another account, with both and what to set`, async () => {
      assert.equal(await ses([...argv, ...STACK], async () => "210987654321"), 2);
      assert.deepEqual(regions, ["us-east-1"]);
      assert.match(told.err, /of account 210987654321, .*Pulumi\.prod\.yaml .* 123456789012 \(accountId\)/);
      assert.match(told.err, /Set AWS_PROFILE .*aws sso login/);
      assert.doesNotMatch(told.err, /Reading the state/);
      assert(!told.err.includes("jane"));
      assert.equal(told.out, "");
    });

    it(`${name} stops where AWS does not say whose they are`, async () => {
      const failing = () => Promise.reject(new OpsError("AWS cannot be asked", EXIT.unreachable));
      assert.equal(await ses([...argv, ...STACK], failing), 3);
      assert.equal(told.out, "");
    });
  }

  for (const argv of NOT_ASKING)
    it(`${argv.join(" ")} needs no credentials`, async () => {
      assert.notEqual(await ses([...argv, ...STACK], () => Promise.reject(new Error("AWS was asked"))), 2);
      assert.deepEqual(regions, []);
    });

  it("is asked for by every command that there is", async () => {
    const known = new Set(
      [...ASKING, ...NOT_ASKING].map(([first = "", second = ""]) =>
        first === "suppression" ? `${first} ${second}` : first,
      ),
    );
    const commandsIn = (help: string) =>
      [...(/Commands:\n([^]*?)\n\n/.exec(`${help}\n\n`)?.[1] ?? "").matchAll(/^ {2}(\w\S*)/gm)].map(
        ([, name = ""]) => name,
      );
    await ses(["--help"], async () => "");
    const outer = commandsIn(told.out);
    await ses(["suppression", "--help"], async () => "");
    const inner = commandsIn(told.out).map((name) => `suppression ${name}`);
    assert.deepEqual(
      [...outer.filter((name) => name !== "suppression"), ...inner].sort(),
      [...known].sort(),
      "a command is in no list above: say whether it asks AWS",
    );
  });

  it("is missing in a stack file that does not say it, before AWS is asked", async () => {
    told = new TestTerminal();
    const settings = () => {
      throw new OpsError("ses-launch:accountId is missing", EXIT.wrongUse);
    };
    assert.equal(await run(["status", ...STACK], testWorld(folder, told.terminal, { settings })), 2);
    assert.match(told.err, /accountId is missing/);
  });

  describe("asked of STS", () => {
    const client = new STSClient({ region: "us-east-1" });
    const sts = mockClient(client);
    beforeEach(() => {
      sts.reset();
    });
    after(() => {
      sts.restore();
    });

    it("is what GetCallerIdentity says", async () => {
      sts.on(GetCallerIdentityCommand).resolves({ Account: "123456789012" });
      assert.equal(await callerAccount(client), "123456789012");
    });

    it("cannot be known without credentials: exit code 3", async () => {
      const none = Object.assign(new Error("none"), { name: "CredentialsProviderError" });
      sts.on(GetCallerIdentityCommand).rejects(none);
      const { exitCode, message } = await opsError(() => callerAccount(client));
      assert.equal(exitCode, 3);
      assert.match(message, /GetCallerIdentity failed \(CredentialsProviderError\)/);
    });
  });
});
