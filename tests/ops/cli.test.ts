import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evidenceSchema } from "../../checklist/evidenceSchema";
import { TEMPLATES } from "../../mail/templates/load";
import { run } from "../../ops/cli/run";
import { pulumiCli } from "../../ops/pulumi/cli";
import { pulumiState } from "../../ops/pulumi/state";
import { readStackFile } from "../../ops/stackFile";
import { EVIDENCE, NOW } from "../checklist/completeStack";
import { exportedState, launched } from "./launched";
import { opsError } from "./ports";
import { TestTerminal, testWorld } from "./testWorld";

const STACK = ["--stack", "prod"];

describe("npm run ses", () => {
  let folder: string;
  let out: string;
  let err: string;
  let state: () => Promise<string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    cpSync(TEMPLATES, join(folder, "templates"), { recursive: true });
    out = err = "";
    state = async () => exportedState();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const ses = async (
    argv: readonly string[],
    isTTY = false,
    environment: Readonly<Record<string, string>> = {},
  ) => {
    const told = new TestTerminal(isTTY, environment);
    const exitCode = await run(argv, testWorld(folder, told.terminal, { state: { export: () => state() } }));
    out += told.out;
    err += told.err;
    return exitCode;
  };

  it("shows its help on one screen, with exit code 0", async () => {
    assert.equal(await ses(["--help"]), 0);
    assert(out.split("\n").length <= 40);
    for (const command of ["status", "checklist", "review", "prove", "case", "suppression", "recover"])
      assert(out.includes(`  ${command}`), command);
    assert.match(out, /Exit code: 0 fine, 1 not ready, 2 wrong use, 3 /);
  });

  for (const argv of [[], ["nothing"], ["checklist"], ["review", "--stack"], ["suppression", ...STACK]])
    it(`answers ${JSON.stringify(argv)} with exit code 2 and words on stderr`, async () => {
      assert.equal(await ses(argv), 2);
      assert(err.length > 0);
      assert.equal(out, "");
    });

  it("ends with exit code 3 when AWS cannot be asked, and names nobody", async () => {
    assert.equal(await ses(["suppression", "check", "jane@example.net", ...STACK]), 3);
    assert.match(err, /no AWS here/);
    assert(!err.includes("jane"));
  });

  it("refuses options whose values do not fit before it asks AWS", async () => {
    for (const argv of [
      ["suppression", "add", "a@example.net", "--reason", "SOFT_BOUNCE"],
      ["suppression", "list", "--reason", "x"],
      ["suppression", "check", "jane"],
      ["suppression", "add", "jane"],
      ["suppression", "remove", "jane"],
      ["status", "--resolver", "example.com"],
      ["prove", "--inbox-result", "spf=pass", "--inbox", "x"],
      ["case", "--file-update", "--out", "x"],
      ["case", "--file-update", "--answered"],
      ["case", "--file-update", "--on", "2026-11-25"],
      ["case", "--file-update", "--yes", "staging"],
      ["case", "--answered", "--out", "x"],
      ["case", "--answered", "--yes", "prod"],
      ["case", "--answered", "--on", "tomorrow"],
      ["case", "--on", "2026-11-25"],
      ["case", "--yes", "prod"],
      ["review", "mfa-code", "--approve"],
      ["review", "no-such-template"],
    ])
      assert.equal(await ses([...argv, ...STACK]), 2, argv.join(" "));
    assert.doesNotMatch(err, /Asking AWS|jane/);
  });

  it("checklist tells every item and its remedy, with exit code 1 while one is open", async () => {
    assert.equal(await ses(["checklist", ...STACK]), 1);
    assert.match(out, /✔ Domain verified in SES +proven +domain-verified\n/);
    assert.match(
      out,
      /Template mfa-code was approved by nobody\n +mend: read it and approve it: npm run ses -- review mfa-code/,
    );
    assert.match(out, /2 of 12 items of prod are open/);
    assert.match(err, /Reading the state of prod/);
  });

  it("checklist of a stack that was never deployed is missing as a whole", async () => {
    state = async () => JSON.stringify({ version: 3, deployment: {} });
    assert.equal(await ses(["checklist", ...STACK, "--json"]), 1);
    const { deployed, items } = JSON.parse(out) as { deployed: boolean; items: { state: string }[] };
    assert.equal(deployed, false);
    assert(items.every((item) => item.state !== "proven"));
  });

  it("checklist counts what was approved and proven since the deployment", async () => {
    for (const { name } of launched().folder.templates)
      assert.equal(await ses(["review", name, "--approve", "--by", "Jane Doe", ...STACK]), 0);
    const evidence = evidenceSchema.parse({
      ...EVIDENCE,
      templates: launched().folder.templates.map(({ name }) => ({ name, rendered: true })),
    });
    cpSync(join(folder, "templates"), join(folder, "evidence"), { recursive: true });
    writeFileSync(join(folder, "evidence", "prod.json"), JSON.stringify(evidence));
    out = "";
    assert.equal(await ses(["checklist", ...STACK]), 0, out);
    assert.match(out, /All 12 items of prod are proven/);
  });

  it("prints exactly one JSON document with --json", async () => {
    for (const argv of [["checklist"], ["case"], ["review"], ["review", "mfa-code"]]) {
      out = "";
      await ses([...argv, ...STACK, "--json"]);
      JSON.parse(out);
    }
  });

  it("colours its marks at a terminal only, and not with NO_COLOR", async () => {
    const escape = "\u001B[";
    await ses(["checklist", ...STACK]);
    await ses(["checklist", ...STACK], true, { NO_COLOR: "1" });
    assert(!out.includes(escape));
    await ses(["checklist", ...STACK], true);
    assert(out.includes(`${escape}32m✔`));
  });

  it("case writes the texts and every email, and says what they leave out", async () => {
    const target = join(folder, "case");
    assert.equal(await ses(["case", "--out", target, ...STACK]), 1);
    assert.deepEqual(readdirSync(target).sort(), [
      "more-information.txt",
      "quota.txt",
      "samples",
      "support-case.txt",
      "use-case.txt",
    ]);
    assert.equal(readdirSync(join(target, "samples")).length, 14);
    assert.match(out, /left out, that every recipient asked for the mail: nobody vouches for it/);
    assert(!readFileSync(join(target, "use-case.txt"), "utf8").includes("opted in"));
  });

  it("review approves the mail as it is, and sees that it changed afterwards", async () => {
    assert.equal(await ses(["review", "mfa-code", "--approve", "--by", "Jane Doe", ...STACK]), 0);
    await ses(["review", ...STACK]);
    assert.match(out, /✔ mfa-code +approved by Jane Doe on 2026-11-25/);
    assert.match(out, /• password-reset +not reviewed/);
    const body = join(folder, "templates", "mfa-code", "body.txt");
    writeFileSync(body, `${readFileSync(body, "utf8")}\nMore.\n`);
    await ses(["review", ...STACK]);
    assert.match(out, /• mfa-code +changed since Jane Doe on 2026-11-25 approved it/);
  });

  it("review does not approve what breaks a compliance rule", async () => {
    const body = join(folder, "templates", "mfa-code", "body.html");
    writeFileSync(body, `${readFileSync(body, "utf8")}<a href="https://bit.ly/x">x</a>`);
    const before = readFileSync(join(folder, "templates", "reviews.json"), "utf8");
    assert.equal(await ses(["review", "mfa-code", "--approve", "--by", "Jane Doe", ...STACK]), 1);
    assert.match(out, /✘ mfa-code is not approved/);
    assert.equal(readFileSync(join(folder, "templates", "reviews.json"), "utf8"), before);
  });

  it("review shows a mail as a person gets it", async () => {
    assert.equal(await ses(["review", "mfa-code", "--out", folder, ...STACK]), 0);
    assert.match(out, /^Subject: Your ListBackup\.ai sign-in code\n[^]*402817/);
    assert.match(readFileSync(join(folder, "mfa-code.html"), "utf8"), /402817/);
  });
});

