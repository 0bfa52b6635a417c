import { PassThrough } from "node:stream";
import { type Confirm, terminalConfirm } from "../../ops/confirm";
import { Terminal } from "../../ops/terminal";
import { parseSettings } from "../../settings/parse";
import { run } from "../../verify/cli";
import type { World } from "../../verify/world";
import { stackConfig } from "../settings/config";
import { ACCOUNT, RUN, type VerifyWorld } from "./world";

/** The command in a world of mocks, and what it said. */
export class Harness {
  out = "";
  err = "";
  readonly stop = new AbortController();
  /** What somebody at the terminal types. */
  answer = ACCOUNT;
  recorded: readonly string[] = [];

  constructor(readonly world: VerifyWorld) {}

  readonly terminal = new Terminal(
    streamTo((text) => (this.out += text)),
    streamTo((text) => (this.err += text)),
    {},
  );

  verify(argv: readonly string[], changes: Partial<World> = {}): Promise<number> {
    const { world } = this;
    return run(argv, {
      terminal: this.terminal,
      clock: world.clock,
      signal: this.stop.signal,
      settings: (stack) => parseSettings(stackConfig(stack === "prod" ? "prod" : "staging")),
      clients: () => world.clients,
      roleClients: () => world.roleClients,
      zone: () => world.zone,
      confirm: async (_question, expected) => this.answer === expected,
      newRun: () => RUN,
      record: async (results) => {
        this.recorded = results.map(({ id }) => id);
        return ["verify/results.json"];
      },
      ...changes,
    });
  }

  /** Names of the calls that change anything. */
  made(): readonly string[] {
    return this.world
      .calls()
      .map(({ name }) => name)
      .filter((name) => !/^(Get|List|Describe)/.test(name));
  }
}

/** Asks as a terminal does that is none. */
export const nobody: Confirm = terminalConfirm(new PassThrough(), new PassThrough());

export function streamTo(take: (text: string) => void) {
  return {
    write: (text: string | Uint8Array) => {
      take(String(text));
      return true;
    },
  };
}
