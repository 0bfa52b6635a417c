import { joinStrings } from "./characterStrings";
import { normaliseDomain } from "./domains";
import { organisationalDomain } from "./organisationalDomain";
import { isDmarcRecord, parseDmarc } from "./dmarcRecord";
import type { DmarcErrorCode, DmarcWarningCode, ParsedDmarc } from "./dmarcRecord";
import { parseReportUris, reportAuthorisations } from "./dmarcReports";
import type { Finding } from "./finding";
import type { MailRecord } from "./records";

export { buildDmarc, dmarcName, isDmarcRecord, parseDmarc } from "./dmarcRecord";
export type { DmarcAlignment, DmarcSettings, DmarcTag, ParsedDmarc } from "./dmarcRecord";
export { reportAuthorisations } from "./dmarcReports";

export type DmarcCheckErrorCode =
  | DmarcErrorCode
  | "no-dmarc-record"
  | "multiple-dmarc-records"
  | "dmarc-record-exists"
  | "spf-alignment-impossible"
  | "dkim-alignment-impossible";

export type DmarcCheckWarningCode =
  DmarcWarningCode | "no-rua" | "external-rua-needs-authorisation" | "existing-policy-is-enforcing";

export interface DmarcSituation {
  /** The domain of the From address, whose `_dmarc` name the records stand at. */
  readonly domain: string;
  /** The custom MAIL FROM domain, which SPF authenticates. */
  readonly mailFrom: string;
  /** The `d=` of the DKIM signature; with Easy DKIM the identity, so by default `domain`. */
  readonly dkimDomain?: string;
  /** TXT records found at `_dmarc.<domain>`, quoted or not. */
  readonly existing?: readonly string[];
  /** Whose the existing record is. Unless it is this stack's, no second one may be made beside it. */
  readonly existingManagedBy?: "this-stack" | "other";
  /** The record that this stack wants to publish. */
  readonly desired?: string;
}

export interface DmarcVerdict {
  /** Receivers would accept the records looked at: one a name, without syntax errors. Says nothing of alignment. */
  readonly valid: boolean;
  /** Set when publishing `desired` would make a second record. */
  readonly action?: "refuse-create";
  readonly errors: readonly Finding<DmarcCheckErrorCode>[];
  readonly warnings: readonly Finding<DmarcCheckWarningCode>[];
  /** Records that the owners of foreign report addresses must publish. */
  readonly requires: readonly MailRecord[];
}

/**
 * Judges the DMARC record of a domain that sends through SES: the one in DNS, the one wanted, and whether the second
 * may be published.
 *
 * Sources: more than one record at the name counts as none (RFC 9989 4.10; RFC 7489 6.6.3). SPF aligns through the MAIL
 * FROM subdomain in relaxed mode only, and strict DKIM needs `d=` equal to the From domain (SES Developer Guide,
 * "Complying with DMARC authentication protocol in Amazon SES").
 * @throws DomainError
 */
export function checkDmarc(situation: DmarcSituation): DmarcVerdict {
  const { desired } = situation;
  const inDns = (situation.existing ?? []).filter(isDmarcRecord);
  const foreign = inDns.length > 0 && situation.existingManagedBy !== "this-stack";
  const ownIsReplaced = !foreign && desired !== undefined;
  const judged = [...(ownIsReplaced ? [] : inDns), ...(desired === undefined ? [] : [desired])];

  const opinions = judged.map((record) => opinionOn(record, situation));
  const errors = opinions.flatMap((opinion) => opinion.errors);
  const warnings = opinions.flatMap((opinion) => opinion.warnings);
  const syntaxIsFine = opinions.every((opinion) => opinion.parsed.errors.length === 0);
  const refused = desired !== undefined && (foreign || inDns.length > 1);
  if (judged.length === 0) {
    errors.push({ code: "no-dmarc-record", message: `There is no DMARC record for ${situation.domain}.` });
  }
  if (inDns.length > 1) errors.push(severalRecords(inDns));
  else if (foreign && desired !== undefined) {
    errors.push(recordExists(inDns, desired));
    warnings.push(...inDns.flatMap(enforcingWarnings));
  }
  return {
    valid: judged.length > 0 && inDns.length <= 1 && syntaxIsFine,
    ...(refused ? { action: "refuse-create" as const } : {}),
    errors: distinct(errors),
    warnings: distinct(warnings),
    requires: distinct(opinions.flatMap((opinion) => opinion.requires)),
  };
}

