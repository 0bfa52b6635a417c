import { createInterface } from "node:readline/promises";
import { EXIT, OpsError } from "./exit";

/**
 * Asks the operator before something is done that cannot be taken back.
 *
 * @param question what will be done, in whole sentences
 * @param expected what has to be typed to let it happen
 * @returns whether it was typed
 * @throws OpsError (wrong use) where nobody can be asked
 */
export type Confirm = (question: string, expected: string) => Promise<boolean>;

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Asks at the terminal. The question goes to `output`, which is stderr, so that stdout stays one document. */
export function terminalConfirm(input: Input, output: Output): Confirm {
  return async (question, expected) => {
    if (input.isTTY !== true || output.isTTY !== true)
      throw new OpsError(
        `This needs a confirmation, and there is no terminal to ask at. Whoever is sure adds --yes ${expected}.`,
        EXIT.wrongUse,
      );
    const terminal = createInterface({ input, output });
    try {
      // The end of the input or Ctrl-C closes the terminal, and an answer never comes.
      const closed = new Promise<string>((resolve) =>
        terminal.once("close", () => {
          resolve("");
        }),
      );
      const typed = terminal.question(`${question}\nType ${expected} to go on: `).catch(unlessAborted);
      return (await Promise.race([typed, closed])).trim() === expected;
    } finally {
      terminal.close();
    }
  };
}

function unlessAborted(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") return "";
  throw error;
}

/**
 * Asks, unless the command line has the answer already.
 *
 * @param yes what `--yes` names
 * @param expected what it has to name
 * @throws OpsError (wrong use) where it names something else
 */
export function withYes(confirm: Confirm, yes: string | undefined, expected: string): Confirm {
  if (yes === undefined) return confirm;
  if (yes !== expected) throw new OpsError(`--yes is "${yes}": expected ${expected}`, EXIT.wrongUse);
  return async () => true;
}
