/**
 * Amazon SES v2: an identity, with Easy DKIM. Rules, error wording and what a change replaces follow internal/service/sesv2 of
 * terraform-provider-aws, which @pulumi/aws bridges; exceptions follow the API as others measured it (sources at each).
 */
import { arnOf, type AwsDescription } from "../aws";
import type { Cloud, ObjectKey } from "../cloud";
import { output, type Failure } from "../rules";
import { isProps, knownString, type Props } from "../values";
import { dkimTokens, identityStatus, isDomain } from "./identityStatus";
import { CONFIGURATION_SET, EMAIL_IDENTITY, MAIL_FROM } from "./names";

const DOMAIN = "([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]";
const KEY_LENGTHS = ["RSA_1024_BIT", "RSA_2048_BIT"];
const DEFAULT_KEY_LENGTH = "RSA_2048_BIT";

export const emailIdentity: AwsDescription = {
  type: EMAIL_IDENTITY,
  title: "SESv2 (Simple Email V2) Email Identity",
  service: "SESv2",
  calls: { create: "CreateEmailIdentity", update: "PutEmailIdentityConfigurationSetAttributes" },
  id: "emailIdentity",
  taggable: true,
  rules: {
    emailIdentity: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: new RegExp(`^([^\\s@]{1,64}@)?${DOMAIN}$`, "i"),
      patternMeans: "must be a domain or an email address",
    },
    configurationSetName: { is: "string", min: 1, max: 64 },
    dkimSigningAttributes: {
      is: "object",
      computed: true,
      fields: {
        nextSigningKeyLength: {
          is: "string",
          computed: true,
          oneOf: KEY_LENGTHS,
          serviceDefault: DEFAULT_KEY_LENGTH,
        },
        domainSigningSelector: { is: "string", min: 1, max: 63 },
        domainSigningPrivateKey: { is: "string", min: 1, max: 20480 },
        currentSigningKeyLength: output("string"),
        lastKeyGenerationTimestamp: output("string"),
        signingAttributesOrigin: output("string"),
        status: output("string"),
        tokens: output("list"),
      },
    },
    arn: output("string"),
    identityType: output("string"),
    verificationStatus: output("string"),
    verifiedForSendingStatus: output("boolean"),
  },
  validate: ({ dkimSigningAttributes: dkim }) => (isProps(dkim) ? dkimFailures(dkim) : []),
  refuse: ({ configurationSetName }, { scope }, _op, { cloud }) =>
    missingSet(cloud, scope, configurationSetName),
  // "Email identity … already exist." without an s, and with a full stop [anomalyco/sst#4556].
  duplicate: (id) => `AlreadyExistsException: Email identity ${id} already exist.`,
  make: (wanted, key, { cloud }) => ({
    arn: arnOf("ses", key, `identity/${key.id}`),
    identityType: isDomain(key.id) ? "DOMAIN" : "EMAIL_ADDRESS",
    dkimSigningAttributes: dkimAttributes(wanted, key, cloud),
  }),
  live: (object, _inputs, { cloud }) => identityStatus(cloud, object),
  deleted: ({ scope, id }, { cloud }) => {
    cloud.delete({ type: MAIL_FROM, scope, id });
  },
};

function dkimFailures(dkim: Props): Failure[] {
  const selector = dkim["domainSigningSelector"] !== undefined;
  const privateKey = dkim["domainSigningPrivateKey"] !== undefined;
  const property = "dkimSigningAttributes";
  if (selector !== privateKey) {
    return [{ property, reason: "domainSigningSelector and domainSigningPrivateKey must be set together" }];
  }
  if (selector && dkim["nextSigningKeyLength"] !== undefined) {
    return [{ property, reason: "nextSigningKeyLength conflicts with a private key of one's own" }];
  }
  return [];
}

/** [floci-io/floci#1812, measured at AWS: refused before the identity comes into being.] */
function missingSet(cloud: Cloud, scope: string, name: Props[string] | undefined): string | undefined {
  const id = knownString(name);
  if (id === undefined || cloud.get({ type: CONFIGURATION_SET, scope, id }) !== undefined) return undefined;
  return `NotFoundException: Configuration set ${id} does not exist.`;
}

function dkimAttributes(wanted: Props, key: ObjectKey, cloud: Cloud): Props {
  const asked = isProps(wanted["dkimSigningAttributes"]) ? wanted["dkimSigningAttributes"] : {};
  // An address is signed with its domain's key, so it has no tokens of its own [SES guide, Easy DKIM].
  if (!isDomain(key.id)) return { signingAttributesOrigin: "AWS_SES", status: "NOT_STARTED", tokens: [] };
  const selector = asked["domainSigningSelector"];
  if (selector !== undefined) {
    return { signingAttributesOrigin: "EXTERNAL", status: "PENDING", tokens: [selector] };
  }
  const generation = cloud.count(`${EMAIL_IDENTITY}/${key.scope}/${key.id}`);
  const length = asked["nextSigningKeyLength"] ?? DEFAULT_KEY_LENGTH;
  return {
    signingAttributesOrigin: "AWS_SES",
    status: "PENDING",
    tokens: dkimTokens(key, generation),
    currentSigningKeyLength: length,
    nextSigningKeyLength: length,
    lastKeyGenerationTimestamp: new Date().toISOString(),
  };
}
