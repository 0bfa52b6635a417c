import { getDomain } from "tldts";
import { DomainError, normaliseDomain } from "./domains";

/**
 * The organisational domain: the label that somebody registered plus its public suffix, as DMARC's relaxed alignment
 * and its rules for report addresses need it.
 *
 * RFC 7489 3.2 found it with a public suffix list; RFC 9989 4.10 replaces the list with a walk up the DNS tree. This
 * program uses the list (tldts, its ICANN part only): a walk needs the network, and the answers differ only below
 * suffixes that publish `psd=y`. Private suffixes (github.io) are left out because whoever runs one is the
 * organisation for DMARC, unless it says otherwise in DNS.
 *
 * @throws DomainError when the name is no domain name or is itself a public suffix.
 */
export function organisationalDomain(domain: string): string {
  const name = normaliseDomain(domain);
  const organisational = getDomain(name, { allowPrivateDomains: false });
  if (organisational === null) throw new DomainError(domain, "it is a public suffix, nobody's own domain");
  return organisational;
}
