import { execFile } from "node:child_process";
import { EXIT, OpsError } from "../exit";

export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of the Pulumi CLI to its end. @throws OpsError when there is no CLI */
export type PulumiCli = (...args: string[]) => Promise<CliAnswer>;

/** A stack of hundreds of resources is a few megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The Pulumi CLI, which speaks to every backend for which somebody is logged in.
 *
 * @param command a name on PATH or a path
 * @param cwd folder of Pulumi.yaml
 * @param env with the credentials, the CLI's own and those of AWS
 */
export function pulumiCli(command: string, cwd: string, env: NodeJS.ProcessEnv): PulumiCli {
  return (...args) =>
    new Promise((resolve, reject) => {
      execFile(
        command,
        [...args, "--non-interactive", "--color=never"],
        { cwd, env, maxBuffer: MOST_BYTES },
        (error, stdout, stderr) => {
          if (error === null) resolve({ code: 0, stdout, stderr });
          else if (error.code === "ENOENT")
            reject(
              new OpsError(
                `There is no Pulumi CLI called ${command}: install it, or name it in PULUMI_COMMAND.`,
                EXIT.unreachable,
              ),
            );
          else resolve({ code: typeof error.code === "number" ? error.code : 1, stdout, stderr });
        },
      );
    });
}
