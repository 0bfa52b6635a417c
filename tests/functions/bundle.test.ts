import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundleFunction } from "../../functions/bundle";

const ROOT = resolve(__dirname, "../..");

describe("functions/bundle", function () {
  this.timeout(60_000);
  const { code, sdkBytes, ownBytes } = bundleFunction("feedback");

  it("gives the same bytes for the same source, also from another folder", () => {
    assert.equal(bundleFunction("feedback").code, code);
    const script = `
      const { bundleFunction } = require(${JSON.stringify(join(ROOT, "functions/bundle.ts"))});
      const { createHash } = require("node:crypto");
      process.stdout.write(createHash("sha256").update(bundleFunction("feedback").code).digest("hex"));`;
    const options = { cwd: tmpdir(), encoding: "utf8" as const };
    const elsewhere = execFileSync(
      process.execPath,
      ["-r", join(ROOT, "node_modules/ts-node/register"), "-e", script],
      { ...options, env: { ...process.env, TS_NODE_PROJECT: join(ROOT, "tsconfig.json") } },
    );
    assert.equal(elsewhere, createHash("sha256").update(code).digest("hex"));
  });

  it("holds no path of the machine and no map", () => {
    assert(!code.includes(ROOT));
    assert(!code.includes("sourceMappingURL"));
  });

  it("stays small without the AWS SDK, so that nothing heavy slips in", () => {
    assert(ownBytes < 65_000, `${ownBytes} bytes`);
  });

  it("brings its own SDK", () => {
    assert(sdkBytes > 100_000);
    const outside = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? "");
    const builtin = (name: string) => name.startsWith("node:") || /^[a-z_]+(?:\/[a-z]+)?$/.test(name);
    // The SDK asks for its native signer where one is installed, and does without.
    const optional = "@aws-sdk/signature-v4-crt";
    assert.deepEqual(
      outside.filter((name) => !builtin(name) && name !== optional),
      [],
    );
  });

  it("refuses a function that is not there", () => {
    assert.throws(() => bundleFunction("nothing"), /functions\/nothing/);
  });

  it("does not load esbuild before something is bundled", () => {
    const script = `
      require(${JSON.stringify(join(ROOT, "functions/bundle.ts"))});
      process.exitCode = Object.keys(require.cache).some((file) => file.includes("/esbuild/")) ? 3 : 0;`;
    execFileSync(process.execPath, ["-r", "ts-node/register", "-e", script], { cwd: ROOT });
  });
});
