import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT } from "../../ops/exit";
import type { CliAnswer } from "../../ops/pulumi/cli";
import { removeEmptyAttributes } from "../../ops/recover/attributes";
import { cliEngine } from "../../ops/recover/engine";
import { thisMachine } from "../../ops/recover/machine";
import { locked } from "./lockWords";
import { opsError } from "./ports";

describe("the engine of ses recover", () => {
  const answering = (answers: Readonly<Record<string, Partial<CliAnswer>>>) =>
    cliEngine(async (...args) => ({
      code: 0,
      stdout: "",
      stderr: "",
      ...(answers[args[0] ?? ""] ?? assert.fail(args.join(" "))),
    }));

  it("tells a lock of a file backend, and of Pulumi Cloud in its own words", async () => {
    const file = await answering({ refresh: { code: 255, stderr: locked("runner", 1) } }).refresh("prod");
    assert.deepEqual(file?.holders, [{ user: "ci", host: "runner", pid: 1, since: "2026-11-26T21:31:43Z" }]);
    const cloud = await answering({
      refresh: { code: 255, stderr: "error: [409] Conflict: Another update is currently in progress." },
      stack: {
        stdout: "    Update in progress:\n\tStarted: 2 hours ago\n\tRequested By: ann\n    Owner: x\n",
      },
    }).refresh("prod");
    assert.equal(
      cloud?.words,
      "error: [409] Conflict: Another update is currently in progress.\nUpdate in progress: Started: 2 hours ago Requested By: ann",
    );
  });

  it("passes on what else went wrong, with exit code 3", async () => {
    const failing = answering({
      refresh: { code: 255, stderr: "error: no credentials" },
      cancel: { code: 255, stderr: "error: not allowed" },
      stack: { code: 255, stderr: "error: bad state" },
      whoami: { code: 255, stderr: "error: not logged in" },
    });
    for (const [call, words] of [
      [() => failing.refresh("prod"), /pulumi refresh failed:\nerror: no credentials/],
      [() => failing.cancel("prod"), /pulumi cancel failed:\nerror: not allowed/],
      [() => failing.import("prod", "{}"), /pulumi stack import failed:\nerror: bad state/],
      [() => failing.mend(), /pulumi whoami failed:\nerror: not logged in/],
    ] as const) {
      const { exitCode, message } = await opsError(call);
      assert.equal(exitCode, EXIT.unreachable);
      assert.match(message, words);
    }
  });

  it("hands a state to the CLI in a file that nobody else reads, and removes it", async () => {
    let file = "";
    await cliEngine(async (...args) => {
      file = args.at(-1) ?? "";
      assert.deepEqual(readdirSync(join(file, "..")), ["state.json"]);
      return { code: 0, stdout: "", stderr: "" };
    }).import("prod", "{}");
    assert.throws(() => readdirSync(join(file, "..")), /ENOENT/);
  });

  it("sees what runs on this machine", () => {
    assert.equal(thisMachine.host, hostname());
    assert(thisMachine.isRunning(process.pid));
    // Above the highest number of a process on Linux, macOS and Windows alike.
    assert(!thisMachine.isRunning(2 ** 30));
  });

  it("removes attributes that a killed engine left empty, of a file backend alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "ses-launch-backend-"));
    try {
      const stacks = join(folder, ".pulumi", "stacks");
      mkdirSync(stacks, { recursive: true });
      for (const [file, text] of [
        ["prod.json", "{}"],
        ["empty.json", ""],
        ["prod.json.attrs", ""],
        ["staging.json.attrs", "{}"],
      ] as const)
        writeFileSync(join(stacks, file), text);
      assert.deepEqual(removeEmptyAttributes("s3://bucket"), []);
      assert.deepEqual(removeEmptyAttributes(`file://${folder}?no_tmp_dir=true`), [
        join(stacks, "prod.json.attrs"),
      ]);
      assert.deepEqual(readdirSync(stacks).sort(), ["empty.json", "prod.json", "staging.json.attrs"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
