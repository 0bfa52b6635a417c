// @ts-check
/**
 * Bundles the pack into dist/index.js: as one JavaScript file it starts in about a second, as TypeScript in three to four.
 * Plain Node, because it runs on install. The Pulumi packages stay outside: the engine talks to the copy that is installed,
 * and a bundled one would know nothing of the resources of the other.
 */
const path = require("node:path");
const { buildSync } = require("esbuild");

buildSync({
  absWorkingDir: __dirname,
  entryPoints: ["index.ts"],
  outfile: path.join(__dirname, "dist", "index.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["@pulumi/policy", "@pulumi/pulumi"],
  mainFields: ["module", "main"],
  tsconfigRaw: {},
  logLevel: "warning",
});
