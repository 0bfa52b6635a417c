import { childName } from "./domains";
import { dkimSigningZone } from "./regions";
import type { MailRecord } from "./records";

/** Easy DKIM always hands out three tokens (SES Developer Guide, "Easy DKIM in Amazon SES"). */
export const DKIM_RECORD_COUNT = 3;

/** A DKIM token that is missing or could not be a DNS label. */
export class DkimTokenError extends Error {
  override readonly name = "DkimTokenError";
}

/**
 * The name of the CNAME record for one Easy DKIM token: `<token>._domainkey.<domain>` (RFC 6376 3.6.2.1).
 * @throws DkimTokenError when the token is missing, empty or no DNS label; DomainError.
 */
export function dkimName(domain: string, token: string | undefined): string {
  return childName(`${checkedToken(token)}._domainkey`, domain);
}

/**
 * The CNAME record for one Easy DKIM token, into the signing zone of the Region. It must reach the resolver as it is:
 * a proxied CNAME hides the key.
 *
 * Source: SES Developer Guide, "Easy DKIM in Amazon SES"; signing zones see `SES_REGIONS`.
 * @throws DkimTokenError, DomainError, UnknownRegionError
 */
export function dkimRecord(domain: string, token: string | undefined, region: string): MailRecord {
  return {
    type: "CNAME",
    name: dkimName(domain, token),
    content: `${checkedToken(token)}.${dkimSigningZone(region)}`,
  };
}

function checkedToken(token: string | undefined): string {
  const trimmed = token?.trim().toLowerCase() ?? "";
  if (trimmed === "") {
    throw new DkimTokenError(
      `SES gave no DKIM token: an identity with Easy DKIM has ${DKIM_RECORD_COUNT}, each wants a CNAME record.`,
    );
  }
  if (!/^[a-z0-9]{1,63}$/.test(trimmed)) {
    throw new DkimTokenError(
      `${JSON.stringify(token)} is not a DKIM token: letters and digits only, at most 63.`,
    );
  }
  return trimmed;
}
