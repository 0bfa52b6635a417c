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
      const { recovery, sources, terminal } = world;
      const confirm = withYes(world.confirm, yes, stack);
      const settings = sources.settings(stack);
      // The engine asks AWS, with the same credentials.
      await world.aws(settings);
      const parts = { ...recovery, confirm, progress: terminal.progress };
      print(await recover(stack, settings, parts), json);
    });
};
