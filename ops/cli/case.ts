import { Option } from "commander";
import { answerDay, recordAnswer } from "../case/answered";
import { fileUpdate } from "../case/fileUpdate";
import type { AddCommands, Options } from "./command";
import { caseReport } from "../commands/case";
import { withYes } from "../confirm";
import { EXIT, OpsError } from "../exit";

interface CaseOptions {
  readonly out?: string;
  readonly answered?: boolean;
  readonly on?: string;
  readonly fileUpdate?: boolean;
  readonly yes?: string;
}

/** `ses case`, and what it does with the case at AWS. */
export const addCase: AddCommands = (program, { add, launchOf, print, world }) => {
  const { clock, sources, terminal, stackFiles } = world;
  add(program, "case", "the texts for AWS's reviewer, of what is proven and vouched for alone")
    .option("--out <folder>", "write the texts and the sample emails there")
    .addOption(
      new Option("--answered", "record in the stack file that AWS was answered on the case").conflicts("out"),
    )
    .option("--on <day>", "when, as 2026-11-25; today when left out")
    .addOption(
      new Option(
        "--file-update",
        "send AWS the details that it has otherwise, after a confirmation",
      ).conflicts(["out", "answered"]),
    )
    .option("--yes <stack>", "confirm it here, by the stack's name")
    .action(async ({ stack, json, ...options }: Options & CaseOptions) => {
      mustBelong(options);
      if (options.answered === true) {
        const day = answerDay(options.on, clock);
        const settings = sources.settings(stack);
        const aws = (await world.aws(settings)).case(clock);
        print(await recordAnswer(settings, day, { aws, stackFiles }), json);
      } else if (options.fileUpdate === true) {
        const confirm = withYes(world.confirm, options.yes, stack);
        const settings = sources.settings(stack);
        const aws = (await world.aws(settings)).case(clock);
        const parts = { aws, confirm, progress: terminal.progress, launch: () => launchOf(stack) };
        print(await fileUpdate(settings, parts), json);
      } else print(caseReport(stack, await launchOf(stack), options.out), json);
    });
};

/** @throws OpsError where an option stands without the one that it belongs to */
function mustBelong({ answered, on, fileUpdate: files, yes }: CaseOptions): void {
  if (on !== undefined && answered !== true)
    throw new OpsError("--on says when AWS was answered: it goes with --answered", EXIT.wrongUse);
  if (yes !== undefined && files !== true)
    throw new OpsError("--yes confirms --file-update: it goes with that", EXIT.wrongUse);
}
