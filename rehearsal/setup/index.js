// @ts-check
/**
 * The set-up of `npm test` and `npm run rehearse` on a fresh clone: packages, the local AWS, the Pulumi CLI. Plain Node,
 * because it runs before anything is installed. Writes the CLI's folder to .tools/pulumi-cli, where the engine reads it.
 */
const fs = require("node:fs");
const path = require("node:path");
const { ensureMinistack } = require("./ministack");
const { ensurePackages } = require("./packages");
const { ensurePulumiCli } = require("./pulumiCli");

async function main() {
  const root = path.resolve(__dirname, "..", "..");
  await ensurePackages(root);
  await ensureMinistack(root);
  const folder = await ensurePulumiCli({ root, env: process.env });
  fs.mkdirSync(path.join(root, ".tools"), { recursive: true });
  fs.writeFileSync(path.join(root, ".tools", "pulumi-cli"), folder);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
