// @ts-check
/** Puts ministack, a local AWS, into the tool folder: a Python program in a virtual environment of its own. */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run");

/** Pinned: its SES, SNS, SQS, Lambda and DynamoDB were measured in this version. */
const MINISTACK_VERSION = "1.5.33";
/** @type {readonly [number, number]} */
const OLDEST_PYTHON = [3, 10];

/** @param {string} root the repository */
function ministackFolder(root) {
  return path.join(root, ".tools", `ministack-${MINISTACK_VERSION}`);
}

/**
 * The first Python on PATH that is new enough.
 *
 * @returns {string}
 * @throws {Error} that says what to install
 */
function findPython() {
  const found = [];
  for (const command of ["python3", "python"]) {
    const { status, stdout } = spawnSync(
      command,
      ["-c", "import sys, venv; print(sys.version_info[0], sys.version_info[1])"],
      { encoding: "utf8" },
    );
    if (status !== 0) continue;
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    if (major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])) return command;
    found.push(`${command} is ${major}.${minor}`);
  }
  throw new Error(
    `Python ${OLDEST_PYTHON.join(".")} or newer with its venv module is needed for the local AWS that tests and the rehearsal use` +
      ` (${found.join(", ") || "none was found"}). Install it so that python3 is on PATH.`,
  );
}

/**
 * Installs ministack unless it is there.
 *
 * @param {string} root the repository
 * @returns {Promise<string>} its folder
 */
async function ensureMinistack(root) {
  const folder = ministackFolder(root);
  // Written last: a folder without it is what an interrupted installation left.
  const complete = path.join(folder, "complete");
  if (fs.existsSync(complete)) return folder;
  const python = findPython();
  console.log(`Installing ministack ${MINISTACK_VERSION}, the local AWS (once; some ten seconds) …`);
  fs.rmSync(folder, { recursive: true, force: true });
  await run(python, ["-m", "venv", folder], { cwd: root, label: "python -m venv" });
  const pip = path.join(folder, process.platform === "win32" ? "Scripts" : "bin", "pip");
  const wanted = `ministack==${MINISTACK_VERSION}`;
  await run(pip, ["install", "--quiet", "--disable-pip-version-check", wanted], {
    cwd: root,
    label: `pip install ${wanted}`,
    timeoutSeconds: 600,
  });
  fs.writeFileSync(complete, "");
  return folder;
}

module.exports = { ensureMinistack, ministackFolder, findPython };
