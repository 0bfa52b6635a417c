import type { Cloud } from "../providers/cloud";
import { EMAIL_IDENTITY, MAIL_FROM } from "../providers/handlers/names";
import { AwsError, type Scope, scopeName } from "./protocol";

/** `GetEmailIdentity`, answered from what the stand-in provider or a test put into the cloud. */
export function getEmailIdentity(cloud: Cloud, place: Scope, identity: string): object {
  const scope = scopeName(place);
  const found = cloud.get({ type: EMAIL_IDENTITY, scope, id: identity });
  if (!found) throw new AwsError(404, "NotFoundException", `Email identity ${identity} does not exist.`);
  const {
    identityType,
    configurationSetName,
    dkimSigningAttributes,
    verificationStatus,
    verifiedForSendingStatus,
  } = found.properties;
  const dkim = (dkimSigningAttributes ?? {}) as { tokens?: unknown; status?: unknown };
  const mailFrom = cloud.get({ type: MAIL_FROM, scope, id: identity })?.properties;
  return {
    IdentityType: identityType,
    ConfigurationSetName: configurationSetName,
    VerificationStatus: verificationStatus,
    VerifiedForSendingStatus: verifiedForSendingStatus,
    DkimAttributes: { Tokens: dkim.tokens, Status: dkim.status },
    ...(mailFrom && {
      MailFromAttributes: {
        MailFromDomain: mailFrom.mailFromDomain,
        BehaviorOnMxFailure: mailFrom.behaviorOnMxFailure,
      },
    }),
  };
}
