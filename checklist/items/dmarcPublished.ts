import { unquoteTxt } from "../../dns/txt";
import { dmarcName, parseDmarc } from "../../mail/dmarc";
import type { ChecklistItem } from "../item";
import { recordsAt } from "../lookup";
import { Probe } from "../probe";

const REMEDY = "component DnsAuthentication; config key ses-launch:dmarc";

export const dmarcPublished: ChecklistItem = {
  id: "dmarc-published",
  title: "DMARC published and aligned",
  provenBy: ({ domain }) =>
    `one DMARC record at ${dmarcName(domain)}, whose alignment the MAIL FROM domain keeps`,
  judge: (view, { domain }) => {
    const probe = new Probe(view, "always");
    const name = dmarcName(domain);
    const records = recordsAt(probe, "TXT", name, REMEDY);
    if (records.length === 0) probe.missing(`DMARC record at ${name}`, REMEDY);
    if (records.length > 1)
      probe.wrong(`${name} has ${records.length} TXT records, it must have one`, REMEDY);
    for (const record of records) {
      const content = probe.value(record, ["content"], REMEDY);
      if (typeof content !== "string") continue;
      const { errors, tags } = parseDmarc(unquoteTxt(content));
      for (const { message } of errors) probe.wrong(`DMARC: ${message}`, REMEDY, record);
      // The MAIL FROM domain is a subdomain, which only relaxed alignment takes (RFC 7489 3.1.2).
      if (tags.aspf?.toLowerCase() === "s")
        probe.wrong("DMARC: aspf=s does not align with the MAIL FROM subdomain", REMEDY, record);
    }
    return probe.findings;
  },
};
