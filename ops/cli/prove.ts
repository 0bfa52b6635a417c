import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { EXIT, OpsError } from "../exit";
import { inboxFrom, inboxOf } from "../prove/inbox";
import { prove } from "../prove/prove";
import type { Clock } from "../report";
import type { AddCommands, Options } from "./command";
import { readText } from "./readText";

export const addProve: AddCommands = (program, { add, launchOf, print, world }) => {
  const { clock, sources, terminal } = world;
  add(
    program,
    "prove",
    "test mails through the whole pipeline, every template by SES; writes evidence/<stack>.json",
  )
    .option("--inbox <file>", "header of a mail that a real mailbox received")
    .option("--inbox-result <results>", "or what it said: spf=pass,dkim=pass,dmarc=pass")
    .option("--inbox-provider <name>", "whose mailbox it is")
    .action(async ({ stack, json, ...inboxOptions }: Options & InboxOptions) => {
      const settings = sources.settings(stack);
      const inbox = inboxIn(inboxOptions, settings.domain, clock);
      const aws = (await world.aws(settings)).prove();
      const launch = await launchOf(stack);
      const newRun = () => randomBytes(8).toString("hex");
      const folder = join(sources.proofs, "evidence");
      const parts = { aws, clock, progress: terminal.progress, newRun, folder };
      print(await prove(stack, launch, inbox, parts), json);
    });
};

interface InboxOptions {
  readonly inbox?: string;
  readonly inboxResult?: string;
  readonly inboxProvider?: string;
}

function inboxIn({ inbox, inboxResult, inboxProvider }: InboxOptions, domain: string, clock: Clock) {
  const at = new Date(clock.now()).toISOString();
  if (inbox !== undefined && inboxResult !== undefined)
    throw new OpsError("--inbox and --inbox-result say the same: give one of them", EXIT.wrongUse);
  if (inbox !== undefined) return inboxFrom(readText(inbox), domain, inboxProvider, at);
  return inboxResult === undefined ? undefined : inboxOf(inboxResult, inboxProvider, at);
}
