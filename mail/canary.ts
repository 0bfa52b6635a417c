import { normaliseAddress } from "./addresses";
import { SIMULATOR_DOMAIN } from "./simulator";
import { EVERY_STREAM, type SuppressionEntry, type SuppressionReason } from "./suppression/entry";

/**
 * What the mailbox simulator is asked for, and what the suppression table must hold then (SES Developer Guide, "Using the
 * mailbox simulator"). A bounce first: when the time is short, every stream has had one of them.
 */
const SCENARIOS = { bounce: "BOUNCE", complaint: "COMPLAINT" } as const satisfies Readonly<
  Record<string, SuppressionReason>
>;
export type Scenario = keyof typeof SCENARIOS;

/** One test mail. */
export interface Probe {
  readonly stream: string;
  readonly configurationSet: string;
  readonly scenario: Scenario;
  /** Normalised, so it is also the partition key of the entry that its feedback makes. */
  readonly address: string;
}

/** Key of an entry in the suppression table. */
export type EntryKey = Pick<SuppressionEntry, "address" | "scope">;

/**
 * The test mails of one run: each scenario through each stream. The run and the stream are the label of the address, which
 * the simulator's feedback repeats; so an entry of such an address can only come from this run.
 *
 * @param run lower-case letters and digits that no run had before
 * @param streams stream name to configuration set name
 * @throws AddressError when a stream's name makes a local part of more than 64 characters
 */
export function probesOf(run: string, streams: Readonly<Record<string, string>>): Probe[] {
  return (Object.keys(SCENARIOS) as Scenario[]).flatMap((scenario) =>
    Object.entries(streams).map(([stream, configurationSet]) => {
      const { address } = normaliseAddress(`${scenario}+${run}-${stream}@${SIMULATOR_DOMAIN}`);
      return { stream, configurationSet, scenario, address };
    }),
  );
}

/** Where the feedback of a test mail must show: both kinds hold for every stream. */
export function entryKey({ address }: Probe): EntryKey {
  return { address, scope: EVERY_STREAM };
}

/**
 * Whether an entry shows that a test mail's feedback came through. It does not ask when: SES tells the time by its own
 * clock, and the label is of this run alone.
 */
export function isSeenIn(probe: Probe, entry: EntryKey & Pick<SuppressionEntry, "reason">): boolean {
  const { address, scope } = entryKey(probe);
  return entry.address === address && entry.scope === scope && entry.reason === SCENARIOS[probe.scenario];
}

/** What `GetAccount` says of the account, as far as the canary tells it (SES API v2 Reference, "GetAccount"). */
export interface AccountState {
  /** HEALTHY, PROBATION or SHUTDOWN. */
  readonly enforcementStatus: string | undefined;
  readonly sendingEnabled: boolean;
  /** -1 where there is no quota. */
  readonly max24HourSend: number;
  readonly sentLast24Hours: number;
}

export interface StreamTally {
  readonly stream: string;
  /** Test mails whose feedback was seen. */
  readonly roundTrips: number;
  /** Of the slowest that was seen; absent when none was. */
  readonly roundTripSeconds?: number;
}

/** What a run found out. */
export interface Tally {
  /** Of the stream with the fewest, so that one silent stream is 0 whatever the others do. */
  readonly roundTrips: number;
  readonly streams: readonly StreamTally[];
  /** Absent when the account could not be asked. */
  readonly account?: {
    /** 1 or 0. */
    readonly accountHealthy: number;
    /** 1 or 0. */
    readonly sendingEnabled: number;
    /** Ratio; 0 where there is no quota. */
    readonly quotaUsed: number;
  };
}

/** @param seen seconds of the round trip, by address */
export function tally(
  probes: readonly Probe[],
  seen: ReadonlyMap<string, number>,
  account?: AccountState,
): Tally {
  const streams = [...new Set(probes.map(({ stream }) => stream))].map((stream): StreamTally => {
    const trips = probes.flatMap((probe) => (probe.stream === stream ? (seen.get(probe.address) ?? []) : []));
    return {
      stream,
      roundTrips: trips.length,
      ...(trips.length > 0 && { roundTripSeconds: Math.max(...trips) }),
    };
  });
  return {
    roundTrips: streams.length === 0 ? 0 : Math.min(...streams.map(({ roundTrips }) => roundTrips)),
    streams,
    ...(account && { account: accountTally(account) }),
  };
}

function accountTally(account: AccountState): NonNullable<Tally["account"]> {
  const { enforcementStatus, sendingEnabled, max24HourSend, sentLast24Hours } = account;
  return {
    accountHealthy: enforcementStatus === "HEALTHY" ? 1 : 0,
    sendingEnabled: sendingEnabled ? 1 : 0,
    quotaUsed: max24HourSend > 0 ? sentLast24Hours / max24HourSend : 0,
  };
}
