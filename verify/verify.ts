import { GetAccountCommand } from "@aws-sdk/client-sesv2";
import { SesCalls } from "../functions/canary/sesCalls";
import { awsCall } from "../ops/aws/call";
import { callerAccount, mustBeTheAccount } from "../ops/aws/callerAccount";
import { withYes } from "../ops/confirm";
import { EXIT, OpsError } from "../ops/exit";
import { MARKS, type Report } from "../ops/report";
import type { StackSettings } from "../settings/parse";
import type { Assumption } from "./assumption";
import { onlyReads, whyNothingIsMade } from "./guard";
import type { Clients, Kit } from "./kit";
import { planLines } from "./plan";
import type { Outcome } from "./probe";
import { removersOf } from "./removers";
import { type Result, probesOf, runProbes } from "./run";
import { Stopped, stoppingClock } from "./stopping";
import { Temporary, leftovers, remove } from "./temporary";
import { KINDS } from "./temporaryNames";
import type { World } from "./world";

export interface Wanted {
  readonly stack: string;
  readonly assumptions: readonly Assumption[];
  /** The account that somebody agreed to beforehand. */
  readonly yes: string | undefined;
  readonly record: boolean;
}

const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  holds: MARKS.good,
  "does not hold": MARKS.bad,
  "could not tell": MARKS.open,
};

/**
 * Tries the assumptions in the stack's account, deletes what it made, whatever happens, and tells what AWS did.
 *
 * @throws OpsError before anything is made: wrong account, production, nobody agreed, AWS cannot be asked
 */
export async function verify({ stack, assumptions, yes, record }: Wanted, world: World): Promise<Report> {
  const settings = world.settings(stack);
  const clients = world.clients(settings.region);
  mustBeTheAccount(settings, await callerAccount(clients.sts));
  const run = world.newRun();
  for (const line of planLines(assumptions, settings, run)) world.terminal.progress(line);
  if (!onlyReads(probesOf(assumptions))) {
    await mustBeHarmless(settings, clients, pacedBy(world));
    await mustBeAgreed(settings, yes, world);
  }

  const kit = kitOf(settings, clients, run, world);
  let results: readonly Result[] = [];
  let stopped = false;
  let left: readonly string[] = [];
  try {
    results = await runProbes(assumptions, kit);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    stopped = true;
  } finally {
    left = await kit.temporary.cleanUp();
    // Also where the run ends by an error that nobody expected, which is all that is told then.
    for (const one of left) world.terminal.error(`Not deleted: ${one}`);
  }
  const files = record && !stopped ? await world.record(results, settings.region) : [];
  const allHold = !stopped && results.every(({ outcome }) => outcome === "holds");
  return {
    exitCode: allHold && left.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [...resultLines(results, assumptions), "", ...endLines({ stack, results, stopped, left, files })],
    json: { stack, region: settings.region, stopped, results, notDeleted: left },
  };
}

/** `--clean`: deletes what killed runs left behind, known by name alone. */
export async function cleanLeftovers(stack: string, yes: string | undefined, world: World): Promise<Report> {
  const settings = world.settings(stack);
  const clients = world.clients(settings.region);
  mustBeTheAccount(settings, await callerAccount(clients.sts));
  const removers = removersOf(clients, settings, pacedBy(world));
  const found = await awsCall("listing what was left", () => leftovers(KINDS, removers));
  for (const { kind, name } of found) world.terminal.progress(`To be deleted: ${kind} ${name}`);
  const failures: string[] = [];
  if (found.length > 0) {
    await mustBeAgreed(settings, yes, world);
    for (const thing of found) failures.push(...(await remove(thing, removers)));
  }
  return {
    exitCode: failures.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...failures.map((failure) => `  ${MARKS.bad} ${failure}`),
      `${found.length - failures.length} of ${found.length} leftovers deleted.`,
    ],
    json: { found, notDeleted: failures },
  };
}

async function mustBeHarmless(settings: StackSettings, { ses }: Clients, calm: Kit["calm"]): Promise<void> {
  const seen = await awsCall("GetAccount", () => calm(() => ses.send(new GetAccountCommand())));
  const why = whyNothingIsMade(settings, {
    productionAccess: seen.ProductionAccessEnabled !== false,
    healthy: seen.EnforcementStatus === "HEALTHY" && seen.SendingEnabled === true,
  });
  if (why !== undefined)
    throw new OpsError(`${why} --read-only asks what can be asked there.`, EXIT.wrongUse);
}

async function mustBeAgreed(
  { accountId }: StackSettings,
  yes: string | undefined,
  { confirm }: World,
): Promise<void> {
  const agreed = await withYes(confirm, yes, accountId)(`Do it in account ${accountId}?`, accountId);
  if (!agreed) throw new OpsError("Not agreed. Nothing was done.", EXIT.wrongUse);
}

function kitOf(settings: StackSettings, clients: Clients, run: string, world: World): Kit {
  const clock = stoppingClock(world.clock, world.signal);
  const calls = new SesCalls(clock, Infinity);
  const place = { region: settings.region, accountId: settings.accountId };
  return {
    clients,
    asRole: (credentials) => world.roleClients(settings.region, credentials),
    settings,
    place,
    clock,
    calm: (call) => calls.make(call),
    // Deleting goes on after Ctrl-C, so it has a clock of its own.
    temporary: new Temporary(run, settings.domain, removersOf(clients, place, pacedBy(world))),
    zone: world.zone(settings.cloudflare.zoneId),
    progress: world.terminal.progress,
  };
}

function pacedBy({ clock }: World): Kit["calm"] {
  const calls = new SesCalls(clock, Infinity);
  return (call) => calls.make(call);
}

function resultLines(results: readonly Result[], assumptions: readonly Assumption[]): string[] {
  return results.flatMap(({ id, outcome, saw }) => [
    `  ${OUTCOME_MARKS[outcome]} ${id.padEnd(30)} ${outcome.padEnd(14)} ${saw}`,
    ...(outcome === "does not hold"
      ? [`      change: ${assumptions.find((one) => one.id === id)?.otherwise ?? ""}`]
      : []),
  ]);
}

interface End {
  readonly stack: string;
  readonly results: readonly Result[];
  readonly stopped: boolean;
  readonly left: readonly string[];
  readonly files: readonly string[];
}

function endLines({ stack, results, stopped, left, files }: End): string[] {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  return [
    stopped
      ? "Stopped. What the run found out until then is not kept."
      : `${count("holds")} hold, ${count("does not hold")} do not hold, ${count("could not tell")} could not be told.`,
    left.length === 0
      ? "Nothing temporary is left."
      : `Not deleted: ${left.length}. npm run verify-on-aws -- --stack ${stack} --clean`,
    ...(files.length > 0 ? [`Commit ${files.join(" and ")}.`] : []),
  ];
}
