import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a program into executables that start without loading anything else. Always builds anew, which is cheaper than
 * being sure that nothing changed; processes that run meanwhile keep the file they started.
 *
 * @param entry the program's TypeScript file
 * @param files where it goes; one program may act by the name it was started under
 * @throws Error if the sources do not bundle
 */
export async function bundleExecutable(entry: string, files: readonly string[]): Promise<void> {
  const result = await build({
    entryPoints: [entry],
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
  if (program === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  await Promise.all(files.map((file) => install(file, program)));
}

/** Puts an executable in place in one step, so that nobody ever starts half of it. */
async function install(file: string, program: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  await writeFile(draft, program);
  await chmod(draft, 0o755);
  await rename(draft, file);
}
