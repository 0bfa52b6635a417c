import type { Context } from "aws-lambda";
import { type Probe, probesOf, tally } from "../../mail/canary";
import { CANARY } from "../../mail/streams";
import { errorName } from "../errorName";
import type { CanarySes, CanaryTable, CanaryTelling, Clock } from "./ports";
import { SesCalls } from "./sesCalls";
import { Watch } from "./watch";

/** How long feedback may take that is not lost: the queue and the function need seconds. A rule of this house. */
export const WATCH_MS = 120_000;

const LOOK_EVERY_MS = 3000;

/** Kept of Lambda's time for the calls that are on their way when it is over, and for the metrics. */
export const RESERVE_MS = 45_000;

export interface CanaryParts {
  /** Stream name to configuration set name, the canary's own among them. */
  streams: Readonly<Record<string, string>>;
  ses: CanarySes;
  table: CanaryTable;
  telling: CanaryTelling;
  clock: Clock;
  /**
   * The label of a run; see `probesOf`. Lambda's id of the request is none: a run that is tried again has it again, and
   * would take the feedback of the first try for its own.
   */
  newRun: () => string;
}

export type CanaryHandler = (
  event: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<void>;

/**
 * The canary: asks SES how the account is, mails the mailbox simulator through its own stream and every other that sends,
 * and looks whether the feedback comes out of the pipeline. Whatever fails, it publishes what it knows.
 *
 * @throws Error with the names of the calls that failed, once everything is published. A test mail that SES does not take
 * is none of these: it is never seen, and its stream may be silent.
 */
export function createHandler(parts: CanaryParts): CanaryHandler {
  const { ses, clock, telling, newRun } = parts;
  return async (_event, context) => {
    const end = clock.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const calls = new SesCalls(clock, end);
    const failures = new Failures(telling);

    const account = await failures.attempt("GetAccount", () => calls.make(() => ses.account()));
    const probes = probesOf(newRun(), await sendingStreams(parts, calls, failures));
    const watch = await mail(probes, parts, calls);
    await watch.untilAllSeen(Math.min(clock.now() + WATCH_MS, end), LOOK_EVERY_MS);
    if (watch.problem !== undefined) failures.add("BatchGetItem", watch.problem);

    const result = tally(probes, watch.seen, account);
    for (const { stream, scenario } of watch.waiting)
      telling.warn("No feedback of a test mail came", { stream, scenario });
    for (const { stream, roundTrips } of result.streams)
      if (roundTrips === 0) telling.error("A stream is silent", { stream });
    telling.publish(result);
    failures.finish();
  };
}

/** All streams but those that are off, which are silent on purpose. The canary's own is never off on purpose. */
async function sendingStreams(
  { streams, ses, telling }: CanaryParts,
  calls: SesCalls,
  failures: Failures,
): Promise<Record<string, string>> {
  const sending: Record<string, string> = {};
  for (const [stream, configurationSet] of Object.entries(streams)) {
    const ask = () => calls.make(() => ses.isSending(configurationSet));
    const isSending = stream === CANARY || (await failures.attempt("GetConfigurationSet", ask, { stream }));
    // Where nobody can tell, the mail shows it.
    if (isSending ?? true) sending[stream] = configurationSet;
    else telling.info("A stream is off and is left out", { stream });
  }
  return sending;
}

/** Sends the test mails, and looks after each whether one came back, so that the time it took is right. */
async function mail(
  probes: readonly Probe[],
  { ses, table, telling, clock }: CanaryParts,
  calls: SesCalls,
): Promise<Watch> {
  const watch = new Watch(table, clock);
  for (const probe of probes) {
    const { stream, scenario } = probe;
    try {
      await calls.make(async () => {
        await ses.send(probe);
        watch.add(probe);
      });
    } catch (error) {
      telling.warn("A test mail was not taken", { stream, scenario, why: errorName(error) });
    }
    await watch.look();
  }
  return watch;
}

/** Calls that failed; the run goes on without them. */
class Failures {
  private readonly names: string[] = [];

  constructor(private readonly telling: CanaryTelling) {}

  add(call: string, error: unknown, facts: Readonly<Record<string, string>> = {}): void {
    const why = errorName(error);
    this.names.push(`${call} (${why})`);
    this.telling.error("A call failed", { call, why, ...facts });
  }

  /** What the call gives; undefined when it fails. */
  async attempt<Answer>(
    call: string,
    make: () => Promise<Answer>,
    facts?: Readonly<Record<string, string>>,
  ): Promise<Answer | undefined> {
    try {
      return await make();
    } catch (error) {
      this.add(call, error, facts);
      return undefined;
    }
  }

  /** @throws Error, so that Lambda counts the run as failed */
  finish(): void {
    if (this.names.length > 0)
      throw new Error(`The canary could not do everything: ${this.names.join(", ")}`);
  }
}
