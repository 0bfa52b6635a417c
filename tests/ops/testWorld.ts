import { join } from "node:path";
import { EXIT, OpsError } from "../../ops/exit";
import type { LaunchSources } from "../../ops/launch";
import { cliEngine } from "../../ops/recover/engine";
import { Terminal } from "../../ops/terminal";
import type { World } from "../../ops/world";
import { NOW } from "../checklist/completeStack";
import { exportedState, launched } from "./launched";
import { TestClock } from "./ports";

/** A terminal that remembers what it was told. */
export class TestTerminal {
  out = "";
  err = "";
  readonly terminal: Terminal;

  constructor(isTTY = false, environment: Readonly<Record<string, string>> = {}) {
    const stream = (take: (text: string) => void) => ({
      isTTY,
      write: (text: string | Uint8Array) => {
        take(String(text));
        return true;
      },
    });
    this.terminal = new Terminal(
      stream((text) => (this.out += text)),
      stream((text) => (this.err += text)),
      environment,
    );
  }
}

/**
 * A complete stack of prod, without AWS and with nobody to ask.
 *
 * @param folder holds `templates/` and `evidence/`
 */
export function testWorld(
  folder: string,
  terminal: Terminal,
  { aws, confirm, recovery, stackFiles, ...sources }: Partial<LaunchSources & World> = {},
): World {
  const clock = new TestClock(NOW);
  return {
    terminal,
    clock,
    sources: {
      state: { export: async () => exportedState() },
      settings: () => launched().settings,
      proofs: folder,
      templates: join(folder, "templates"),
      now: () => clock.now(),
      ...sources,
    },
    aws: aws ?? (() => Promise.reject(new OpsError("no AWS here", EXIT.unreachable))),
    confirm: confirm ?? (() => Promise.reject(new Error("somebody was asked"))),
    recovery: recovery ?? {
      engine: cliEngine(() => Promise.reject(new OpsError("no Pulumi here", EXIT.unreachable))),
      machine: { host: "here", isRunning: () => false },
      keep: () => "/kept",
    },
    stackFiles: stackFiles ?? {
      set: () => {
        throw new Error("the stack file was to be changed");
      },
    },
  };
}
