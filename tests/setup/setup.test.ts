import assert from "node:assert/strict";
import { missingPackages } from "../../rehearsal/setup/packages";
import { CLI_VERSION, type Source, ensurePulumiCli, isAtLeast } from "../../rehearsal/setup/pulumiCli";
import { run } from "../../rehearsal/setup/run";

const failing = (name: string, reason: string): Source => ({
  name,
  get: () => Promise.reject(new Error(reason)),
});
const machine = { root: "/nowhere", env: {} };

describe("the set-up's packages", () => {
  const wanted = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0" },
      "node_modules/other-platform": { version: "1.0.0", optional: true },
    },
  };

  it("are all missing on a fresh clone, but for optional ones", () => {
    assert.deepEqual(missingPackages(wanted, undefined), [
      "node_modules/a: 1.0.0, none",
      "node_modules/b: 2.0.0, none",
    ]);
  });

  it("are missing where the version is another than locked", () => {
    const installed = {
      packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.9.0" } },
    };
    assert.deepEqual(missingPackages(wanted, installed), ["node_modules/b: 2.0.0, 1.9.0"]);
  });

  it("are complete where every locked one is there", () => {
    assert.deepEqual(missingPackages(wanted, wanted), []);
  });
});

describe("the set-up's Pulumi CLI", () => {
  it("is new enough by its numbers, not by its letters", () => {
    const rows: [string, boolean][] = [
      [CLI_VERSION, true],
      [`v${CLI_VERSION}`, true],
      ["v3.248.1", true],
      ["v3.1000.0", true],
      ["v4.0.0", true],
      ["v3.99.0", false],
      ["v3.247.9", false],
      ["2.999.999", false],
      ["", false],
      ["dev", false],
    ];
    for (const [version, enough] of rows) assert.equal(isAtLeast(version, CLI_VERSION), enough, version);
  });

  it("comes from the first source that has one", async () => {
    const found = (folder: string): Source => ({ name: folder, get: () => Promise.resolve(folder) });
    assert.equal(await ensurePulumiCli(machine, [failing("PATH", "none"), found("b"), found("c")]), "b");
  });

  it("is refused in one error that lists what was tried and what to install", async () => {
    const sources = [failing("PATH", "no pulumi on PATH"), failing("a build", "go is not installed")];
    await assert.rejects(ensurePulumiCli(machine, sources), {
      message:
        `No Pulumi CLI ${CLI_VERSION} or newer could be found or made. Tried:\n` +
        "  PATH: no pulumi on PATH\n  a build: go is not installed\n" +
        "Install it from https://www.pulumi.com/docs/install/, or Go 1.25 or newer so that it can be built, and run this again.",
    });
  });
});

describe("a long step of the set-up", () => {
  it("gives what it printed, or the end of it when it fails", async () => {
    assert.equal(await run(process.execPath, ["-e", "console.log('done')"], { label: "step" }), "done\n");
    await assert.rejects(
      run(process.execPath, ["-e", "console.error('why'); process.exit(3)"], { label: "step" }),
      {
        message: "step ended with exit code 3:\n    why",
      },
    );
  });

  it("says when it cannot start and when it took too long", async () => {
    await assert.rejects(
      run("no-such-command-here", [], { label: "step" }),
      /^Error: step could not start: /,
    );
    const endless = ["-e", "setInterval(() => {}, 1000)"];
    await assert.rejects(
      run(process.execPath, endless, { label: "step", timeoutSeconds: 0.2 }),
      /step was stopped by SIGKILL/,
    );
  });
});
