/** Builds the stand-in plugins: one bundled file each, which the engine starts like a real plugin. */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** Folders for the project's settings: `plugins: { providers: [{ name: "aws", path: folders.aws }, …] }`. */
export interface PluginFolders {
  readonly aws: string;
  readonly cloudflare: string;
}

/**
 * Bundles the plugins into `<outDir>/aws/pulumi-resource-aws` and `<outDir>/cloudflare/pulumi-resource-cloudflare`. Both hold
 * the same program; the name decides which provider it serves. Always builds anew, which is cheaper than being sure that
 * nothing changed; engines that run meanwhile keep the file they started.
 *
 * @throws Error if the sources do not bundle
 */
export async function buildPlugins(outDir: string): Promise<PluginFolders> {
  const result = await build({
    entryPoints: [join(__dirname, "main.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "silent",
  });
  const program = result.outputFiles[0]?.contents;
  if (program === undefined) throw new Error("esbuild wrote no plugin");
  const folders = { aws: join(outDir, "aws"), cloudflare: join(outDir, "cloudflare") };
  await Promise.all(
    Object.entries(folders).map(([name, folder]) => install(folder, `pulumi-resource-${name}`, program)),
  );
  return folders;
}

/** Puts an executable in place in one step, so that nobody ever starts half of it. */
async function install(folder: string, name: string, program: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.${randomBytes(6).toString("hex")}`);
  await writeFile(draft, program);
  await chmod(draft, 0o755);
  await rename(draft, join(folder, name));
}
