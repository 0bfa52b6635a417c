// @ts-check
/** Decides whether node_modules holds what package-lock.json asks for, and installs it when not. */
const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run");

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean, devOptional?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lockfile
 */

/**
 * What the lock file asks for and node_modules lacks, as `path: wanted, found`. npm keeps a lock file of its own in
 * node_modules, so contents are compared: file times change with every checkout. Optional packages are left out,
 * because those of other platforms are never installed.
 *
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile | undefined} installed node_modules/.package-lock.json
 * @returns {string[]}
 */
function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages ?? {})
    .filter(([where, entry]) => where !== "" && !entry.optional && !entry.devOptional && !entry.link)
    .filter(([where, entry]) => installed?.packages?.[where]?.version !== entry.version)
    .map(
      ([where, entry]) => `${where}: ${entry.version}, ${installed?.packages?.[where]?.version ?? "none"}`,
    );
}

/** @param {string} file @returns {Lockfile | undefined} */
function readLockfile(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}

/**
 * Installs the packages when one is missing or of another version than locked.
 *
 * @param {string} root the repository
 */
async function ensurePackages(root) {
  const wanted = readLockfile(path.join(root, "package-lock.json"));
  if (!wanted) throw new Error("package-lock.json is missing: this is not a complete checkout");
  const missing = missingPackages(
    wanted,
    readLockfile(path.join(root, "node_modules", ".package-lock.json")),
  );
  if (missing.length === 0) return;
  console.log(`Installing packages (${missing.length} of the lock file are not here; under a minute) …`);
  await run("npm", ["ci", "--no-progress", "--loglevel=error"], { cwd: root, label: "npm ci" });
}

module.exports = { ensurePackages, missingPackages };
