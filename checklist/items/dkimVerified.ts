import { DKIM_RECORD_COUNT } from "../../mail/dkim";
import { dkimSigningZone } from "../../mail/regions";
import type { ChecklistItem } from "../item";
import { identityOf, knownText } from "../lookup";
import { Probe, is } from "../probe";
import { DNS_RECORD } from "../types";
import type { ViewedResource } from "../view";

const RECORDS = "component DnsAuthentication";

export const dkimVerified: ChecklistItem = {
  id: "dkim-verified",
  title: "DKIM records added and verified",
  provenBy: ({ region }) =>
    `SES says DKIM SUCCESS; ${DKIM_RECORD_COUNT} CNAMEs, not proxied, point into ${dkimSigningZone(region)}; the next key has 2048 bits`,
  judge: (view, { domain, region }) => {
    const always = new Probe(view, "always");
    const identity = identityOf(always, domain);
    if (identity)
      always.expect(
        identity,
        ["dkimSigningAttributes", "nextSigningKeyLength"],
        is("RSA_2048_BIT"),
        "RSA_2048_BIT",
        "component SenderIdentity",
      );
    judgeRecords(always, domain, dkimSigningZone(region));

    const switchOn = new Probe(view, "switch-on");
    if (identity)
      switchOn.expect(
        identity,
        ["dkimSigningAttributes", "status"],
        is("SUCCESS"),
        "SUCCESS: SES has not seen the DKIM records, or lost them",
        "deploy at launchStage prepare first; then compare the DKIM records with the output dnsRecords",
      );
    return [...always.findings, ...switchOn.findings];
  },
};

/** Names and contents hold tokens that SES makes; before the identity is there they are not known. */
function judgeRecords(probe: Probe, domain: string, zone: string): void {
  const records = probe
    .all(DNS_RECORD)
    .filter((record) => knownText(record, "type") === "CNAME" && mayBeDkim(record, domain));
  const isUnknown = (record: ViewedResource) =>
    ["name", "content"].some((property) => record.see(property).state === "unknown");
  const unknown = records.filter(isUnknown);
  const right = records.filter((record) => {
    const [token = ""] = knownText(record, "name")?.split(".", 1) ?? [];
    return knownText(record, "content") === `${token}.${zone}`;
  });
  for (const record of unknown)
    for (const property of ["name", "content"]) probe.value(record, [property], RECORDS);
  if (unknown.length + right.length < DKIM_RECORD_COUNT)
    probe.wrong(
      `${right.length} of ${DKIM_RECORD_COUNT} DKIM CNAMEs point at their token in ${zone}`,
      RECORDS,
    );
  for (const record of records)
    if (record.see("proxied").state !== "absent")
      probe.expect(record, ["proxied"], is(false), "false: a proxied CNAME breaks DKIM", RECORDS);
}

function mayBeDkim(record: ViewedResource, domain: string): boolean {
  const name = record.see("name");
  return (
    name.state === "unknown" ||
    (name.state === "known" && typeof name.value === "string" && name.value.endsWith(`._domainkey.${domain}`))
  );
}
