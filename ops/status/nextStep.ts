import type { AlarmFacts, StatusFacts } from "./facts";

/** SES looks for DKIM and MAIL FROM records for 72 hours, then it gives up (SES Developer Guide, "Troubleshooting DKIM"). */
const WAIT = "SES looks for it for up to 72 hours, mostly minutes. Then run ses status again.";

/** The one thing to do next: what stands first stops what stands behind it. */
export function nextStep(facts: StatusFacts): string {
  return (
    accountStep(facts) ??
    dnsStep(facts) ??
    identityStep(facts) ??
    alarmStep(facts) ??
    checklistStep(facts) ??
    stageStep(facts)
  );
}

function accountStep({ account, review }: StatusFacts): string | undefined {
  if (review.state === "probation" || review.state === "shutdown") return review.nextStep;
  return account.sendingEnabled
    ? undefined
    : "Sending is switched off for the whole account: find out who did and why, then PutAccountSendingAttributes.";
}

function dnsStep({ dns, stack }: StatusFacts): string | undefined {
  const first = dns.find(({ state }) => state !== "as wanted");
  if (!first) return undefined;
  const { type, name, content, priority } = first.wanted;
  const record = `${type} ${name} ${priority === undefined ? "" : `${priority} `}${JSON.stringify(content)}`;
  switch (first.state) {
    case "missing":
      return `Publish ${record} (pulumi up --stack ${stack} does where the zone is managed); a new record needs minutes to be seen.`;
    case "duplicated":
      return `Remove all but one record at ${name}: there may be only ${record}.`;
    case "proxied":
      return `Switch the proxy off for ${type} ${name}: receivers must see the CNAME.`;
    case "wrong":
      return `Mend ${type} ${name}: it must be ${JSON.stringify(content)}. pulumi preview --stack ${stack} shows the difference.`;
    default:
      return `Ask again: no DNS server answered for ${name} (${first.found.join(", ")}). Another one: --resolver 1.1.1.1`;
  }
}

function identityStep({ identity, addressIdentities, stack }: StatusFacts): string | undefined {
  if (!identity) return `SES does not have the identity: pulumi up --stack ${stack}`;
  const { verification, dkim, mailFrom, verifiedForSending, problem } = identity;
  const failed = (what: string) =>
    `SES gave up on ${what}${problem === undefined ? "" : ` (${problem})`}. Its records are right now: start it again in the SES console.`;
  if (dkim === "FAILED" || verification === "FAILED") return failed("DKIM");
  if (mailFrom === "FAILED") return failed("the MAIL FROM domain");
  if (!verifiedForSending || dkim !== "SUCCESS") return `Wait for DKIM (${dkim}). ${WAIT}`;
  if (mailFrom === "PENDING") return `Wait for the MAIL FROM domain. ${WAIT}`;
  return addressIdentities.length === 0
    ? undefined
    : `Delete the identities of single addresses at the domain (${addressIdentities.length}): their DKIM settings override the domain's.`;
}

/** Whether an alarm rings, or cannot. */
export function isWrong({ state }: AlarmFacts): boolean {
  return state === "ALARM" || state === "MISSING";
}

function alarmStep({ alarms, stack }: StatusFacts): string | undefined {
  const first = alarms.find(isWrong);
  if (!first) return undefined;
  return first.state === "MISSING"
    ? `CloudWatch does not have ${first.name}: pulumi up --stack ${stack}`
    : `${first.name} is in alarm: docs/runbook.md says what to do.`;
}

/** Production access is what the stage asks for, so it is told there. */
function checklistStep({ open, stack }: StatusFacts): string | undefined {
  const first = open.find(({ id }) => id !== "production-access");
  return (
    first &&
    `${first.title} is open: ${first.remedy}. All that is open: npm run ses -- checklist --stack ${stack}`
  );
}

/**
 * A limit that is too low stops nothing: AWS raises it by itself once mail is sent well, and seldom before. So going live
 * comes first, and the limit is the last thing to be told of.
 */
function stageStep({ stage, recipientsRestricted, review, quota, stack }: StatusFacts): string {
  const live = `Set ses-launch:launchStage to live in Pulumi.${stack}.yaml and open a pull request.`;
  if (stage === "live")
    return quota?.state === "short" ? quota.nextStep : "Nothing. Everything is as it must be.";
  if (recipientsRestricted) return live;
  if (stage === "prepare")
    return `Set ses-launch:launchStage to request in Pulumi.${stack}.yaml and open a pull request.`;
  return review.state === "granted" ? live : review.nextStep;
}
