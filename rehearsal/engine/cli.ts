import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";

/** The repository's folder. */
export const ROOT = join(__dirname, "..", "..");

/**
 * The Pulumi CLI that the set-up found or built.
 *
 * @throws Error when the set-up has not run
 */
export async function pulumiCommand(): Promise<PulumiCommand> {
  const note = join(ROOT, ".tools", "pulumi-cli");
  if (!existsSync(note))
    throw new Error("No Pulumi CLI yet: run node rehearsal/setup (npm test and npm run rehearse do)");
  const folder = readFileSync(note, "utf8").trim();
  return PulumiCommand.get(basename(folder) === "bin" ? { root: dirname(folder) } : undefined);
}
