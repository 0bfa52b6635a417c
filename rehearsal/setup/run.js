// @ts-check
/** Runs one long command with a sign of life. */
const { spawn } = require("node:child_process");

/**
 * Runs a command to its end, saying every 15 seconds that it is still at work.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, label: string, timeoutSeconds?: number, expected?: string }} options
 * `expected` tells how long it usually takes.
 * @returns {Promise<string>} what it printed on standard output
 * @throws {Error} with the last lines of what it printed, when it cannot start, fails or takes too long
 */
function run(command, args, { cwd, env = process.env, label, timeoutSeconds, expected }) {
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let out = "";
    let all = "";
    child.stdout.on("data", (chunk) => ((out += chunk), (all += chunk)));
    child.stderr.on("data", (chunk) => (all += chunk));
    const seconds = () => Math.round((Date.now() - began) / 1000);
    const alive = setInterval(() => {
      console.log(`  … ${label}: ${seconds()} s${expected ? ` (${expected})` : ""}`);
    }, 15_000);
    const limit =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => child.kill("SIGKILL"), timeoutSeconds * 1000);
    const end = () => (clearInterval(alive), clearTimeout(limit));
    child.on("error", (error) => (end(), reject(new Error(`${label} could not start: ${error.message}`))));
    child.on("close", (code, signal) => {
      end();
      if (code === 0) return resolve(out);
      const how = signal ? `was stopped by ${signal} after ${seconds()} s` : `ended with exit code ${code}`;
      const tail = all.trim().split("\n").slice(-6).join("\n    ");
      reject(new Error(`${label} ${how}${tail ? `:\n    ${tail}` : ""}`));
    });
  });
}

module.exports = { run };
