import { withYes } from "../confirm";
import { recover } from "../recover/recover";
import type { AddCommands, Options } from "./command";

export const addRecover: AddCommands = (program, { add, print, world }) => {
  add(
    program,
    "recover",
    "after an up was killed: takes its lock away, and what it still made into the state",
  )
    .option("--yes <stack>", "confirm it here, by the stack's name")
    .action(async ({ stack, json, yes }: Options & { yes?: string }) => {
      const { confirm, recovery, sources, terminal } = world;
      const settings = sources.settings(stack);
      // The engine asks AWS, with the same credentials.
      await world.aws(settings);
      const parts = { ...recovery, confirm: withYes(confirm, yes, stack), progress: terminal.progress };
      print(await recover(stack, settings, parts), json);
    });
};
