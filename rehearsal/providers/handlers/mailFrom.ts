/**
 * Amazon SES v2: the MAIL FROM domain of an identity. Rules, error wording and what a change replaces follow internal/service/sesv2 of
 * terraform-provider-aws, which @pulumi/aws bridges; exceptions follow the API as others measured it (sources at each).
 */
import type { AwsDescription } from "../aws";
import type { Failure } from "../rules";
import { textOf, UNKNOWN, type Props } from "../values";
import { EMAIL_IDENTITY, MAIL_FROM } from "./names";

export const mailFrom: AwsDescription = {
  type: MAIL_FROM,
  title: "SESv2 (Simple Email V2) Email Identity Mail From Attributes",
  service: "SESv2",
  calls: { create: "PutEmailIdentityMailFromAttributes", update: "PutEmailIdentityMailFromAttributes" },
  id: "emailIdentity",
  rules: {
    emailIdentity: { is: "string", required: true, forceNew: true },
    behaviorOnMxFailure: {
      is: "string",
      oneOf: ["USE_DEFAULT_VALUE", "REJECT_MESSAGE"],
      default: "USE_DEFAULT_VALUE",
      serviceDefault: "USE_DEFAULT_VALUE",
    },
    mailFromDomain: { is: "string" },
  },
  validate: mailFromFailures,
  // 400 and not 404 for an unknown identity [floci-io/floci#716; the text is not verified].
  refuse: (_wanted, { scope, id }, _op, { cloud }) =>
    cloud.get({ type: EMAIL_IDENTITY, scope, id }) === undefined
      ? `BadRequestException: Identity ${id} does not exist.`
      : undefined,
  make: (_wanted, { id }) => ({ emailIdentity: id }),
  settingOf: ({ scope, id }) => ({ type: EMAIL_IDENTITY, scope, id }),
};

function mailFromFailures({
  emailIdentity: identity,
  mailFromDomain,
  behaviorOnMxFailure,
}: Props): Failure[] {
  if (behaviorOnMxFailure === "REJECT_MESSAGE" && mailFromDomain === undefined) {
    const reason = "mail from domain is required if behavior on MX failure is REJECT_MESSAGE";
    return [{ property: "mailFromDomain", reason }];
  }
  if (identity === UNKNOWN || mailFromDomain === UNKNOWN || mailFromDomain === undefined) return [];
  const domain = textOf(identity).split("@").at(-1) ?? "";
  if (textOf(mailFromDomain).toLowerCase().endsWith(`.${domain.toLowerCase()}`)) return [];
  const reason = `Provided MAIL-FROM domain <${textOf(mailFromDomain)}> is not subdomain of the domain of the identity <${textOf(identity)}>`;
  return [{ property: "mailFromDomain", reason }];
}
