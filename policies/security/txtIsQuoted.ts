import { joinStrings } from "../../mail/characterStrings";
import { textAt } from "../resource";
import { judge, resourceRule } from "../rule";
import { DNS_RECORDS } from "../types";

/** Cloudflare takes TXT content without quotes, and then guesses where its strings begin. */
export const txtIsQuoted = resourceRule(
  {
    name: "ses-txt-is-quoted",
    description:
      "The content of a TXT record at Cloudflare stands in quotes: without them Cloudflare warns and splits long values itself, and every preview shows a difference.",
    severity: "medium",
    remediation:
      'Write the content as "\\"v=spf1 ...\\"", strings of at most 255 octets with a space between them.',
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/6354",
    types: DNS_RECORDS,
  },
  (record) => {
    const content = textAt(record, "content");
    // What is in quotes is right for a TXT record, and no other record's business.
    if ("known" in content && joinStrings(content.known) !== content.known) return [];
    const type = textAt(record, "type");
    if ("known" in type && type.known !== "TXT") return [];
    const what = "the content of a TXT record is quoted";
    const fault = () => 'the content of a TXT record is not in quotes. Write it as "\\"...\\"".';
    return "unknown" in type ? judge(record, type, what, fault) : judge(record, content, what, fault);
  },
);
