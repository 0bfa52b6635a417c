import { checklistReport } from "../commands/checklist";
import { type LiveFacts, liveFacts } from "../live";
import type { AddCommands, Options } from "./command";

export const addChecklist: AddCommands = (program, { add, launchOf, print, world }) => {
  const { clock, sources, terminal } = world;
  const askSes = async (stack: string): Promise<LiveFacts> => {
    const settings = sources.settings(stack);
    const aws = await world.aws(settings);
    terminal.progress("Asking SES, a call a second …");
    return liveFacts(settings.domain, aws.status(clock));
  };
  add(program, "checklist", "every item of the launch checklist: what proves it, or how to mend it")
    .option("--live", "with what SES says now, not at the last deployment")
    .action(async ({ stack, json, live }: Options & { live?: boolean }) => {
      const facts = live === true ? await askSes(stack) : undefined;
      print(checklistReport(stack, await launchOf(stack, facts)), json);
    });
};
