import { tmpdir } from "node:os";
import { join } from "node:path";
import { approve, reviewList, reviewShown } from "../commands/review";
import { EXIT, OpsError } from "../exit";
import { readTemplates } from "../launch";
import type { AddCommands, Options } from "./command";

interface ReviewOptions {
  readonly approve?: boolean;
  readonly by?: string;
  readonly out: string;
}

export const addReview: AddCommands = (program, { add, print, world: { sources, clock } }) => {
  add(program, "review [template]", "templates: which are approved; one as people get it; approve it")
    .option("--approve", "record that you read it and approve it")
    .option("--by <name>", "who approves")
    .option("--out <folder>", "where the HTML part is written", join(tmpdir(), "ses-launch-review"))
    .action((name: string | undefined, options: Options & ReviewOptions) => {
      const settings = sources.settings(options.stack);
      const args = { folder: readTemplates(sources.templates), settings };
      const by = options.by?.trim();
      if (options.approve === true) {
        if (name === undefined || !by)
          throw new OpsError('To approve: ses review <template> --approve --by "Your name"', EXIT.wrongUse);
        const on = new Date(clock.now()).toISOString().slice(0, 10);
        print(approve(name, args, { by, on }, join(sources.templates, "reviews.json")), options.json);
      } else
        print(name === undefined ? reviewList(args) : reviewShown(name, args, options.out), options.json);
    });
};
