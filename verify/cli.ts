import { commandLine, runLine } from "../ops/cli/commandLine";
import { EXIT, type ExitCode, OpsError } from "../ops/exit";
import type { Report } from "../ops/report";
import { chosen, listReport } from "./plan";
import { cleanLeftovers, verify } from "./verify";
import type { World } from "./world";

const HELP = `
Exit code: 0 all hold, 1 some do not hold or could not be told, 2 wrong use, 3 AWS cannot be reached.
It makes things and sends mail in a sandbox account alone. Credentials are those of the environment.`;

interface Options {
  readonly stack?: string;
  readonly only?: string;
  readonly readOnly?: boolean;
  readonly list?: boolean;
  readonly yes?: string;
  readonly record?: boolean;
  readonly clean?: boolean;
  readonly json?: boolean;
}

/**
 * Runs one command line.
 *
 * @param argv arguments alone, without node and script
 * @returns the exit code
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  const { terminal } = world;
  let exitCode: ExitCode = EXIT.fine;
  const program = commandLine(
    "verify-on-aws",
    "Settles what this program assumes of AWS, in a real account.",
    HELP,
    terminal,
  )
    .option("--stack <name>", "the stack, as staging")
    .option("--only <ids>", "these assumptions, with commas between them")
    .option("--read-only", "only what makes and sends nothing; runs in any account")
    .option("--list", "tell the assumptions, ask nothing")
    .option("--yes <account id>", "agree beforehand, naming the account")
    .option("--record", "write verify/results.json and docs/verify-on-aws.md")
    .option("--clean", "delete what a killed run left behind, and nothing else")
    .option("--json", "one JSON document on stdout")
    .action(async (options: Options) => {
      const report = await reportOf(options, world);
      terminal.print(report, options.json === true);
      exitCode = report.exitCode;
    });
  return runLine(program, argv, terminal, () => exitCode);
}

async function reportOf(
  { stack, list, clean, only, readOnly, yes, record }: Options,
  world: World,
): Promise<Report> {
  if (list === true) return listReport();
  if (stack === undefined) throw new OpsError("--stack is missing: the stack, as staging", EXIT.wrongUse);
  if (clean === true) return cleanLeftovers(stack, yes, world);
  return verify({ stack, assumptions: chosen(only, readOnly === true), yes, record: record === true }, world);
}
