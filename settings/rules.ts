import { recordKeys } from "../dns/plan";
import { dmarcStageProblems } from "../mail/dmarcStages";
import { domainOf, matchesRecipientPattern } from "../mail/addresses";
import { isWithin } from "../mail/domains";
import { type Problem, type Rule, problem } from "./rule";
import { sendingQuotaMayBeAsked } from "./sendingQuota";
import { STREAM_RULES } from "./streamRules";

const domainInZone: Rule = ({ domain, cloudflare }) =>
  domain && cloudflare && !isWithin(domain, cloudflare.zone)
    ? problem(
        "cloudflare.zone",
        `is "${cloudflare.zone}", which does not hold domain "${domain}": name the zone that does`,
      )
    : [];

const fromAtDomain: Rule = ({ domain, fromAddress }) =>
  domain && fromAddress && domainOf(fromAddress) !== domain
    ? problem(
        "fromAddress",
        `is "${fromAddress}": an address at domain "${domain}" is needed, or DKIM cannot align`,
      )
    : [];

const volumeInOrder: Rule = ({ volume }) => {
  if (!volume) return [];
  const { expectedPerDay, peakPerHour, targetPerDay } = volume;
  const problems: Problem[] = [];
  if (expectedPerDay.min > expectedPerDay.max)
    problems.push(
      ...problem(
        "volume.expectedPerDay",
        `runs from ${expectedPerDay.min} to ${expectedPerDay.max}: min must not exceed max`,
      ),
    );
  if (peakPerHour > expectedPerDay.max)
    problems.push(
      ...problem(
        "volume.peakPerHour",
        `is ${peakPerHour}: one hour cannot exceed the day's ${expectedPerDay.max} (expectedPerDay.max)`,
      ),
    );
  if (peakPerHour * 24 < expectedPerDay.max)
    problems.push(
      ...problem(
        "volume.peakPerHour",
        `is ${peakPerHour}: 24 such hours do not reach the day's ${expectedPerDay.max} (expectedPerDay.max)`,
      ),
    );
  if (targetPerDay < expectedPerDay.max)
    problems.push(
      ...problem(
        "volume.targetPerDay",
        `is ${targetPerDay}: the target must not be below expectedPerDay.max, ${expectedPerDay.max}`,
      ),
    );
  return problems;
};

const sandboxWithinAllowed: Rule = ({ sandboxRecipients, allowedRecipients }) =>
  (sandboxRecipients ?? []).flatMap((address, index) =>
    allowedRecipients && !allowedRecipients.some((pattern) => matchesRecipientPattern(address, pattern))
      ? problem(
          `sandboxRecipients[${index}]`,
          `is at "${domainOf(address)}" and matches no pattern of allowedRecipients: it could never be mailed`,
        )
      : [],
  );

const restrictedNeedsNoRequest: Rule = ({ launchStage, allowedRecipients }) =>
  launchStage === "request" && allowedRecipients
    ? problem(
        "launchStage",
        'is "request": a stack with allowedRecipients stays in the sandbox and goes from prepare to live without a request',
      )
    : [];

const dmarcStage: Rule = ({ dmarc }, { today }) =>
  dmarc
    ? dmarcStageProblems({
        policy: dmarc.policy,
        testing: dmarc.testing,
        reports: dmarc.reports,
        today,
        ...(dmarc.observedSince !== undefined && { observedSince: dmarc.observedSince }),
      }).flatMap((message) =>
        problem("dmarc.policy", `is "${dmarc.policy}": ${message} (dmarc.reports, dmarc.observedSince)`),
      )
    : [];

const signedInThePast: Rule = ({ attestations }, { today }) =>
  Object.entries(attestations ?? {})
    .filter(([, signature]) => signature && signature.on > today.toISOString().slice(0, 10))
    .flatMap(([id, signature]) =>
      problem(
        `attestations.${id}.on`,
        `is "${signature?.on ?? ""}", a day to come: the day on which it was signed`,
      ),
    );

const answeredInThePast: Rule = ({ productionAccess }, { today }) => {
  const day = productionAccess?.answeredAt;
  return day !== undefined && day > today.toISOString().slice(0, 10)
    ? problem("productionAccess.answeredAt", `is "${day}", a day to come: the day on which AWS was answered`)
    : [];
};

const adoptableRecords: Rule = ({ adopt, dmarc }) => {
  const known = recordKeys(dmarc?.reports.length ?? 0);
  return Object.keys(adopt?.records ?? {})
    .filter((key) => !known.includes(key))
    .flatMap((key) =>
      problem(`adopt.records.${key}`, `is no record of this stack: known are ${known.join(", ")}`),
    );
};

const neededBeyondPrepare: Rule = ({ launchStage, company, alarmEmails }) => {
  if (launchStage === undefined || launchStage === "prepare") return [];
  const problems: Problem[] = [];
  if (company && company.postalAddress === undefined)
    problems.push(
      ...problem(
        "company.postalAddress",
        `is missing: launchStage "${launchStage}" needs it in the footer of every mail`,
      ),
    );
  if (alarmEmails?.length === 0)
    problems.push(
      ...problem("alarmEmails", `is empty: launchStage "${launchStage}" needs somebody who hears of alarms`),
    );
  return problems;
};

/** What no single setting can be blamed for on its own. */
export const RULES: readonly Rule[] = [
  domainInZone,
  fromAtDomain,
  volumeInOrder,
  ...STREAM_RULES,
  sandboxWithinAllowed,
  restrictedNeedsNoRequest,
  sendingQuotaMayBeAsked,
  dmarcStage,
  signedInThePast,
  answeredInThePast,
  adoptableRecords,
  neededBeyondPrepare,
];
