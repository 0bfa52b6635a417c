import { join, resolve } from "node:path";
import type * as Esbuild from "esbuild";

export interface FunctionBundle {
  /** The function as one JavaScript file that exports `handler`. */
  code: string;
  /** Bytes of the AWS SDK in it, and of everything else. */
  sdkBytes: number;
  ownBytes: number;
}

const ROOT = resolve(__dirname, "..");

/** One process may deploy several stacks, several times. */
const bundles = new Map<string, FunctionBundle>();

/** The SDK's own packages and those that it alone brings. */
const AWS_SDK = /node_modules\/(?:@aws-sdk|@smithy|@aws|@aws-crypto|mnemonist|obliterator|tslib)\//;

/**
 * Bundles a function for Lambda, the AWS SDK included: Lambda's own moves without notice. The same source gives the same
 * bytes, wherever the repository lies, so a deployment changes a function only when its source changes.
 *
 * @param name the folder below functions/
 * @throws Error if the sources do not bundle
 */
export function bundleFunction(name: string): FunctionBundle {
  const bundle = bundles.get(name) ?? build(name);
  bundles.set(name, bundle);
  return bundle;
}

function build(name: string): FunctionBundle {
  // Loaded here: it takes a while, and whoever imports this file may not bundle anything.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { buildSync } = require("esbuild") as typeof Esbuild;
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join("functions", name, "index.ts")],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    legalComments: "none",
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const code = outputFiles[0]?.text;
  if (code === undefined) throw new Error(`esbuild wrote nothing for ${name}`);
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const bytes = (ofSdk: boolean) =>
    inputs
      .filter(([file]) => AWS_SDK.test(file) === ofSdk)
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { code, sdkBytes: bytes(true), ownBytes: bytes(false) };
}