interface Opinion {
  readonly parsed: ParsedDmarc;
  readonly errors: readonly Finding<DmarcCheckErrorCode>[];
  readonly warnings: readonly Finding<DmarcCheckWarningCode>[];
  readonly requires: readonly MailRecord[];
}

function opinionOn(record: string, situation: DmarcSituation): Opinion {
  const parsed = parseDmarc(record);
  const domain = normaliseDomain(situation.domain);
  const reportsTo = parseReportUris(parsed.tags.rua ?? "").addresses;
  const failuresTo = parseReportUris(parsed.tags.ruf ?? "").addresses;
  const requires = reportAuthorisations(domain, [...reportsTo, ...failuresTo]);
  const warnings: Finding<DmarcCheckWarningCode>[] = [...parsed.warnings];
  if (reportsTo.length === 0) {
    warnings.push({
      code: "no-rua",
      message: "No address receives reports (rua): nobody will see failures.",
    });
  }
  for (const { name, content } of requires) {
    const message = `Reports are sent there only once its owner publishes TXT ${name} with ${content}`;
    warnings.push({ code: "external-rua-needs-authorisation", message });
  }
  return { parsed, errors: [...parsed.errors, ...alignmentErrors(parsed, situation)], warnings, requires };
}

function alignmentErrors(parsed: ParsedDmarc, situation: DmarcSituation): Finding<DmarcCheckErrorCode>[] {
  const domain = normaliseDomain(situation.domain);
  const mailFrom = normaliseDomain(situation.mailFrom);
  const signing = normaliseDomain(situation.dkimDomain ?? domain);
  const errors: Finding<DmarcCheckErrorCode>[] = [];
  if (!isAligned(mailFrom, domain, parsed.tags.aspf)) {
    const message =
      `SPF authenticates ${mailFrom}, which never aligns with ${domain} under aspf=${parsed.tags.aspf ?? "r"}: ` +
      "DKIM alone would carry DMARC. Use relaxed alignment and a MAIL FROM subdomain.";
    errors.push({ code: "spf-alignment-impossible", message });
  }
  if (!isAligned(signing, domain, parsed.tags.adkim)) {
    const message = `DKIM signs for ${signing}, which never aligns with ${domain} under adkim=${parsed.tags.adkim ?? "r"}.`;
    errors.push({ code: "dkim-alignment-impossible", message });
  }
  return errors;
}

/** Strict wants the same domain, relaxed (the default) the same organisational domain: RFC 7489 3.1, kept by RFC 9989. */
function isAligned(authenticated: string, author: string, mode: string | undefined): boolean {
  if (mode === "s") return authenticated === author;
  return organisationalDomain(authenticated) === organisationalDomain(author);
}

function severalRecords(inDns: readonly string[]): Finding<"multiple-dmarc-records"> {
  const shown = inDns.map((record) => `\n  ${joinStrings(record)}`).join("");
  return {
    code: "multiple-dmarc-records",
    message: `Receivers drop all DMARC records of a name that has several; keep one of:${shown}`,
  };
}

function recordExists(inDns: readonly string[], desired: string): Finding<"dmarc-record-exists"> {
  return {
    code: "dmarc-record-exists",
    message:
      "A DMARC record that this stack does not manage is there; a second one would make both void. " +
      `Adopt it (import) or remove it first.\n  in DNS: ${inDns.map(joinStrings).join(" ")}\n  wanted: ${desired}`,
  };
}

function enforcingWarnings(record: string): Finding<"existing-policy-is-enforcing">[] {
  const { tags } = parseDmarc(record);
  if (tags.p === undefined || tags.p === "none") return [];
  const message = `The record in DNS already asks for p=${tags.p}: mail that is not yet signed is thrown away.`;
  return [{ code: "existing-policy-is-enforcing", message }];
}

/** The record in DNS and the wanted one often have the same fault; once is enough. */
function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
