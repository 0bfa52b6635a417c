import {
  type DmarcSettings,
  buildDmarc,
  dmarcName,
  isDmarcRecord,
  reportAuthorisations,
} from "../mail/dmarc";
import { DKIM_RECORD_COUNT } from "../mail/dkim";
import { mailFromRecords } from "../mail/mailFrom";
import type { MailRecord } from "../mail/records";
import { isSpfRecord } from "../mail/spf";
import type { ExistingRecord } from "./zone";

/** A record of the launch under the key by which settings and resource names speak of it. */
export interface PlannedRecord extends MailRecord {
  key: string;
  /** What the record is for, in a few words; shown at the DNS host. */
  purpose: string;
}

export interface FixedRecordsArgs {
  domain: string;
  mailFromDomain: string;
  region: string;
  dmarc: DmarcSettings;
}

export const dkimKey = (index: number) => `dkim-${index}`;
export const APEX_SPF_KEY = "apex-spf";
const reportKey = (index: number) => `report-${index}`;

/** The records that do not wait for anything SES makes: MAIL FROM, DMARC and the authorisation of outside reports. */
export function fixedRecords({ domain, mailFromDomain, region, dmarc }: FixedRecordsArgs): PlannedRecord[] {
  const [mx, spf] = mailFromRecords(mailFromDomain, region);
  return [
    { ...mx, key: "mail-from-mx", purpose: "MAIL FROM: bounces go to SES" },
    { ...spf, key: "mail-from-spf", purpose: "MAIL FROM: SPF" },
    {
      type: "TXT",
      name: dmarcName(domain),
      content: buildDmarc(dmarc),
      key: "dmarc",
      purpose: "DMARC",
    },
    ...reportAuthorisations(domain, dmarc.reports).map((record, index) => ({
      ...record,
      key: reportKey(index),
      purpose: `DMARC: reports about ${domain} are welcome here`,
    })),
  ];
}

/** Every key under which an existing record can be adopted. */
export function recordKeys(reportCount: number): string[] {
  return [
    ...Array.from({ length: DKIM_RECORD_COUNT }, (_, index) => dkimKey(index)),
    "mail-from-mx",
    "mail-from-spf",
    "dmarc",
    APEX_SPF_KEY,
    ...Array.from({ length: reportCount }, (_, index) => reportKey(index)),
  ];
}

/** What receivers want exactly one of at a name; undefined for TXT records that may stand beside any other. */
function soleKind({ type, content }: Pick<ExistingRecord, "type" | "content">): string | undefined {
  if (type !== "TXT") return type;
  if (isSpfRecord(content)) return "SPF";
  return isDmarcRecord(content) ? "DMARC" : undefined;
}

function excludes(planned: MailRecord, existing: ExistingRecord): boolean {
  if (existing.name !== planned.name) return false;
  if (planned.type === "CNAME" || existing.type === "CNAME") return true;
  const kind = soleKind(planned);
  return kind !== undefined && kind === soleKind(existing);
}

/**
 * The records that are in the way of a planned one. A CNAME allows nothing beside it (RFC 1034 3.6.2), MAIL FROM wants
 * exactly one MX (SES Developer Guide, "Using a custom MAIL FROM domain"), and of SPF and DMARC there may be one at a
 * name (RFC 7208 4.5, RFC 9989).
 */
export function inTheWay(planned: MailRecord, existing: readonly ExistingRecord[]): ExistingRecord[] {
  return existing.filter((record) => excludes(planned, record));
}
