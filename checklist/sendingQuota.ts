import { number } from "./caseWords";

/** Service Quotas' code of Amazon SES, for `aws.servicequotas.ServiceQuota`. */
export const SES_SERVICE_CODE = "ses";

/**
 * The two limits of an account's sending, as Service Quotas names them. They count recipients, are of one account in one
 * Region, and can be raised outside the sandbox only (SES Developer Guide, "Service quotas", "Managing your sending limits").
 */
export const QUOTAS = {
  daily: { code: "L-804C8AE8", title: "Sending quota", unit: "a day" },
  perSecond: { code: "L-CDEF9B6B", title: "Sending rate", unit: "a second" },
} as const;

export type QuotaName = keyof typeof QUOTAS;

export const QUOTA_NAMES = Object.keys(QUOTAS) as QuotaName[];

/** Mails in 24 hours and in a second, each to one recipient; as a limit, a negative number is none (SES API v2, `SendQuota`). */
export type Sending = Readonly<Record<QuotaName, number>>;

/** What somebody wants Service Quotas to be asked for. */
export type AskedQuota = { readonly [K in QuotaName]?: number | undefined };

/** What the company means to send. */
export interface PlannedVolume {
  readonly expectedPerDay: { readonly max: number };
  readonly peakPerHour: number;
  readonly targetPerDay: number;
}

/** A request to Service Quotas that this stack filed. */
export interface QuotaRequest {
  readonly value: number;
  /** As `GetRequestedServiceQuotaChange` says; NONE where nothing had to be filed. */
  readonly status: string;
}

export type QuotaRequests = Readonly<Partial<Record<QuotaName, QuotaRequest>>>;

export interface QuotaFacts {
  readonly stack: string;
  readonly volume: PlannedVolume;
  /** The account's limits; undefined until production access is granted. */
  readonly granted: Sending | undefined;
  readonly requests: QuotaRequests;
}

/** What is planned, held against what AWS allows. */
export interface QuotaJudgement {
  readonly planned: Sending;
  readonly granted?: Sending;
  readonly state: "not-granted" | "enough" | "short" | "unlimited";
  /** By how much, where it is short. */
  readonly shortBy?: Partial<Sending>;
  readonly meaning: string;
  readonly nextStep: string;
  readonly requested?: QuotaRequests;
}

/** A limit of an account by Service Quotas' code; undefined where the code is another quota's. */
export function quotaNamed(code: string): QuotaName | undefined {
  return QUOTA_NAMES.find((name) => QUOTAS[name].code === code);
}

/** Mails in the busiest hour once the target is reached, if that hour keeps its share of the day. */
export function busiestHour({ peakPerHour, targetPerDay, expectedPerDay }: PlannedVolume): number {
  return Math.ceil((peakPerHour * targetPerDay) / expectedPerDay.max);
}

/** What the target needs. No setting holds a rate, so it is the average of the busiest hour: the least that can do. */
export function targetOf(volume: PlannedVolume): Sending {
  return { daily: volume.targetPerDay, perSecond: average(busiestHour(volume)) };
}

/** What is asked of Service Quotas: what the stack file says, and the day's target where it says nothing. */
export function askedFor(asked: AskedQuota, volume: PlannedVolume): readonly [QuotaName, number][] {
  const said = QUOTA_NAMES.flatMap((name): [QuotaName, number][] => {
    const value = asked[name];
    return value === undefined ? [] : [[name, value]];
  });
  return said.length > 0 ? said : [["daily", volume.targetPerDay]];
}

/**
 * Holds the planned volume against the account's limits. Being short stops nothing: AWS raises limits by itself with good
 * sending, and what is asked for before anything was sent is often refused.
 */
export function judgeQuota(facts: QuotaFacts): QuotaJudgement {
  const { volume, granted, requests } = facts;
  const planned = targetOf(volume);
  const requested = Object.keys(requests).length > 0 ? { requested: requests } : {};
  if (!granted)
    return {
      planned,
      state: "not-granted",
      meaning: `${words(planned)} are planned. Limits can be raised once production access is granted.`,
      nextStep: "Production access first: AWS sets the limits when it grants it.",
      ...requested,
    };
  const shortBy = missing(planned, granted);
  const isShort = Object.keys(shortBy).length > 0;
  return {
    planned,
    granted,
    state: isShort ? "short" : granted.daily < 0 ? "unlimited" : "enough",
    ...(isShort && { shortBy }),
    meaning: `AWS allows ${words(granted)}, and ${words(planned)} are planned.`,
    nextStep: isShort ? stepFor(planned, granted, facts) : "Nothing.",
    ...requested,
  };
}

function stepFor(planned: Sending, granted: Sending, { stack, volume, requests }: QuotaFacts): string {
  for (const name of QUOTA_NAMES) {
    const request = requests[name];
    if (!isBelow(granted[name], planned[name]) || !request || !isBelow(granted[name], request.value))
      continue;
    const { value, status } = request;
    const what = `${amount(name, value)} (${status === "NONE" ? "not filed by this stack" : status})`;
    return ENDED.includes(status)
      ? `AWS ended the request for ${what} without granting it: its case in the Support Center says why. Only another value in ses-launch:sendingQuota asks again.`
      : `Wait for AWS's answer to the request for ${what}; where AWS asks back, it does so in the Support Center. Then run pulumi up again.`;
  }
  const ask = (wanted: Sending) =>
    `set ses-launch:sendingQuota to ${settingFor(wanted, granted)} in Pulumi.${stack}.yaml, which asks Service Quotas for it. npm run ses -- case --stack ${stack} has the text for AWS's questions.`;
  const start = { daily: volume.expectedPerDay.max, perSecond: average(volume.peakPerHour) };
  return QUOTA_NAMES.some((name) => isBelow(granted[name], start[name]))
    ? `Not even the first volume fits: ${ask(start)}`
    : `Send first: AWS raises limits by itself with mail that is wanted. With the first month's figures, ${ask(planned)}`;
}

/** How a request ends without its value (Service Quotas API, `RequestedServiceQuotaChange`); any other status is waited on. */
const ENDED: readonly string[] = ["DENIED", "NOT_APPROVED", "CASE_CLOSED", "INVALID_REQUEST"];

/** The setting that asks for what is missing, in whole numbers. */
function settingFor(wanted: Sending, granted: Sending): string {
  const fields = QUOTA_NAMES.filter((name) => isBelow(granted[name], wanted[name])).map(
    (name) => `${name}: ${Math.ceil(wanted[name])}`,
  );
  return `{ ${fields.join(", ")} }`;
}

function missing(wanted: Sending, granted: Sending): Partial<Sending> {
  return Object.fromEntries(
    QUOTA_NAMES.filter((name) => isBelow(granted[name], wanted[name])).map((name) => [
      name,
      Math.round((wanted[name] - granted[name]) * 10) / 10,
    ]),
  );
}

/** A negative limit is none. */
function isBelow(limit: number, value: number): boolean {
  return limit >= 0 && limit < value;
}

/** Mails a second in an hour of so many, to a tenth, rounded up. */
function average(perHour: number): number {
  return Math.ceil((perHour / 3600) * 10) / 10;
}

/** 50,000 a day and 1.4 a second */
export function words(sending: Sending): string {
  return QUOTA_NAMES.map((name) => amount(name, sending[name])).join(" and ");
}

export function amount(name: QuotaName, value: number): string {
  return `${value < 0 ? "any number" : number(value)} ${QUOTAS[name].unit}`;
}
