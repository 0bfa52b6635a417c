import type { AccountState, EntryKey, Probe, Tally } from "../../mail/canary";
import type { SuppressionEntry } from "../../mail/suppression/entry";

/** What the canary asks of SES. Every call may be refused. */
export interface CanarySes {
  account(): Promise<AccountState>;
  /** Whether a configuration set's sending is on. */
  isSending(configurationSet: string): Promise<boolean>;
  /** Sends a test mail; it is on its way when this returns. */
  send(probe: Probe): Promise<void>;
}

/** The suppression table, as far as the canary looks at it. */
export interface CanaryTable {
  /** Those of the entries that are there, strongly consistent. One that is left out now may come with the next call. */
  entries(keys: readonly EntryKey[]): Promise<readonly SuppressionEntry[]>;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

type Facts = Readonly<Record<string, string | number>>;

/** Where the canary tells what it did: lines of the log, and the metrics of a run. */
export interface CanaryTelling {
  info(message: string, facts: Facts): void;
  warn(message: string, facts: Facts): void;
  error(message: string, facts: Facts): void;
  publish(tally: Tally): void;
}
