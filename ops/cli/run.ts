import type { Command } from "commander";
import { stackAws } from "../aws/stackAws";
import { EXIT, type ExitCode } from "../exit";
import { readLaunch } from "../launch";
import type { CommandWorld, World } from "../world";
import { addCase } from "./case";
import { addChecklist } from "./checklist";
import type { AddCommands, Toolbox } from "./command";
import { commandLine, runLine } from "./commandLine";
import { addProve } from "./prove";
import { addRecover } from "./recover";
import { addReview } from "./review";
import { addStatus } from "./status";
import { addSuppression } from "./suppression";

const HELP = `
Exit code: 0 fine, 1 not ready, 2 wrong use, 3 AWS, DNS or the state cannot be reached.
Every command takes --stack and --json. Credentials are those of the environment, of the account in accountId.`;

/** In the order of the help. */
const COMMANDS: readonly AddCommands[] = [
  addStatus,
  addChecklist,
  addReview,
  addProve,
  addCase,
  addSuppression,
  addRecover,
];

/**
 * Runs one command line.
 *
 * @param argv arguments alone, without node and script
 * @returns the exit code
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exitCode: ExitCode = EXIT.fine;
  const print: Toolbox["print"] = (report, json) => {
    world.terminal.print(report, json === true);
    exitCode = report.exitCode;
  };
  const aws = stackAws(world.aws, world.terminal.progress);
  return runLine(commands({ ...world, aws }, print), argv, world.terminal, () => exitCode);
}

function commands(world: CommandWorld, print: Toolbox["print"]): Command {
  const { terminal, sources } = world;
  const program = commandLine("ses", "What the operator of a stack looks at and does.", HELP, terminal);
  const toolbox: Toolbox = {
    world,
    print,
    add: (parent, usage, description) =>
      parent
        .command(usage)
        .description(description)
        .requiredOption("--stack <name>", "the stack, as prod")
        .option("--json", "one JSON document on stdout"),
    launchOf: (stack, live) => {
      terminal.progress(`Reading the state of ${stack} …`);
      return readLaunch(stack, sources, live);
    },
  };
  for (const addCommands of COMMANDS) addCommands(program, toolbox);
  return program;
}
