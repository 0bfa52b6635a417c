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

/** @param {string} folder */
function pythonIn(folder) {
  return path.join(folder, process.platform === "win32" ? "Scripts" : "bin", "python");
}

/** Tells the version, and whether a virtual environment can be made: Debian and Ubuntu package that on its own. */
const TELL = `import sys, importlib.util as u
print(*sys.version_info[:2], all(u.find_spec(name) for name in ("venv", "ensurepip")))`;

/**
 * The first Python on PATH that is new enough and complete.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 * @throws {Error} that says what to install and why
 */
function findPython(env = process.env) {
  const found = [];
  for (const command of ["python3", "python"]) {
    const { status, stdout } = spawnSync(command, ["-c", TELL], { encoding: "utf8", env });
    if (status !== 0) continue;
    const [major = "", minor = "", complete = ""] = stdout.trim().split(" ");
    const isNew =
      Number(major) > OLDEST_PYTHON[0] ||
      (Number(major) === OLDEST_PYTHON[0] && Number(minor) >= OLDEST_PYTHON[1]);
    if (isNew && complete === "True") return command;
    found.push(`${command} is ${major}.${minor}${isNew ? " without venv and ensurepip" : ""}`);
  }
  throw new Error(
    `Tests and the rehearsal use a local AWS, ministack, which needs Python ${OLDEST_PYTHON.join(".")} or newer on PATH ` +
      `as python3, with its modules venv and ensurepip (Debian and Ubuntu: the package python3-venv). ` +
      `Found: ${found.join("; ") || "none"}.`,
  );
}

/**
 * Whether the last installation came to its end and still works: the Python that it was made with may have gone since.
 *
 * @param {string} folder
 * @param {string} complete
 */
function works(folder, complete) {
  return fs.existsSync(complete) && spawnSync(pythonIn(folder), ["-c", "import ministack"]).status === 0;
}

/**
 * Installs ministack unless it is there and works.
 *
 * @param {string} root the repository
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} its folder
 * @throws {Error} when there is no fitting Python or the installation fails
 */
async function ensureMinistack(root, env = process.env) {
  const folder = ministackFolder(root);
  // Written last: a folder without it is what an interrupted installation left.
  const complete = path.join(folder, "complete");
  if (works(folder, complete)) return folder;
  const python = findPython(env);
  console.log(`Installing ministack ${MINISTACK_VERSION}, the local AWS (once; some ten seconds) …`);
  fs.rmSync(folder, { recursive: true, force: true });
  await run(python, ["-m", "venv", folder], { cwd: root, env, label: "python -m venv" });
  const wanted = `ministack==${MINISTACK_VERSION}`;
  await run(pythonIn(folder), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted], {
    cwd: root,
    env,
    label: `pip install ${wanted}`,
    timeoutSeconds: 600,
  });
  fs.writeFileSync(complete, "");
  return folder;
}

module.exports = { ensureMinistack, ministackFolder, findPython };
