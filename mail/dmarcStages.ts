/** What a DMARC record asks receivers to do with failing mail, weakest first (RFC 9989 4.7, tag `p`). */
export const DMARC_POLICIES = ["none", "quarantine", "reject"] as const;

export type DmarcPolicy = (typeof DMARC_POLICIES)[number];

/**
 * Days of reports that must have come in before a policy may be published. A house rule: RFC 9989 5.1.5 says to start
 * at `p=none` and read the reports first, without a number; Google Workspace Admin Help, "Tutorial: Recommended DMARC
 * rollout" (answer 10032473), says at least a week at `none`, read daily. Two weeks hold two of every weekly mailing,
 * four weeks a monthly one.
 */
export const DMARC_MIN_OBSERVED_DAYS: Readonly<Record<DmarcPolicy, number>> = {
  none: 0,
  quarantine: 14,
  reject: 28,
};

/** One step on the way from watching to enforcing; `testing` is the tag `t=y`. */
export interface DmarcStage {
  readonly policy: DmarcPolicy;
  readonly testing: boolean;
}

export interface DmarcStageRequest {
  readonly policy: DmarcPolicy;
  /** Addresses that receive the aggregate reports. */
  readonly reports: readonly string[];
  /** ISO date (YYYY-MM-DD, UTC) since which reports have been read. */
  readonly observedSince?: string;
  readonly today: Date;
  readonly testing?: boolean;
}

const DAY_IN_MS = 86_400_000;

/**
 * Why a policy may not be published yet; empty when it may. `t=y` asks receivers to act one level below the policy
 * (RFC 9989 4.7), so it needs the wait of that level only.
 */
export function dmarcStageProblems(request: DmarcStageRequest): string[] {
  const { policy, observedSince, today } = request;
  const problems: string[] = [];
  if (policy !== "none" && request.reports.length === 0) {
    problems.push(
      `p=${policy} needs an address for reports: without them nobody sees which real mail it throws away.`,
    );
  }
  const days = DMARC_MIN_OBSERVED_DAYS[appliedPolicy(policy, request.testing ?? false)];
  if (observedSince === undefined) {
    if (days > 0) problems.push(`p=${policy} needs ${days} days of reports: say since when they are read.`);
    return problems;
  }
  const since = utcDate(observedSince);
  if (since === undefined) {
    problems.push(`${JSON.stringify(observedSince)} is not a date; wanted: YYYY-MM-DD.`);
    return problems;
  }
  const had = Math.floor((today.getTime() - since) / DAY_IN_MS);
  if (had < 0) {
    problems.push(`Reports cannot have been read since ${observedSince}: that is in the future.`);
  } else if (had < days) {
    const allowed = new Date(since + days * DAY_IN_MS).toISOString().slice(0, 10);
    problems.push(`p=${policy} needs ${days} days of reports, there are ${had}: allowed from ${allowed}.`);
  }
  return problems;
}

/** The next recommended step, or undefined at the end: each policy is tried with `t=y` first. */
export function nextDmarcStage(policy: DmarcPolicy, testing: boolean): DmarcStage | undefined {
  if (testing && policy !== "none") return { policy, testing: false };
  const next = DMARC_POLICIES[DMARC_POLICIES.indexOf(policy) + 1];
  return next === undefined ? undefined : { policy: next, testing: true };
}

function appliedPolicy(policy: DmarcPolicy, testing: boolean): DmarcPolicy {
  return testing ? (DMARC_POLICIES[DMARC_POLICIES.indexOf(policy) - 1] ?? "none") : policy;
}

/** Milliseconds of the day's start in UTC; undefined for anything but a real date. */
function utcDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 30 February over into March instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : undefined;
}
