import { join } from "node:path";
import { bundleExecutable } from "../bundle";

/** Folders for the project's settings: `plugins: { providers: [{ name: "aws", path: folders.aws }, …] }`. */
export interface PluginFolders {
  readonly aws: string;
  readonly cloudflare: string;
}

/**
 * Builds the stand-in plugins `<outDir>/aws/pulumi-resource-aws` and `<outDir>/cloudflare/pulumi-resource-cloudflare`, which
 * the engine starts like real ones. Both hold the same program; the name decides which provider it serves.
 *
 * @throws Error if the sources do not bundle
 */
export async function buildPlugins(outDir: string): Promise<PluginFolders> {
  const folders = { aws: join(outDir, "aws"), cloudflare: join(outDir, "cloudflare") };
  await bundleExecutable(
    join(__dirname, "main.ts"),
    Object.entries(folders).map(([name, folder]) => join(folder, `pulumi-resource-${name}`)),
  );
  return folders;
}
