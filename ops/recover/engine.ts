import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, OpsError } from "../exit";
import type { PulumiCli } from "../pulumi/cli";
import { type StateReader, pulumiState } from "../pulumi/state";
import { removeEmptyAttributes } from "./attributes";
import { type Lock, lockIn } from "./lock";

/** What `ses recover` has the engine do. Every call may throw an OpsError. */
export interface Engine extends StateReader {
  /** Mends a backend that a killed engine left unreadable; the files that it removed for it. */
  mend(): Promise<readonly string[]>;
  /** Reads everything anew, and keeps pending creates. Gives the lock that stopped it. */
  refresh(stack: string): Promise<Lock | undefined>;
  /** Takes the lock away. */
  cancel(stack: string): Promise<void>;
  import(stack: string, text: string): Promise<void>;
}

/** The engine by the Pulumi CLI. */
export function cliEngine(pulumi: PulumiCli): Engine {
  const done = async (what: string, ...args: string[]): Promise<void> => {
    const { code, stdout, stderr } = await pulumi(...args);
    if (code !== 0) throw failed(what, stderr || stdout);
  };
  return {
    ...pulumiState(pulumi),
    mend: async () => {
      const { code, stdout, stderr } = await pulumi("whoami", "--json");
      if (code !== 0) throw failed("pulumi whoami", stderr || stdout);
      const { url } = z.object({ url: z.string() }).parse(JSON.parse(stdout));
      return removeEmptyAttributes(url);
    },
    refresh: async (stack) => {
      const { code, stdout, stderr } = await pulumi(
        ...["refresh", "--stack", stack, "--yes", "--skip-pending-creates", "--suppress-progress"],
      );
      if (code === 0) return undefined;
      const lock = lockIn(stderr) ?? lockIn(stdout);
      if (!lock) throw failed("pulumi refresh", `${stdout}\n${stderr}`);
      if (lock.holders.length > 0) return lock;
      // Pulumi Cloud says here who began the update, and when.
      const { stdout: words } = await pulumi("stack", "--stack", stack);
      return { ...lock, words: `${lock.words.trim()}\n${updateIn(words)}`.trim() };
    },
    cancel: (stack) => done("pulumi cancel", "cancel", stack, "--yes"),
    import: async (stack, text) => {
      const folder = mkdtempSync(join(tmpdir(), "ses-launch-recover-"));
      try {
        const file = join(folder, "state.json");
        writeFileSync(file, text, { mode: 0o600 });
        await done("pulumi stack import", "stack", "import", "--stack", stack, "--file", file);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** The lines of `pulumi stack` that tell of an update under way (pulumi/pulumi, cmd/pulumi/stack/stack.go). */
function updateIn(words: string): string {
  return words
    .split("\n")
    .filter((line) => /in progress:|Started:|Requested By:/.test(line))
    .map((line) => line.trim())
    .join(" ");
}

function failed(what: string, told: string): OpsError {
  return new OpsError(`${what} failed:\n${told.trim().slice(-4000)}`, EXIT.unreachable);
}
