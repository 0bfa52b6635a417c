import type { GetEmailIdentityResponse } from "@aws-sdk/client-sesv2";
import { type Adoption, adoptionLines } from "./adoption";
import { DKIM_RECORD_COUNT, dkimName } from "./dkim";

/** What the preflight reads of an identity: part of the SES v2 API's `GetEmailIdentity`. */
export type LiveIdentity = Pick<GetEmailIdentityResponse, "IdentityType" | "ConfigurationSetName"> & {
  DkimAttributes?: Pick<NonNullable<GetEmailIdentityResponse["DkimAttributes"]>, "Tokens"> | undefined;
  MailFromAttributes?: Partial<NonNullable<GetEmailIdentityResponse["MailFromAttributes"]>> | undefined;
};

export interface IdentityPreflight {
  /** The domain, or an address for a recipient's identity. */
  identity: string;
  region: string;
  stack: string;
  /** The set that the program gives the identity by default; none for an address identity. */
  defaultConfigurationSet?: string;
  /** What AWS has, undefined when the identity does not exist. */
  live: LiveIdentity | undefined;
  /** What the DNS host has at and below the domain. */
  records: readonly { id?: string; type: string; name: string }[];
}

/**
 * Why an identity must not be created: it exists. `CreateEmailIdentity` would answer AlreadyExistsException in the
 * middle of an update, and deleting it first would give new DKIM tokens, so that mail is unsigned until the new records
 * are found, for up to 72 hours (SES Developer Guide, "Troubleshooting DKIM problems"). Undefined when it is free.
 */
export function identityPreflight({
  identity,
  region,
  stack,
  defaultConfigurationSet,
  live,
  records,
}: IdentityPreflight): string | undefined {
  if (live === undefined) return undefined;
  if (live.IdentityType === "EMAIL_ADDRESS" || defaultConfigurationSet === undefined)
    return (
      `The SES address identity for ses-launch:sandboxRecipients exists already in this account and ${region}, and was not made by this stack. ` +
      "It needs no second one: take the address out of sandboxRecipients. Nothing was created."
    );
  const tokens = live.DkimAttributes?.Tokens ?? [];
  const atHost = tokens.flatMap((token, index) => {
    const name = dkimName(identity, token);
    const record = records.find((candidate) => candidate.type === "CNAME" && candidate.name === name);
    return record ? [{ key: `dkim-${index}`, name, id: record.id ?? `<id of ${name}>` }] : [];
  });
  const adoption: Adoption = {
    identity: true,
    mailFrom: live.MailFromAttributes?.MailFromDomain !== undefined,
    records: Object.fromEntries(atHost.map(({ key, id }) => [key, id])),
  };
  const replaced = live.ConfigurationSetName;
  return [
    `The SES identity ${identity} exists already in this account and ${region}, and was not made by this stack. Nothing was created, deleted or changed.`,
    "Creating it again would fail half-way; deleting it first would rotate its DKIM tokens and stop signing for up to 72 hours.",
    `To adopt it (import id ${identity}) with the DNS records that belong to it:`,
    adoptionLines(stack, adoption),
    tokens.length === DKIM_RECORD_COUNT && atHost.length === DKIM_RECORD_COUNT
      ? "Its DKIM records are part of this, so that they are not created a second time."
      : `Of its ${tokens.length} DKIM records ${atHost.length} are in the zone and part of this; the rest will be created.`,
    replaced === undefined
      ? `The second up gives it the default configuration set "${defaultConfigurationSet}", with sending off: mail that names no configuration set is then refused.`
      : `The second up replaces its default configuration set "${replaced}" by "${defaultConfigurationSet}", with sending off: mail that names no configuration set is then refused.`,
  ].join("\n");
}
