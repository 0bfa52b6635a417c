import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, stringify } from "yaml";
import { CLOUD_DIR_VARIABLE } from "../providers/cloud";
import { type PluginFolders, buildPlugins } from "../providers/build";
import { ROOT } from "./cli";
import { enginePath } from "./enginePath";

/** The account that the stand-in cloud answers with; the documentation's own. */
export const REHEARSAL_ACCOUNT = "123456789012";

export const REHEARSAL_ZONE_ID = "0123456789abcdef0123456789abcdef";

/** What a stack file cannot know offline: the account and the zone of the rehearsal. */
const REHEARSAL_CONFIG = {
  "ses-launch:accountId": REHEARSAL_ACCOUNT,
  "ses-launch:cloudflare": { zone: "listbackup.ai", zoneId: REHEARSAL_ZONE_ID },
};

export type ConfigOverrides = Readonly<Record<string, unknown>>;

/** The folders of one rehearsal, below the repository's ignored folder. */
export interface Workspace {
  /** The Automation API's working folder. Below the repository, so that packages resolve, and never its root. */
  workDir: string;
  cloudDir: string;
  backend: string;
  env: Record<string, string>;
}

/**
 * Makes the folders of a rehearsal anew: a copy of the real Pulumi.yaml with the stand-in plugins, a file backend, and
 * a home for the CLI.
 *
 * @param name folder name; rehearsals of different names do not see each other
 */
export async function makeWorkspace(name: string): Promise<Workspace> {
  const base = join(ROOT, ".rehearsal");
  const folder = join(base, name);
  rmSync(folder, { recursive: true, force: true });
  const [workDir, backend, cloudDir] = ["work", "backend", "cloud"].map((part) => join(folder, part)) as [
    string,
    string,
    string,
  ];
  for (const path of [workDir, backend, cloudDir]) mkdirSync(path, { recursive: true });
  writeProject(workDir, await buildPlugins(join(folder, "plugins")));
  return {
    workDir,
    cloudDir,
    backend,
    env: {
      PATH: await enginePath(),
      PULUMI_HOME: join(base, "home"),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "rehearsal",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      [CLOUD_DIR_VARIABLE]: cloudDir,
    },
  };
}

function writeProject(workDir: string, plugins: PluginFolders): void {
  const project = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
  const providers = Object.entries(plugins as unknown as Record<string, string>).map(([name, path]) => ({
    name,
    path,
  }));
  const main = relative(workDir, ROOT);
  writeFileSync(join(workDir, "Pulumi.yaml"), stringify({ ...project, main, plugins: { providers } }));
}

/**
 * Writes a stack's file: the repository's own with the rehearsal's account and zone, then the overrides. An override of
 * `undefined` takes a key out. Encrypted values and the salt that the CLI has written since are kept.
 */
export function writeStackFile(workDir: string, stack: string, overrides: ConfigOverrides): void {
  const target = join(workDir, `Pulumi.${stack}.yaml`);
  const original = parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: ConfigOverrides;
  };
  const salt = readSalt(target);
  const config = { ...original.config, ...REHEARSAL_CONFIG, ...overrides };
  writeFileSync(target, stringify({ ...original, ...salt, config }, { keepUndefined: false }));
}

function readSalt(file: string): Record<string, unknown> {
  try {
    const { encryptionsalt } = parse(readFileSync(file, "utf8")) as { encryptionsalt?: string };
    return encryptionsalt === undefined ? {} : { encryptionsalt };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}
