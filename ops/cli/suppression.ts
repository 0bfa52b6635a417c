import { EVERY_STREAM, type SuppressionReason } from "../../mail/suppression/entry";
import type { AddCommands, Options } from "./command";
import { emailOf } from "../emailOf";
import { EXIT, OpsError } from "../exit";
import { readText } from "./readText";
import { parseState } from "../stackState";
import { exportAll, importAll, list } from "../suppression/bulk";
import { add, addressOf, check, remove } from "../suppression/one";
import { GIVEN_REASONS, isGivenReason } from "../suppression/ports";

const REASONS: readonly SuppressionReason[] = [...GIVEN_REASONS, "SOFT_BOUNCE"];

/** The commands below `ses suppression`. */
export const addSuppression: AddCommands = (program, { add: addCommand, print, world }) => {
  const parent = program
    .command("suppression")
    .helpCommand(false)
    .description("the suppression list: check, add, remove, list, import, export");
  const partsOf = async (stack: string, address?: string) => {
    // What is no address is told before anybody is asked.
    if (address !== undefined) addressOf(address);
    const aws = await world.aws(world.sources.settings(stack));
    world.terminal.progress(`Reading the state of ${stack} …`);
    const email = emailOf(stack, parseState(stack, await world.sources.state.export(stack)));
    return {
      streams: Object.keys(email.streams),
      table: aws.suppressionTable(email.suppression.tableName),
      ses: aws.sesList(),
      clock: world.clock,
      progress: world.terminal.progress,
    };
  };

  addCommand(parent, "check <address>", "may it be mailed? exit code 1 when not").action(
    async (address: string, { stack, json }: Options) => {
      print(await check(address, await partsOf(stack, address)), json);
    },
  );
  addCommand(parent, "add <address>", "do not mail it any more")
    .option("--scope <stream>", "one stream; every stream when left out")
    .option("--reason <reason>", GIVEN_REASONS.join(", "), "MANUAL")
    .action(async (address: string, { stack, json, scope, reason }: Options & ChangeOptions) => {
      if (!isGivenReason(reason)) throw wrong("--reason", reason, GIVEN_REASONS);
      const parts = await partsOf(stack, address);
      print(
        await add(address, { scope: scopeOf(scope, parts.streams) ?? EVERY_STREAM, reason }, parts),
        json,
      );
    });
  addCommand(parent, "remove <address>", "it may be mailed again; what it did until now is forgiven")
    .option("--scope <stream>", "one stream, or * for the entry of every stream; all entries when left out")
    .action(async (address: string, { stack, json, scope }: Options & { scope?: string }) => {
      const parts = await partsOf(stack, address);
      print(await remove(address, scopeOf(scope, parts.streams), parts), json);
    });
  addCommand(parent, "list", "who is not mailed")
    .option("--reason <reason>", REASONS.join(", "))
    .action(async ({ stack, json, reason }: Options & { reason?: string }) => {
      const wanted = REASONS.find((one) => one === reason);
      if (reason !== undefined && wanted === undefined) throw wrong("--reason", reason, REASONS);
      print(await list(wanted, await partsOf(stack)), json);
    });
  addCommand(
    parent,
    "import <csv>",
    "suppress the addresses of a file: address[,scope][,reason][,lastSeen]",
  ).action(async (file: string, { stack, json }: Options) => {
    const text = readText(file);
    const parts = await partsOf(stack);
    print(await importAll(text, parts.streams, parts), json);
  });
  addCommand(parent, "export", "every entry as CSV").action(async ({ stack, json }: Options) => {
    print(await exportAll(await partsOf(stack)), json);
  });
};

interface ChangeOptions {
  readonly scope?: string;
  readonly reason: string;
}

function scopeOf(scope: string | undefined, streams: readonly string[]): string | undefined {
  const known = [EVERY_STREAM, ...streams];
  if (scope !== undefined && !known.includes(scope)) throw wrong("--scope", scope, known);
  return scope;
}

function wrong(option: string, value: string, allowed: readonly string[]): OpsError {
  return new OpsError(`${option} is "${value}": expected one of ${allowed.join(", ")}`, EXIT.wrongUse);
}
