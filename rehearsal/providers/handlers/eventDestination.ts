/**
 * Amazon SES v2: where a configuration set sends its events. Rules follow internal/service/sesv2 of terraform-provider-aws.
 * SES tries the topic when the destination is made (SES Developer Guide, "Set up an Amazon SNS event destination").
 */
import { arnOf, type AwsDescription } from "../aws";
import type { Cloud, ObjectKey } from "../cloud";
import { type Asked, allows } from "../policyDocument";
import type { Rule } from "../rules";
import { isAbsent, isProps, knownString, textOf, UNKNOWN, type Props } from "../values";
import { findBy } from "./find";
import { CONFIGURATION_SET, EVENT_DESTINATION, KEY, TOPIC, TOPIC_POLICY } from "./names";

const EVENT_TYPES =
  "SEND REJECT BOUNCE COMPLAINT DELIVERY OPEN CLICK RENDERING_FAILURE DELIVERY_DELAY SUBSCRIPTION".split(" ");
const TARGETS = [
  "snsDestination",
  "cloudWatchDestination",
  "eventBridgeDestination",
  "kinesisFirehoseDestination",
  "pinpointDestination",
];
const SES = "ses.amazonaws.com";

const required: Rule = { is: "string", required: true };
const name: Rule = { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z0-9_-]{1,64}$/ };

export const eventDestination: AwsDescription = {
  type: EVENT_DESTINATION,
  title: "SESv2 (Simple Email V2) Configuration Set Event Destination",
  service: "SESv2",
  calls: {
    create: "CreateConfigurationSetEventDestination",
    update: "UpdateConfigurationSetEventDestination",
  },
  id: ({ configurationSetName, eventDestinationName }) =>
    `${textOf(configurationSetName)}|${textOf(eventDestinationName)}`,
  rules: {
    configurationSetName: name,
    eventDestinationName: name,
    eventDestination: {
      is: "object",
      required: true,
      fields: {
        // Off unless it is said, as in the API.
        enabled: { is: "boolean", serviceDefault: false },
        matchingEventTypes: { is: "list", required: true, items: { is: "string", oneOf: EVENT_TYPES } },
        snsDestination: { is: "object", fields: { topicArn: required } },
        cloudWatchDestination: {
          is: "object",
          fields: {
            dimensionConfigurations: {
              is: "list",
              required: true,
              items: {
                is: "object",
                fields: {
                  dimensionName: { ...required, min: 1, max: 256 },
                  dimensionValueSource: { ...required, oneOf: ["MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG"] },
                  defaultDimensionValue: { ...required, min: 1, max: 256 },
                },
              },
            },
          },
        },
        eventBridgeDestination: { is: "object", fields: { eventBusArn: required } },
        kinesisFirehoseDestination: { is: "object" },
        pinpointDestination: { is: "object" },
      },
    },
  },
  validate: ({ eventDestination: destination }) => {
    const targets = TARGETS.filter((target) => isProps(destination) && !isAbsent(destination[target]));
    return targets.length === 1
      ? []
      : [
          {
            property: "eventDestination",
            reason: `one of ${TARGETS.join(", ")} is needed, got ${targets.length}`,
          },
        ];
  },
  refuse: ({ configurationSetName, eventDestination: destination }, key, _op, { cloud }) => {
    const set = { type: CONFIGURATION_SET, scope: key.scope, id: textOf(configurationSetName) };
    if (cloud.get(set) === undefined) return `NotFoundException: Configuration set ${set.id} does not exist.`;
    const sns = isProps(destination) ? destination["snsDestination"] : undefined;
    const topicArn = isProps(sns) ? knownString(sns["topicArn"]) : undefined;
    return topicArn === undefined || topicArn === UNKNOWN ? undefined : topicProblem(cloud, set, topicArn);
  },
  duplicate: (id) =>
    `AlreadyExistsException: An event destination with name ${id.split("|")[1] ?? id} already exists.`,
  make: () => ({ eventDestination: { enabled: false } }),
};

/** Why SES cannot publish to a topic: it is not there, its policy does not let SES in, or its key does not. */
function topicProblem(cloud: Cloud, set: ObjectKey, topicArn: string): string | undefined {
  const refused = (why: string) => `BadRequestException: Could not publish to SNS topic ${topicArn}: ${why}`;
  const topic = findBy(cloud, TOPIC, "arn", topicArn);
  if (topic === undefined) return refused("the topic does not exist");
  const { scope } = set;
  const asSes = (action: string, resource: string): Asked => ({
    service: SES,
    action,
    resource,
    context: {
      "aws:sourceaccount": scope.split("/")[0] ?? "",
      "aws:sourcearn": arnOf("ses", set, `configuration-set/${set.id}`),
    },
  });
  const policy = findBy(cloud, TOPIC_POLICY, "arn", topicArn)?.properties["policy"];
  if (!allows(policy, asSes("sns:Publish", topicArn))) return refused("its policy does not let SES publish");
  const key = topic.properties["kmsMasterKeyId"];
  if (isAbsent(key)) return undefined;
  return keyLetsSesIn(cloud, key, asSes) ? undefined : refused("SES may not use its key");
}

/** The policies of AWS managed keys let no other service in, and cannot be changed. */
function keyLetsSesIn(
  cloud: Cloud,
  key: Props[string] | undefined,
  asSes: (action: string, resource: string) => Asked,
): boolean {
  const found = findBy(cloud, KEY, "arn", key) ?? findBy(cloud, KEY, "keyId", key);
  const arn = textOf(found?.properties["arn"]);
  return (
    found !== undefined &&
    ["kms:GenerateDataKey", "kms:Decrypt"].every((action) =>
      allows(found.properties["policy"], asSes(action, arn)),
    )
  );
}
