import { AddressError, domainOf, localPartOf, normaliseAddress } from "./addresses";
import { childName, DomainError, normaliseDomain } from "./domains";
import { organisationalDomain } from "./organisationalDomain";
import type { Finding } from "./finding";
import type { MailRecord } from "./records";

export type ReportUriWarningCode = "invalid-report-uri" | "report-size-limit-ignored";

/** The addresses of a `rua` or `ruf` value, and what is odd about it. */
export interface ReportUris {
  readonly addresses: readonly string[];
  readonly warnings: readonly Finding<ReportUriWarningCode>[];
}

/**
 * The `mailto:` URI of a report address. Commas, exclamation marks and semicolons separate things inside a DMARC
 * record and are percent-encoded (RFC 9989 4.6, 4.8; RFC 6068 2).
 * @throws AddressError
 */
export function reportUri(address: string): string {
  const normalised = normaliseAddress(address).address;
  const local = encodeURIComponent(localPartOf(normalised)).replaceAll("%2B", "+").replaceAll("!", "%21");
  return `mailto:${local}@${domainOf(normalised)}`;
}

/**
 * Reads a `rua` or `ruf` value. Receivers need to support `mailto:` only and ignore what they cannot use; a size limit
 * (`!10m`) is no longer in the grammar (RFC 9989 4.7, 4.8).
 */
export function parseReportUris(value: string): ReportUris {
  const addresses: string[] = [];
  const warnings: Finding<ReportUriWarningCode>[] = [];
  for (const written of value.split(",").map((uri) => uri.trim())) {
    const [uri = "", limit] = written.split("!", 2);
    if (limit !== undefined) {
      const message = `The size limit in ${written} is ignored since RFC 9989.`;
      warnings.push({ code: "report-size-limit-ignored", message });
    }
    const address = mailtoAddress(uri);
    if (address !== undefined) addresses.push(address);
    else
      warnings.push({ code: "invalid-report-uri", message: `Not a mailto: URI of one address: ${written}` });
  }
  return { addresses, warnings };
}

/**
 * The records that other organisations must publish before receivers send them reports about `domain`:
 * `<domain>._report._dmarc.<their domain>`, once a domain. Their zone, so this program can only ask for them.
 *
 * Sources: RFC 9990 4 (RFC 7489 7.1 before); the final semicolon by RFC Editor erratum 5440 on RFC 7489.
 * @param domain the domain whose `_dmarc` record names the addresses
 * @throws AddressError, DomainError
 */
export function reportAuthorisations(domain: string, reportAddresses: readonly string[]): MailRecord[] {
  const own = organisationalDomain(domain);
  const hosts = new Set(reportAddresses.map((address) => domainOf(normaliseAddress(address).address)));
  return [...hosts]
    .filter((host) => organisationalDomain(host) !== own)
    .map((host) => ({
      type: "TXT",
      name: childName(`${normaliseDomain(domain)}._report._dmarc`, host),
      content: "v=DMARC1;",
    }));
}

function mailtoAddress(uri: string): string | undefined {
  const target = /^mailto:([^?]+)/i.exec(uri)?.[1];
  if (target === undefined) return undefined;
  try {
    const { address } = normaliseAddress(decodeURIComponent(target));
    organisationalDomain(domainOf(address));
    return address;
  } catch (error) {
    if (error instanceof AddressError || error instanceof DomainError || error instanceof URIError)
      return undefined;
    throw error;
  }
}
