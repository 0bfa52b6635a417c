/**
 * Amazon SES v2: a configuration set. Rules, error wording and what a change replaces follow internal/service/sesv2 of
 * terraform-provider-aws, which @pulumi/aws bridges; exceptions follow the API as others measured it (sources at each).
 */
import { arnOf, type AwsDescription } from "../aws";
import { output } from "../rules";
import { isProps, mergeDeep, type Props } from "../values";
import { CONFIGURATION_SET, EVENT_DESTINATION } from "./names";

export const configurationSet: AwsDescription = {
  type: CONFIGURATION_SET,
  title: "SESv2 (Simple Email V2) Configuration Set",
  service: "SESv2",
  calls: { create: "CreateConfigurationSet", update: "PutConfigurationSetSendingOptions" },
  id: "configurationSetName",
  taggable: true,
  rules: {
    configurationSetName: {
      is: "string",
      required: true,
      forceNew: true,
      pattern: /^[A-Za-z0-9_-]{1,64}$/,
      patternMeans: "1 to 64 letters, digits, underscores and hyphens",
    },
    deliveryOptions: {
      is: "object",
      fields: {
        maxDeliverySeconds: { is: "number", min: 300, max: 50400 },
        sendingPoolName: { is: "string" },
        tlsPolicy: { is: "string", oneOf: ["REQUIRE", "OPTIONAL"] },
      },
    },
    reputationOptions: {
      is: "object",
      computed: true,
      serviceDefault: { reputationMetricsEnabled: false },
      fields: {
        reputationMetricsEnabled: { is: "boolean", computed: true },
        lastFreshStart: output("string"),
      },
    },
    sendingOptions: {
      is: "object",
      computed: true,
      serviceDefault: { sendingEnabled: true },
      fields: { sendingEnabled: { is: "boolean", computed: true } },
    },
    suppressionOptions: {
      is: "object",
      fields: {
        suppressedReasons: { is: "list", items: { is: "string", oneOf: ["BOUNCE", "COMPLAINT"] } },
      },
    },
    trackingOptions: {
      is: "object",
      fields: {
        customRedirectDomain: { is: "string", required: true },
        httpsPolicy: { is: "string", oneOf: ["REQUIRE", "REQUIRE_OPEN_ONLY", "OPTIONAL"] },
      },
    },
    vdmOptions: { is: "object" },
    arn: output("string"),
  },
  duplicate: (id) => `AlreadyExistsException: Configuration set ${id} already exists.`,
  make: (_wanted, key) => ({ arn: arnOf("ses", key, `configuration-set/${key.id}`) }),
  touched: (before, after) => ({ ...freshStart(before, after), ...keptSuppression(before, after) }),
  deleted: ({ scope, id }, { cloud }) => {
    for (const destination of cloud.list(EVENT_DESTINATION))
      if (destination.scope === scope && destination.properties["configurationSetName"] === id)
        cloud.delete(destination);
  },
};

/** SES starts a set's reputation anew when sending comes back on [SES API, ReputationOptions.LastFreshStart]. */
function freshStart(before: Props, after: Props): Props {
  const cameOn = !isSending(before) && isSending(after);
  return cameOn ? { reputationOptions: { lastFreshStart: new Date().toISOString() } } : {};
}

/** The set's properties after its sending was switched, by whomever. */
export function sendingSwitched(before: Props, sendingEnabled: boolean): Props {
  const after = mergeDeep(before, { sendingOptions: { sendingEnabled } });
  return mergeDeep(after, freshStart(before, after));
}

function isSending({ sendingOptions }: Props): boolean {
  return isProps(sendingOptions) && sendingOptions["sendingEnabled"] === true;
}

/**
 * Emptying `suppressedReasons` by an update changes nothing and shows a difference for ever [pulumi/pulumi-aws#5999,
 * hashicorp/terraform-provider-aws#45526]; only a create with an empty list switches suppression off.
 */
function keptSuppression(before: Props, after: Props): Props {
  const had = reasonsOf(before);
  return had.length > 0 && reasonsOf(after).length === 0
    ? { suppressionOptions: { suppressedReasons: had } }
    : {};
}

function reasonsOf({ suppressionOptions: options }: Props): Props[string][] {
  const reasons = isProps(options) ? options["suppressedReasons"] : undefined;
  return Array.isArray(reasons) ? reasons : [];
}
