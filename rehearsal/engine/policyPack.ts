import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./cli";

/** Bundles the repository's policy pack from its sources as they are and gives its folder. */
export async function buildPolicyPack(): Promise<string> {
  const folder = join(ROOT, "policies");
  await promisify(execFile)(process.execPath, [join(folder, "build.js")]);
  return folder;
}
