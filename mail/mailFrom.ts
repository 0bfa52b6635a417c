import { isBelow, normaliseDomain } from "./domains";
import type { Finding } from "./finding";
import { feedbackMxHost } from "./regions";
import type { MailRecord } from "./records";

/** The SPF host of SES; every Region sends from it (SES Developer Guide, "Authenticating Email with SPF"). */
export const SES_SPF_HOST = "amazonses.com";

const FEEDBACK_MX_PRIORITY = 10;

/**
 * The two records of a custom MAIL FROM domain: the MX that brings bounces back to SES, and the SPF record. SES wants
 * exactly one MX at the name and fails the set-up otherwise.
 *
 * Source: SES Developer Guide, "Using a custom MAIL FROM domain".
 * @throws DomainError, UnknownRegionError
 */
export function mailFromRecords(
  mailFromDomain: string,
  region: string,
): readonly [mx: MailRecord, spf: MailRecord] {
  const name = normaliseDomain(mailFromDomain);
  return [
    { type: "MX", name, content: feedbackMxHost(region), priority: FEEDBACK_MX_PRIORITY },
    { type: "TXT", name, content: `v=spf1 include:${SES_SPF_HOST} ~all` },
  ];
}

/**
 * Why `mailFrom` cannot be the MAIL FROM domain of `identity`, or undefined when it can. Both are normalised first.
 *
 * SES wants a subdomain of the verified domain that neither sends nor receives other mail: the MX record above takes
 * over whatever mail the name received. Source: SES API v2, PutEmailIdentityMailFromAttributes; SES Developer Guide,
 * "Using a custom MAIL FROM domain".
 * @throws DomainError
 */
export function mailFromProblem(
  identity: string,
  mailFrom: string,
): Finding<"mail-from-must-be-subdomain"> | undefined {
  if (isBelow(mailFrom, identity)) return undefined;
  const domain = normaliseDomain(identity);
  return {
    code: "mail-from-must-be-subdomain",
    message:
      `The MAIL FROM domain ${normaliseDomain(mailFrom)} must be a subdomain of the identity ${domain}, used for ` +
      `nothing else: its MX record sends all mail for that name to SES. Use for example bounce.${domain}.`,
  };
}
