import type { Probe } from "./probe";
import { CONFIGURATION_SET, EMAIL_IDENTITY } from "./types";
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

/** A text property where it is known. */
export function knownText(resource: ViewedResource, ...path: string[]): string | undefined {
  const seen = resource.see(...path);
  return seen.state === "known" && typeof seen.value === "string" ? seen.value : undefined;
}
