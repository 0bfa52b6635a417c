import type { Probe } from "./probe";
import { CONFIGURATION_SET, DNS_RECORD, EMAIL_IDENTITY } from "./types";
import type { ViewedResource } from "./view";

/** The identity of the domain; a finding where there is none. */
export function identityOf(probe: Probe, domain: string): ViewedResource | undefined {
  const found = probe.all(EMAIL_IDENTITY).find((one) => knownText(one, "emailIdentity") === domain);
  if (!found) probe.missing(`SES identity of ${domain}`, "component SenderIdentity");
  return found;
}

/** Configuration sets of streams: all but the one that the identity has by default, whose sending is off for good. */
export function streamSets(probe: Probe, domain: string): ViewedResource[] {
  const identity = probe.all(EMAIL_IDENTITY).find((one) => knownText(one, "emailIdentity") === domain);
  const closed = identity && knownText(identity, "configurationSetName");
  return probe
    .all(CONFIGURATION_SET)
    .filter((set) => closed === undefined || knownText(set, "configurationSetName") !== closed);
}

/** DNS records of a type at a name; a finding for each of which it cannot be known. */
export function recordsAt(probe: Probe, type: string, name: string, remedy: string): ViewedResource[] {
  return probe.all(DNS_RECORD).filter((record) => {
    const isThis = (property: string, wanted: string) => {
      const seen = record.see(property);
      return seen.state === "unknown" || (seen.state === "known" && seen.value === wanted);
    };
    if (!isThis("type", type) || !isThis("name", name)) return false;
    probe.value(record, ["type"], remedy);
    probe.value(record, ["name"], remedy);
    return knownText(record, "type") === type && knownText(record, "name") === name;
  });
}

/** A text property where it is known. */
export function knownText(resource: ViewedResource, ...path: string[]): string | undefined {
  const seen = resource.see(...path);
  return seen.state === "known" && typeof seen.value === "string" ? seen.value : undefined;
}

/** The queue that a redrive policy names, which is JSON in SQS and SNS; undefined where it names none that is known. */
export function deadLetterArn(resource: ViewedResource): string | undefined {
  const [, arn] =
    /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(knownText(resource, "redrivePolicy") ?? "") ?? [];
  return arn;
}
