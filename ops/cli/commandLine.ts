import { Command, CommanderError } from "commander";
import { EXIT, OpsError } from "../exit";
import type { Terminal } from "../terminal";

/** A command line that speaks through a terminal and leaves the process to its caller. */
export function commandLine(name: string, description: string, help: string, terminal: Terminal): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.error(text.trimEnd());
      },
    })
    .helpCommand(false)
    .addHelpText("after", help);
}

/**
 * Runs a command line.
 *
 * @param argv arguments alone, without node and script
 * @returns the exit code: the one that the action gave, where nothing went wrong before it
 */
export async function runLine(
  program: Command,
  argv: readonly string[],
  terminal: Terminal,
  given: () => number,
): Promise<number> {
  try {
    await program.parseAsync(argv, { from: "user" });
    return given();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
    if (!(error instanceof OpsError)) throw error;
    terminal.error(error.message);
    return error.exitCode;
  }
}
