import { type ChildProcess, spawn } from "node:child_process";
import { pulumiCommand } from "./cli";
import type { Workspace } from "./workspace";

export interface CommandResult {
  /** Undefined when a signal ended it. */
  code: number | undefined;
  /** Standard output and error as they came. */
  output: string;
}

/** A `pulumi` command under way. */
export interface RunningCommand {
  process: ChildProcess;
  done: Promise<CommandResult>;
}

/**
 * The `pulumi` command in a rehearsal's folder, as a person types it. The engine starts the program through a stand-in
 * for the Node language host, in a process of its own, where the other ways run it in this one.
 */
export class CommandLine {
  private constructor(
    private readonly command: string,
    private readonly workDir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async open({ workDir, env }: Workspace): Promise<CommandLine> {
    const { command } = await pulumiCommand();
    return new CommandLine(command, workDir, { ...process.env, ...env });
  }

  /** Starts a command in a process group of its own, as a terminal does; a signal to the group is Ctrl-C. */
  start(...args: string[]): RunningCommand {
    const child = spawn(this.command, [...args, "--non-interactive", "--color=never"], {
      cwd: this.workDir,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const done = new Promise<CommandResult>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        resolve({ code: code ?? undefined, output });
      });
    });
    return { process: child, done };
  }

  run(...args: string[]): Promise<CommandResult> {
    return this.start(...args).done;
  }
}
