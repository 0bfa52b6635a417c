import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
} from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

const TOOLS = join(__dirname, "..", "..", ".tools");

/** Fonts of the package alone, so that text is as wide on every machine. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fonts</cachedir>
</fontconfig>
`;

type Machine = Pick<NodeJS.Process, "platform" | "arch" | "env">;

/**
 * Why there is no browser on this machine; undefined where there is one. On Linux x64 there always is: the npm package
 * `@sparticuz/chromium` carries one, and one that does not run is a failure there, no reason to skip.
 */
export function noBrowserReason({ platform, arch, env }: Machine = process): string | undefined {
  if (env["CHROMIUM"] || (platform === "linux" && arch === "x64")) return undefined;
  return `no browser for ${platform} ${arch}: set CHROMIUM to the executable of a Chromium or Chrome`;
}

/**
 * A browser without windows: the executable that the environment variable `CHROMIUM` names, or else the package's, with the
 * libraries and fonts that it brings.
 *
 * @throws Error when it cannot be unpacked or does not start
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env["CHROMIUM"];
  if (given) return chromium.launch({ executablePath: given });
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ["--font-render-hinting=none"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
      XDG_CACHE_HOME: join(folder, "cache"),
    },
  });
}

/**
 * The folder with the package's browser, unpacked once for each version. The package's own function is not used: it takes
 * whatever lies in its place in the temporary folder, half a file too.
 */
async function unpacked(): Promise<string> {
  const root = dirname(dirname(require.resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const folder = join(TOOLS, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  mkdirSync(TOOLS, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  try {
    const archive = (name: string) => join(root, "bin", name);
    await Promise.all([
      decompress(archive("chromium.br"), createWriteStream(join(fresh, "chromium"), { mode: 0o755 })),
      untar(archive("al2023.tar.br"), fresh),
      untar(archive("fonts.tar.br"), fresh),
    ]);
    await writeFile(join(fresh, "fonts.conf"), FONTS_CONF);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function untar(archive: string, folder: string): Promise<void> {
  const tar = spawn("tar", ["-x", "--no-same-owner", "-C", folder], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  await Promise.all([once(tar, "close"), decompress(archive, tar.stdin)]);
  if (tar.exitCode !== 0) throw new Error(`tar could not unpack ${archive}: exit code ${tar.exitCode}`);
}

async function decompress(archive: string, to: NodeJS.WritableStream): Promise<void> {
  await pipeline(createReadStream(archive), createBrotliDecompress(), to);
}
