import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TEMPLATES } from "../mail/templates/load";
import { sdkAws } from "./aws/clients";
import { run } from "./cli/run";
import { terminalConfirm } from "./confirm";
import { pulumiCli } from "./pulumi/cli";
import { cliEngine } from "./recover/engine";
import { keepState } from "./recover/keep";
import { thisMachine } from "./recover/machine";
import { readStackFile, stackFileWriter } from "./stackFile";
import { Terminal } from "./terminal";

const ROOT = join(__dirname, "..");

/** `npm run ses -- <command>`. */
async function main(): Promise<void> {
  const engine = cliEngine(pulumiCli(process.env.PULUMI_COMMAND ?? "pulumi", ROOT, process.env));
  process.exitCode = await run(process.argv.slice(2), {
    terminal: new Terminal(process.stdout, process.stderr, process.env),
    clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
    aws: sdkAws,
    confirm: terminalConfirm(process.stdin, process.stderr),
    stackFiles: stackFileWriter(ROOT, () => new Date()),
    recovery: { engine, machine: thisMachine, keep: keepState },
    sources: {
      state: engine,
      settings: (stack) => readStackFile(ROOT, stack, new Date()),
      proofs: ROOT,
      templates: TEMPLATES,
      now: () => Date.now(),
    },
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 3;
});
