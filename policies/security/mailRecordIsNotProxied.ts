import { known, mapKnown, together } from "../known";
import { flagAt, type ResourceView, textAt } from "../resource";
import { judge, resourceRule } from "../rule";
import { DNS_RECORDS } from "../types";

/** Cloudflare's proxy answers with its own addresses, which no receiver of mail can use. */
export const mailRecordIsNotProxied = resourceRule(
  {
    name: "ses-mail-record-is-not-proxied",
    description:
      "MX, TXT and DKIM records at Cloudflare are not proxied: the proxy answers with its own addresses in place of the record, and DKIM fails.",
    severity: "high",
    remediation: "Set proxied to false, or leave it out.",
    url: "https://developers.cloudflare.com/dns/proxy-status/",
    types: DNS_RECORDS,
  },
  (record) => {
    const proxied = flagAt(record, "proxied");
    const off = !("unknown" in proxied) && !("known" in proxied && proxied.known);
    if (off) return [];
    const facts = mapKnown(
      together(proxied, isMailRecord(record)),
      ([on, mail]) => on === true && mail === true,
    );
    return judge(record, facts, "no record of mail is proxied", (bad) =>
      bad ? "a record of mail is proxied, so receivers never see it. Set proxied to false." : undefined,
    );
  },
);

/** DKIM's CNAMEs stand below `_domainkey`; SES makes their names, which are unknown before the identity exists. */
function isMailRecord(record: ResourceView) {
  const type = textAt(record, "type");
  if (!("known" in type)) return type;
  if (type.known !== "CNAME") return known(() => type.known === "MX" || type.known === "TXT");
  return mapKnown(textAt(record, "name"), (name) => /(?:^|\.)_domainkey(?:\.|$)/i.test(name));
}
