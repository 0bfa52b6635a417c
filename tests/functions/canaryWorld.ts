import { setImmediate as turn } from "node:timers/promises";
import { type CanaryHandler, createHandler } from "../../functions/canary/handler";
import type { CanarySes, CanaryTable, CanaryTelling, Clock } from "../../functions/canary/ports";
import type { AccountState, EntryKey, Probe, Tally } from "../../mail/canary";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import { applyChange } from "../../mail/suppression/merge";

export const STREAMS = {
  canary: "prod-canary",
  transactional: "prod-transactional",
  alerts: "prod-alerts",
};

export const HEALTHY: AccountState = {
  enforcementStatus: "HEALTHY",
  sendingEnabled: true,
  max24HourSend: 50_000,
  sentLast24Hours: 500,
};

/** As AWS refuses: a name, and a text that holds what must not be told. */
export function refusal(name: string): Error {
  return Object.assign(new Error("bounce+1@simulator.amazonses.com is not verified"), { name });
}

interface Line {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** SES, a pipeline and a table around a canary, on a clock that moves only when somebody sleeps or AWS takes its time. */
export class CanaryWorld implements CanarySes, CanaryTable, CanaryTelling, Clock {
  account_: AccountState | Error = HEALTHY;
  /** Configuration sets that are off, or that cannot be asked for. */
  readonly sets = new Map<string, boolean | Error>();
  /** What SES says to a mail through a set. */
  readonly refusals = new Map<string, Error>();
  /** Milliseconds until the table has a mail's feedback; never where it is infinite. */
  lag: (probe: Probe) => number = () => 2000;
  /** What the table says to a look; the number of the look begins at 0. */
  broken: (look: number) => Error | undefined = () => undefined;
  /** Milliseconds that each call of SES takes. */
  callTakes = 0;

  /** When SES was called, epoch milliseconds, and with what. */
  readonly calls: { at: number; what: string }[] = [];
  readonly sent: Probe[] = [];
  readonly lines: Line[] = [];
  readonly published: Tally[] = [];
  looks = 0;

  private time = Date.parse("2026-10-14T09:00:00Z");
  private readonly started = this.time;
  private readonly arrives: { at: number; entry: SuppressionEntry }[] = [];
  private runs = 0;

  handler(streams: Readonly<Record<string, string>> = STREAMS): CanaryHandler {
    const newRun = () => {
      this.runs += 1;
      return `run${this.runs}`;
    };
    return createHandler({ streams, ses: this, table: this, telling: this, clock: this, newRun });
  }

  /** Runs the canary once, as Lambda does. */
  async run(limitMs = 300_000, streams?: Readonly<Record<string, string>>): Promise<void> {
    const end = this.time + limitMs;
    await this.handler(streams)({}, { getRemainingTimeInMillis: () => end - this.time });
  }

  get elapsed(): number {
    return this.time - this.started;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    await turn();
    this.time += milliseconds;
  }

  async account(): Promise<AccountState> {
    return this.answer("account", this.account_);
  }

  async isSending(configurationSet: string): Promise<boolean> {
    return this.answer(configurationSet, this.sets.get(configurationSet) ?? true);
  }

  async send(probe: Probe): Promise<void> {
    const { address, scenario, configurationSet } = probe;
    await this.answer(`${scenario} ${configurationSet}`, this.refusals.get(configurationSet) ?? true);
    this.sent.push(probe);
    const entry = applyChange(undefined, {
      kind: "suppress",
      address,
      spelling: address,
      scope: "*",
      reason: scenario === "bounce" ? "BOUNCE" : "COMPLAINT",
      source: "EVENT",
      at: this.time,
    });
    this.arrives.push({ at: this.time + this.lag(probe), entry });
  }

  async entries(keys: readonly EntryKey[]): Promise<readonly SuppressionEntry[]> {
    await turn();
    const error = this.broken(this.looks);
    this.looks += 1;
    if (error) throw error;
    return this.arrives
      .filter(({ at, entry }) => at <= this.time && keys.some(({ address }) => address === entry.address))
      .map(({ entry }) => entry);
  }

  info(message: string, facts: Line["facts"]): void {
    this.lines.push({ level: "info", message, facts });
  }

  warn(message: string, facts: Line["facts"]): void {
    this.lines.push({ level: "warn", message, facts });
  }

  error(message: string, facts: Line["facts"]): void {
    this.lines.push({ level: "error", message, facts });
  }

  publish(tally: Tally): void {
    this.published.push(tally);
  }

  private async answer<Answer>(what: string, answer: Answer | Error): Promise<Answer> {
    this.calls.push({ at: this.time, what });
    await this.sleep(this.callTakes);
    if (answer instanceof Error) throw answer;
    return answer;
  }
}
