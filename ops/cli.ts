import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { stackAws } from "./aws/stackAws";
import { addCase } from "./caseCli";
import { checklistReport } from "./commands/checklist";
import { approve, reviewList, reviewShown } from "./commands/review";
import { EXIT, type ExitCode, OpsError } from "./exit";
import { type Launch, readLaunch, readTemplates } from "./launch";
import { inboxFrom, inboxOf } from "./prove/inbox";
import { prove } from "./prove/prove";
import type { Clock, Report } from "./report";
import { type Dns, resolver } from "./status/dnsCheck";
import { statusFacts, statusReport } from "./status/status";
import { addSuppression, readText } from "./suppressionCli";
import type { CommandWorld, World } from "./world";

const HELP = `
Exit code: 0 fine, 1 not ready, 2 wrong use, 3 AWS, DNS or the state cannot be reached.
Every command takes --stack and --json. Credentials are those of the environment, of the account in accountId.`;

/**
 * Runs one command line.
 *
 * @param argv arguments alone, without node and script
 * @returns the exit code
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exitCode: ExitCode = EXIT.fine;
  const print = (report: Report, json: boolean | undefined) => {
    world.terminal.print(report, json === true);
    exitCode = report.exitCode;
  };
  const aws = stackAws(world.aws, world.terminal.progress);
  const program = commands({ ...world, aws }, print);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
    if (!(error instanceof OpsError)) throw error;
    world.terminal.error(error.message);
    return error.exitCode;
  }
}

/** Adds a command that works on one stack. */
export type AddCommand = (parent: Command, usage: string, description: string) => Command;

/** Reads a stack and judges it. @throws OpsError */
export type LaunchOf = (stack: string) => Promise<Launch>;

export type Print = (report: Report, json: boolean | undefined) => void;

const add: AddCommand = (parent, usage, description) =>
  parent
    .command(usage)
    .description(description)
    .requiredOption("--stack <name>", "the stack, as prod")
    .option("--json", "one JSON document on stdout");

/** Options of every command. */
export interface Options {
  readonly stack: string;
  readonly json?: boolean;
}

function commands(world: CommandWorld, print: Print): Command {
  const { terminal, sources, clock } = world;
  const program = new Command("ses");
  program
    .description("What the operator of a stack looks at and does.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.error(text.trimEnd());
      },
    })
    .helpCommand(false)
    .addHelpText("after", HELP);
  const launchOf: LaunchOf = (stack) => {
    terminal.progress(`Reading the state of ${stack} …`);
    return readLaunch(stack, sources);
  };

  add(program, "checklist", "every item of the launch checklist, and how to mend what is open").action(
    async ({ stack, json }: Options) => {
      print(checklistReport(stack, await launchOf(stack)), json);
    },
  );

  addCase(program, add, world, launchOf, print);

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

  add(program, "status", "the account, the identity, the DNS, streams and alarms, and the one next step")
    .option("--resolver <address:port>", "ask this DNS server, not the system's")
    .action(async ({ stack, json, resolver: server }: Options & { resolver?: string }) => {
      const dns = dnsOf(server);
      const aws = (await world.aws(sources.settings(stack))).status(clock);
      const launch = await launchOf(stack);
      const facts = await statusFacts(stack, launch, { aws, dns, progress: terminal.progress });
      print(statusReport(facts), json);
    });

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

  addSuppression(program, add, world, print);
  return program;
}

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

function dnsOf(server: string | undefined): Dns {
  try {
    return resolver(server);
  } catch {
    throw new OpsError(
      `--resolver is "${server ?? ""}": expected an IP address, with :port if wanted`,
      EXIT.wrongUse,
    );
  }
}

interface ReviewOptions {
  readonly approve?: boolean;
  readonly by?: string;
  readonly out: string;
}