describe("the state and the stack file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const command = (script: string) => {
    const file = join(folder, "pulumi");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return pulumiState(pulumiCli(file, folder, process.env));
  };

  it("is what the Pulumi CLI exports", async () => {
    assert.equal(
      await command('echo "$*"').export("prod"),
      "stack export --stack prod --non-interactive --color=never\n",
    );
  });

  it("of a stack that does not exist is wrong use, of a backend that fails is unreachable", async () => {
    const none = await opsError(() =>
      command("echo \"error: no stack named 'x' found\" >&2; exit 255").export("x"),
    );
    assert.equal(none.exitCode, 2);
    const failed = await opsError(() => command("echo error: no backend >&2; exit 255").export("x"));
    assert.equal(failed.exitCode, 3);
    assert.match(failed.message, /no backend/);
    assert.equal(
      (await opsError(() => pulumiState(pulumiCli("no-such-command", folder, process.env)).export("x")))
        .exitCode,
      3,
    );
  });

  it("is read from the repository's file, which leaves two ids to the company", async () => {
    const { exitCode, message } = await opsError(() =>
      readStackFile(join(__dirname, "..", ".."), "prod", new Date(NOW)),
    );
    assert.equal(exitCode, 2);
    assert.match(message, /accountId is missing/);
  });

  it("is read without its encrypted values", () => {
    const text = readFileSync(join(__dirname, "..", "..", "Pulumi.prod.yaml"), "utf8");
    const more = [
      '  ses-launch:accountId: "123456789012"',
      "  ses-launch:webhooks:",
      "    - secure: AAAB",
      "",
    ].join("\n");
    const zone = "    zone: listbackup.ai\n    zoneId: 0123456789abcdef0123456789abcdef\n";
    writeFileSync(join(folder, "Pulumi.prod.yaml"), text.replace("    zone: listbackup.ai\n", zone) + more);
    const settings = readStackFile(folder, "prod", new Date(NOW));
    assert.equal(settings.accountId, "123456789012");
    assert.deepEqual(settings.webhooks, []);
  });

  it("says which stack file is missing or broken", async () => {
    assert.equal((await opsError(() => readStackFile(folder, "none", new Date(NOW)))).exitCode, 2);
    writeFileSync(join(folder, "Pulumi.odd.yaml"), "config: [");
    assert.equal((await opsError(() => readStackFile(folder, "odd", new Date(NOW)))).exitCode, 2);
  });
});
