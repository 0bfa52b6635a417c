import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { EXIT, OpsError } from "./exit";

/** Reads what the engine knows of a stack. */
export interface StateReader {
  /** The JSON text of `pulumi stack export`, in which secrets are encrypted. @throws OpsError */
  export(stack: string): Promise<string>;
}

/** A stack of hundreds of resources is a few megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads the state by the Pulumi CLI, so that every backend works for which somebody is logged in.
 *
 * @param command the CLI: a name on PATH or a path
 */
export function pulumiState(command: string, cwd: string): StateReader {
  return {
    export: async (stack) => {
      try {
        const { stdout } = await promisify(execFile)(
          command,
          ["stack", "export", "--stack", stack, "--non-interactive"],
          { cwd, maxBuffer: MOST_BYTES },
        );
        return stdout;
      } catch (error) {
        throw stateError(error, command, stack);
      }
    },
  };
}

function stateError(error: unknown, command: string, stack: string): OpsError {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  if (code === "ENOENT")
    return new OpsError(
      `There is no Pulumi CLI called ${command}: install it, or name it in PULUMI_COMMAND.`,
      EXIT.unreachable,
    );
  const told = typeof stderr === "string" ? stderr.trim() : "";
  if (/no stack named/i.test(told))
    return new OpsError(
      `There is no stack ${stack} in this backend. pulumi stack ls lists those that are there.`,
      EXIT.wrongUse,
    );
  return new OpsError(
    `The state of ${stack} cannot be read (pulumi stack export): ${told}`,
    EXIT.unreachable,
  );
}
