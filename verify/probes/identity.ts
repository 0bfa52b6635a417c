import { CreateEmailIdentityCommand, GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { DKIM_RECORD_COUNT, DkimTokenError, dkimRecord } from "../../mail/dkim";
import { dkimSigningZone } from "../../mail/regions";
import { type Finding, type Probe, couldNotTell, doesNotHold, judged, ONLY_READS } from "../probe";

/** An identity below the stack's domain that nobody publishes records for. */
export const newIdentity: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 0,
  makes: ["an identity below the domain, without DNS records"],
  needs: [],
  run: async ({ clients: { ses }, calm, temporary, settings }) =>
    temporary.make("identity", "tokens", async (EmailIdentity) => {
      const { DkimAttributes: dkim } = await calm(() =>
        ses.send(
          new CreateEmailIdentityCommand({
            EmailIdentity,
            DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
          }),
        ),
      );
      const tokens = dkim?.Tokens ?? [];
      return { "dkim-tokens-at-once": tokensFinding(EmailIdentity, tokens, settings.region) };
    }),
};

function tokensFinding(domain: string, tokens: readonly string[], region: string): Finding {
  const saw = `${tokens.length} tokens in the answer that makes the identity`;
  try {
    for (const token of tokens) dkimRecord(domain, token, region);
  } catch (error) {
    if (error instanceof DkimTokenError) return doesNotHold(`${saw}; one is no DNS label`);
    throw error;
  }
  return judged(tokens.length === DKIM_RECORD_COUNT, saw);
}

/** The stack's own identity, as it is now. */
export const ownIdentity: Probe = {
  ...ONLY_READS,
  needs: ["deployed"],
  run: async ({ clients: { ses }, calm, settings: { domain, region } }) => {
    const { DkimAttributes: dkim, VerifiedForSendingStatus: verified } = await calm(() =>
      ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain })),
    );
    const zone = dkim?.SigningHostedZone;
    const saw = `DKIM ${dkim?.Status ?? "unknown"}, verified for sending: ${String(verified)}`;
    return {
      "dkim-zone":
        zone === undefined
          ? couldNotTell("GetEmailIdentity told no SigningHostedZone")
          : judged(zone === dkimSigningZone(region), `SigningHostedZone ${zone} in ${region}`),
      "verified-with-dkim": dkim?.Status === "SUCCESS" ? judged(verified === true, saw) : couldNotTell(saw),
    };
  },
};
