import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { readStackFile } from "../ops/stackFile";
import { Terminal } from "../ops/terminal";
import { ASSUMPTIONS } from "./assumptions";
import { sdkClients, sdkRoleClients } from "./aws";
import { run } from "./cli";
import { cloudflareZone } from "./cloudflare";
import { DOCUMENT, writeDocument } from "./document";
import { RESULTS_FILE, readSettled, withResults, writeSettled } from "./settled";
import type { World } from "./world";

const ROOT = join(__dirname, "..");

/** `npm run verify-on-aws`. */
async function main(): Promise<void> {
  const stopping = new AbortController();
  // Once each: a second Ctrl-C ends the process, and `--clean` finds what is left then.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      console.error("Stopping; what was made is deleted first …");
      stopping.abort();
    });
  const token = process.env.CLOUDFLARE_API_TOKEN;
  process.exitCode = await run(process.argv.slice(2), {
    terminal: new Terminal(process.stdout, process.stderr, process.env),
    clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
    signal: stopping.signal,
    settings: (stack) => readStackFile(ROOT, stack, new Date()),
    clients: sdkClients,
    roleClients: sdkRoleClients,
    zone: (zoneId) => (token ? cloudflareZone(zoneId, token, fetch) : undefined),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    newRun: () => randomBytes(4).toString("hex"),
    record,
  });
}

async function ask(question: string): Promise<string> {
  // On stderr, so that stdout stays one document.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D are a no; without this the question would never be answered.
  const refused = new AbortController();
  terminal.once("SIGINT", () => {
    terminal.close();
  });
  terminal.once("close", () => {
    refused.abort();
  });
  try {
    return await terminal.question(question, { signal: refused.signal });
  } catch (error) {
    if (refused.signal.aborted) return "";
    throw error;
  } finally {
    terminal.close();
  }
}

const record: World["record"] = async (results, region) => {
  const on = new Date().toISOString().slice(0, 10);
  const before = readSettled(
    RESULTS_FILE,
    ASSUMPTIONS.map(({ id }) => id),
  );
  writeSettled(RESULTS_FILE, withResults(before, results, { on, region }));
  await writeDocument();
  return [RESULTS_FILE, DOCUMENT].map((file) => relative(ROOT, file));
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 3;
});
