// @ts-check
/**
 * `npm run with-node -- 24 npm test`: runs a command under another major version of Node, which npm's own packages
 * `node-<platform>-<architecture>` bring into the tool folder.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run");

async function main() {
  const [major, command, ...args] = process.argv.slice(2);
  if (!major || !/^\d+$/.test(major) || !command)
    throw new Error("usage: npm run with-node -- <major version of Node> <command> [arguments]");
  const root = path.resolve(__dirname, "..", "..");
  const folder = path.join(root, ".tools", `node-${major}`);
  const platform = process.platform === "win32" ? "win" : process.platform;
  const bin = path.join(folder, "node_modules", `node-${platform}-${process.arch}`, "bin");
  if (!fs.existsSync(bin)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "package.json"), "{}\n");
    const wanted = `node-${platform}-${process.arch}@${major}`;
    await run("npm", ["install", "--no-save", "--loglevel=error", wanted], {
      cwd: folder,
      label: `installing Node ${major}`,
    });
  }
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` };
  const version = spawnSync("node", ["--version"], { env, encoding: "utf8" }).stdout.trim();
  console.log(`Node ${version}: ${[command, ...args].join(" ")}`);
  process.exitCode = spawnSync(command, args, { cwd: root, env, stdio: "inherit" }).status ?? 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
