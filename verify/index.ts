import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terminalConfirm } from "../ops/confirm";
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
    confirm: terminalConfirm(process.stdin, process.stderr),
    newRun: () => randomBytes(4).toString("hex"),
    record,
  });
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
