// @ts-check
/** Finds a Pulumi CLI that fits @pulumi/pulumi, or gets one into the project's ignored tool folder. */
const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run");

/** The CLI is kept at the version of the SDK: 3.248.0 is the last that supports Node 20. */
const CLI_VERSION = "3.248.0";

/**
 * @typedef {{ root: string, env: NodeJS.ProcessEnv }} Machine
 * @typedef {{ name: string, get: (machine: Machine) => Promise<string> }} Source
 * One way to a CLI; `get` answers the folder that holds the executable or throws the reason why not.
 */

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** @param {string} root the repository */
const toolFolder = (root) => path.join(root, ".tools", `pulumi-${CLI_VERSION}`);

/** @param {string} version @param {string} least */
function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.replace(/^v/, "").split(/[.-]/).slice(0, 3).map(Number));
  if (!a || !b || a.length < 3 || a.some(Number.isNaN)) return false;
  for (const [i, part] of a.entries()) if (part !== b[i]) return part > (b[i] ?? 0);
  return true;
}

/**
 * @param {string} folder
 * @returns {Promise<string>} the folder, when the CLI in it runs and is new enough
 */
async function checked(folder) {
  const version = (
    await run(path.join(folder, executable), ["version"], { label: "pulumi version", timeoutSeconds: 60 })
  ).trim();
  if (!isAtLeast(version, CLI_VERSION))
    throw new Error(`version ${version || "unknown"} is older than ${CLI_VERSION}`);
  return folder;
}

/** @type {Source[]} in the order in which they are tried: what costs nothing first */
const SOURCES = [
  {
    name: "PATH",
    get: async ({ env }) => {
      const folder = (env.PATH ?? "")
        .split(path.delimiter)
        .find((dir) => fs.existsSync(path.join(dir, executable)));
      if (!folder) throw new Error("no pulumi on PATH");
      return checked(folder);
    },
  },
  {
    name: "the tool folder .tools",
    get: async ({ root }) => {
      const folder = path.join(toolFolder(root), "bin");
      if (!fs.existsSync(path.join(folder, executable))) throw new Error("nothing there yet");
      return checked(folder);
    },
  },
  {
    name: "Pulumi's installer",
    get: async ({ root }) => {
      const install = `require("@pulumi/pulumi/automation").PulumiCommand.install({ root: ${JSON.stringify(toolFolder(root))}, version: new (require("semver").SemVer)("${CLI_VERSION}") })`;
      await run(
        process.execPath,
        ["-e", `${install}.catch((e) => { console.error(e.message); process.exit(1); })`],
        {
          cwd: root,
          label: `Pulumi's installer (${CLI_VERSION})`,
          timeoutSeconds: 180,
        },
      );
      return checked(path.join(toolFolder(root), "bin"));
    },
  },
  {
    name: "a build from the Go module proxy",
    get: async ({ root, env }) => {
      const folder = path.join(toolFolder(root), "bin");
      const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${CLI_VERSION}`;
      await run(
        "go",
        [
          "build",
          "-trimpath",
          "-ldflags",
          `-s -w ${version}`,
          "-o",
          path.join(folder, executable),
          "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        ],
        {
          cwd: path.join(root, "rehearsal", "engine"),
          env: { ...env, GOFLAGS: `${env.GOFLAGS ?? ""} -mod=readonly`.trim() },
          label: "building the Pulumi CLI",
          expected: "4 to 6 minutes, once",
        },
      );
      return checked(folder);
    },
  },
];

/**
 * The folder of a Pulumi CLI, got from the first source that has one.
 *
 * @param {Machine} machine
 * @param {readonly Source[]} [sources]
 * @returns {Promise<string>}
 * @throws {Error} one error that lists what was tried and what to install
 */
async function ensurePulumiCli(machine, sources = SOURCES) {
  const tried = [];
  for (const source of sources) {
    try {
      return await source.get(machine);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tried.push(`  ${source.name}: ${reason}`);
      if (tried.length === 2) console.log(`No Pulumi CLI ${CLI_VERSION} or newer here; getting one (once) …`);
    }
  }
  throw new Error(
    `No Pulumi CLI ${CLI_VERSION} or newer could be found or made. Tried:\n${tried.join("\n")}\n` +
      `Install it from https://www.pulumi.com/docs/install/, or Go 1.25 or newer so that it can be built, and run this again.`,
  );
}

module.exports = { CLI_VERSION, ensurePulumiCli, isAtLeast, toolFolder };
