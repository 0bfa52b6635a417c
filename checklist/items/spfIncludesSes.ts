import { unquoteTxt } from "../../dns/txt";
import { SES_SPF_HOST } from "../../mail/mailFrom";
import { feedbackMxHost } from "../../mail/regions";
import { isSpfRecord } from "../../mail/spf";
import type { ChecklistItem } from "../item";
import { knownText, recordsAt } from "../lookup";
import { Probe, is } from "../probe";
import { MAIL_FROM } from "../types";

const REMEDY = "component DnsAuthentication; config key ses-launch:mailFromSubdomain";

export const spfIncludesSes: ChecklistItem = {
  id: "spf-includes-ses",
  title: "SPF record includes Amazon SES",
  provenBy: ({ region }) =>
    `the MAIL FROM domain has one MX, to ${feedbackMxHost(region)}, and one SPF record, which includes ${SES_SPF_HOST}`,
  judge: (view, { domain, region }) => {
    const probe = new Probe(view, "always");
    const mailFrom = probe.all(MAIL_FROM).find((one) => knownText(one, "emailIdentity") === domain);
    if (!mailFrom) {
      probe.missing(`MAIL FROM domain of ${domain}`, "component SenderIdentity");
      return probe.findings;
    }
    const name = probe.value(mailFrom, ["mailFromDomain"], REMEDY);
    if (typeof name !== "string") return probe.findings;

    const exchangers = recordsAt(probe, "MX", name, REMEDY);
    if (exchangers.length !== 1)
      probe.wrong(`${name} has ${exchangers.length} MX records, it must have one`, REMEDY);
    const host = feedbackMxHost(region);
    for (const exchanger of exchangers)
      probe.expect(exchanger, ["content"], is(host), `${host}, where SES takes bounces in ${region}`, REMEDY);
    const records = recordsAt(probe, "TXT", name, REMEDY).filter((one) =>
      isSpfRecord(unquoteTxt(knownText(one, "content") ?? "")),
    );
    if (records.length !== 1)
      probe.wrong(`${name} has ${records.length} SPF records, it must have one`, REMEDY);
    for (const record of records)
      probe.expect(
        record,
        ["content"],
        (content) => typeof content === "string" && includesSes(unquoteTxt(content)),
        `an SPF record that includes ${SES_SPF_HOST}`,
        REMEDY,
      );
    return probe.findings;
  },
};

/** Before the first `all`, which ends the evaluation (RFC 7208 5.1). */
function includesSes(record: string): boolean {
  const terms = record.toLowerCase().split(/ +/);
  const all = terms.findIndex((term) => /^[+~?-]?all$/.test(term));
  return terms
    .slice(0, all === -1 ? undefined : all)
    .some((term) => /^\+?include:/.test(term) && term.endsWith(`:${SES_SPF_HOST}`));
}
