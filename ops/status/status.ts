import { knownText } from "../../checklist/lookup";
import { reviewOf } from "../../checklist/review";
import { QUOTA_NAMES, amount, judgeQuota, words } from "../../checklist/sendingQuota";
import { METRIC_ALARM } from "../../checklist/types";
import { viewOf } from "../../checklist/view";
import { CANARY, configurationSetName } from "../../mail/streams";
import type { LaunchOutput } from "../../outputs";
import { emailOf } from "../emailOf";
import { EXIT, OpsError } from "../exit";
import type { Launch } from "../launch";
import { MARKS, type Progress, type Report } from "../report";
import { type Dns, type DnsFinding, checkDns, wantedRecords } from "./dnsCheck";
import type { AccountFacts, StatusAws, StatusFacts } from "./facts";
import { isWrong, nextStep } from "./nextStep";

export interface StatusParts {
  readonly aws: StatusAws;
  readonly dns: Dns;
  readonly progress: Progress;
}

/** Asks AWS and the DNS how a stack is. @throws OpsError when AWS cannot be asked, or nothing was deployed */
export async function statusFacts(stack: string, launch: Launch, parts: StatusParts): Promise<StatusFacts> {
  const { aws, dns, progress } = parts;
  const { settings, state, items } = launch;
  const email = emailOf(stack, state);
  const wanted = wantedRecords.safeParse(state.outputs.dnsRecords);
  if (!wanted.success) throw new OpsError(`The output dnsRecords of ${stack} does not fit`, EXIT.notReady);
  progress(`Asking SES in ${email.region}, a call a second …`);
  const account = await aws.account();
  const identity = await aws.identity(email.domain);
  const addressIdentities = await aws.addressIdentities(email.domain);
  const sets = { ...setsOf(email.streams), [CANARY]: configurationSetName(stack, CANARY) };
  const streams: { name: string; sending: boolean | undefined }[] = [];
  for (const [name, set] of Object.entries(sets)) streams.push({ name, sending: await aws.isSending(set) });
  progress("Asking CloudWatch and the DNS …");
  const stage = state.record?.stage ?? settings.launchStage;
  return {
    stack,
    stage,
    recipientsRestricted: email.recipientsRestricted,
    account,
    review: reviewOf(account.review, settings.productionAccess.answeredAt),
    quota: email.recipientsRestricted ? undefined : quotaOf(stack, launch, account),
    identity,
    addressIdentities: addressIdentities.filter(
      (address) => !settings.sandboxRecipients.includes(address.toLowerCase()),
    ),
    dns: await checkDns(dns, wanted.data),
    streams,
    alarms: await aws.alarms(alarmNames(state)),
    open: items.flatMap(({ id, title, findings }) => {
      // What moving on mends by itself is no step of its own.
      const [first] = findings.filter(({ mendedAt }) => stage !== "prepare" || mendedAt === undefined);
      return first ? [{ id, title, remedy: first.remedy }] : [];
    }),
  };
}

