import { type DmarcErrorCode, isDmarcRecord, parseDmarc } from "../../mail/dmarcRecord";
import { isSpfRecord } from "../../mail/spfRecord";
import { ifKnown, type Known, mapKnown, together } from "../known";
import { type ResourceView, textAt } from "../resource";
import { type Violation, cannotKnow, stackRule, violation } from "../rule";
import { DNS_RECORDS, T } from "../types";
import { normalName, type TxtRecord, txtRecords } from "./txtRecords";

const WHAT = "DMARC is valid and aligned";

/** The parser's own messages quote the record, which holds the addresses of its reports. */
const FAULTS: Readonly<Record<DmarcErrorCode, string>> = {
  "not-a-dmarc-record": 'it does not begin with "v=DMARC1;", so receivers ignore it. Write that first.',
  "repeated-tag": "a tag stands twice, so receivers drop the record. Keep one.",
  "invalid-policy": "a policy is none of none, quarantine, reject. Write one of them.",
  "invalid-dmarc-syntax": "a part is no tag with a value. Write name=value, separated by semicolons.",
};

/** Strict SPF alignment never holds with a MAIL FROM subdomain, and a broken record protects nobody. */
export const dmarcIsAligned = stackRule(
  {
    name: "ses-dmarc-is-aligned",
    description:
      "A DMARC record is valid, and does not ask for strict SPF alignment (aspf=s) where a MAIL FROM subdomain is used: SES's MAIL FROM domain is always a subdomain, so SPF would never align.",
    severity: "medium",
    remediation: "Leave aspf out (relaxed), and write v=DMARC1; p=none|quarantine|reject.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html",
    types: [...DNS_RECORDS, T.mailFrom, T.v1MailFrom],
  },
  (resources) => {
    const senders = resources
      .filter(({ type }) => type === T.mailFrom || type === T.v1MailFrom)
      .map(identityDomain);
    return txtRecords(resources).flatMap((record) => judgeRecord(record, senders));
  },
);

/** The identity whose MAIL FROM domain is a subdomain; absent where it has none. */
function identityDomain(mailFrom: ResourceView): Known<string> {
  const identity = textAt(mailFrom, mailFrom.type === T.v1MailFrom ? "domain" : "emailIdentity");
  const both = together(identity, textAt(mailFrom, "mailFromDomain"));
  return mapKnown(both, ([domain, from]) =>
    from === undefined || from === "" || domain === undefined ? undefined : normalName(domain),
  );
}

function judgeRecord(record: TxtRecord, senders: readonly Known<string>[]): readonly Violation[] {
  const { resource, name, text } = record;
  const at = ifKnown(name);
  if (at !== undefined && !at.startsWith("_dmarc.")) return [];
  if ("unknown" in text) return [cannotKnow(resource, text.unknown, WHAT)];
  const content = ifKnown(text) ?? "";
  if ("unknown" in name && !isDmarcRecord(content))
    return isSpfRecord(content) ? [] : [cannotKnow(resource, name.unknown, WHAT)];
  const { tags, errors } = parseDmarc(content);
  const [first] = errors;
  if (first) return [violation(resource, FAULTS[first.code])];
  return tags.aspf === "s" ? strictSpf(record, senders) : [];
}

function strictSpf({ resource, name }: TxtRecord, senders: readonly Known<string>[]): readonly Violation[] {
  const present = senders.filter((sender) => !("absent" in sender));
  const covers = (domain: string, at: string) => `.${domain}`.endsWith(`.${at.slice("_dmarc.".length)}`);
  const at = ifKnown(name);
  if (at !== undefined && present.some((sender) => "known" in sender && covers(sender.known, at)))
    return [
      violation(
        resource,
        "it asks for strict SPF alignment (aspf=s), which a MAIL FROM subdomain never has. Leave aspf out.",
      ),
    ];
  const missing = [name, ...present].find((value) => "unknown" in value);
  return present.length > 0 && missing && "unknown" in missing
    ? [cannotKnow(resource, missing.unknown, WHAT)]
    : [];
}
