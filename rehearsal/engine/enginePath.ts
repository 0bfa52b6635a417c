import { dirname, join } from "node:path";
import { bundleExecutable } from "../bundle";
import { ROOT } from "./cli";

/**
 * Makes the PATH on which the engine finds what the official CLI brings along: the Node language host, which also starts
 * policy packs, and the provider of dynamic resources, which @pulumi/pulumi has at its root.
 */
export async function enginePath(): Promise<string> {
  const tools = join(ROOT, ".rehearsal", "language-host");
  await bundleExecutable(join(ROOT, "rehearsal", "languageHost", "main.ts"), [
    join(tools, "pulumi-language-nodejs"),
  ]);
  const dynamic = dirname(require.resolve("@pulumi/pulumi/package.json"));
  return [tools, dynamic, process.env.PATH ?? ""].join(":");
}