/** `ses status`: the account, the identity, the DNS, the streams and alarms, and the one next step. */
export function statusReport(facts: StatusFacts): Report {
  const { account, review, identity, addressIdentities, dns, streams, alarms, stack } = facts;
  const next = nextStep(facts);
  const mark = (good: boolean) => (good ? MARKS.good : MARKS.bad);
  const ringing = alarms.filter(isWrong);
  const healthy = account.review.enforcementStatus === "HEALTHY" && account.sendingEnabled;
  const verified = identity?.verifiedForSending === true && identity.dkim === "SUCCESS";
  const mailFrom = identity?.mailFrom === "SUCCESS";
  const sound =
    healthy &&
    verified &&
    mailFrom &&
    addressIdentities.length === 0 &&
    ringing.length === 0 &&
    dns.every(({ state }) => state === "as wanted");
  return {
    exitCode: sound ? EXIT.fine : EXIT.notReady,
    lines: [
      `${stack}, launch stage ${facts.stage}`,
      `  ${mark(healthy)} account            ${account.review.enforcementStatus}, sending ${account.sendingEnabled ? "on" : "off"}`,
      `  ${review.needsYou ? MARKS.open : MARKS.note} production access  ${review.state}: ${review.meaning}`,
      quotaLine(facts),
      `  ${MARKS.note} pricing plan       ${planText(account)}`,
      `  ${mark(verified)} identity           ${identity ? `${identity.verification}, DKIM ${identity.dkim}` : "SES does not have it"}`,
      `  ${mark(mailFrom)} MAIL FROM          ${identity?.mailFrom ?? "not set"}`,
      ...addressIdentities.map(
        (address) => `  ${MARKS.bad} address identity   ${address} overrides the domain's DKIM`,
      ),
      ...dns.flatMap(dnsLines),
      ...streams.map(
        ({ name, sending }) =>
          `  ${sending === undefined ? MARKS.bad : MARKS.note} stream             ${name} ${sending === undefined ? "is not there" : sending ? "sends" : "is off"}`,
      ),
      ...(alarms.length === 0 ? [`  ${MARKS.bad} alarms             there are none`] : []),
      ...ringing.map(({ name, state }) => `  ${MARKS.bad} alarm              ${name}: ${state}`),
      ...(alarms.length > 0 && ringing.length === 0
        ? [`  ${MARKS.good} alarms             ${alarms.length}, none rings`]
        : []),
      "",
      `Next: ${next}`,
    ],
    json: { ...facts, nextStep: next },
  };
}

/** Against AWS as it is now, with the requests as the last deployment or refresh saw them. */
function quotaOf(stack: string, { settings, state }: Launch, account: AccountFacts) {
  const { sendingQuota } = (state.outputs.launch ?? {}) as Partial<LaunchOutput>;
  const { productionAccessEnabled } = account.review;
  return judgeQuota({
    stack,
    volume: settings.volume,
    granted: productionAccessEnabled
      ? { daily: account.max24HourSend, perSecond: account.maxSendRate }
      : undefined,
    requests: sendingQuota?.requested ?? {},
  });
}

function quotaLine({ account, quota }: StatusFacts): string {
  const { sentLast24Hours: sent, max24HourSend: limit, maxSendRate } = account;
  const now = `${sent} ${limit < 0 ? "sent" : `of ${limit}`} in 24 hours${limit < 0 ? " without limit" : ""}, ${maxSendRate} a second`;
  const short = QUOTA_NAMES.flatMap((name) => {
    const by = quota?.shortBy?.[name];
    return by === undefined ? [] : [amount(name, by)];
  });
  return [
    `  ${short.length > 0 ? MARKS.open : MARKS.note} quota              ${now}`,
    ...(quota ? [`; planned ${words(quota.planned)}`] : []),
    ...(short.length > 0 ? [`: short by ${short.join(" and ")}`] : []),
  ].join("");
}

function planText({ pricingPlan, nextPricingPlan }: AccountFacts): string {
  const now = pricingPlan ?? "AWS does not say";
  return nextPricingPlan === undefined || nextPricingPlan === pricingPlan
    ? now
    : `${now}, ${nextPricingPlan} from the next month on`;
}

function alarmNames({ resources }: Launch["state"]): string[] {
  return viewOf(resources)
    .filter(({ type }) => type === METRIC_ALARM)
    .flatMap((alarm) => knownText(alarm, "name") ?? []);
}

function dnsLines({ wanted, state, found }: DnsFinding): string[] {
  const { type, name, content, purpose } = wanted;
  const line = `  ${state === "as wanted" ? MARKS.good : MARKS.bad} DNS                ${type} ${name}: ${state} (${purpose})`;
  if (state === "as wanted") return [line];
  return [
    line,
    `      wanted: ${wanted.priority === undefined ? "" : `${wanted.priority} `}${content}`,
    ...(found.length === 0 ? ["      found:  nothing"] : found.map((one) => `      found:  ${one}`)),
  ];
}

function setsOf(streams: Readonly<Record<string, { configurationSet: string }>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(streams).map(([name, { configurationSet }]) => [name, configurationSet]),
  );
}
