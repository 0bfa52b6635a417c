import type { ChecklistItem } from "../item";
import { identityOf, knownText } from "../lookup";
import { Probe, is } from "../probe";
import { CONFIGURATION_SET } from "../types";

const REMEDY = "component SenderIdentity";

export const unnamedClosed: ChecklistItem = {
  id: "unnamed-closed",
  title: "Mail that names no stream is refused",
  provenBy: () => "the identity's default configuration set does not send",
  judge: (view, { domain }) => {
    const probe = new Probe(view, "always");
    const identity = identityOf(probe, domain);
    const name = identity && probe.value(identity, ["configurationSetName"], REMEDY);
    if (identity && identity.see("configurationSetName").state === "absent")
      probe.missing("default configuration set of the identity", REMEDY);
    if (typeof name !== "string") return probe.findings;
    const set = probe.all(CONFIGURATION_SET).find((one) => knownText(one, "configurationSetName") === name);
    if (!set) probe.missing(`configuration set ${name}, which the identity has by default`, REMEDY);
    else probe.expect(set, ["sendingOptions", "sendingEnabled"], is(false), "false", REMEDY);
    return probe.findings;
  },
};
