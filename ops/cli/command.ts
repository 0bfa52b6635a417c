import type { Command } from "commander";
import type { Launch } from "../launch";
import type { LiveFacts } from "../live";
import type { Report } from "../report";
import type { CommandWorld } from "../world";

/** Options of every command. */
export interface Options {
  readonly stack: string;
  readonly json?: boolean;
}

/** What a file of this folder adds its commands with. */
export interface Toolbox {
  readonly world: CommandWorld;
  /** Adds a command that works on one stack. */
  readonly add: (parent: Command, usage: string, description: string) => Command;
  /** Reads a stack and judges it, with what SES says now where it was asked. @throws OpsError */
  readonly launchOf: (stack: string, live?: LiveFacts) => Promise<Launch>;
  readonly print: (report: Report, json: boolean | undefined) => void;
}

/** Adds a command, or those below it. */
export type AddCommands = (program: Command, toolbox: Toolbox) => void;
