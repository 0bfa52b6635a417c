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
import { keyOf } from "./kms";
import { CONFIGURATION_SET, EVENT_DESTINATION, TOPIC, TOPIC_POLICY } from "./names";

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
                  dimensionName: { ...required, pattern: /^[A-Za-z0-9_:-]{1,256}$/ },
                  dimensionValueSource: { ...required, oneOf: ["MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG"] },
                  defaultDimensionValue: { ...required, pattern: /^[A-Za-z0-9_.@-]{1,256}$/ },
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
    if (!isProps(destination)) return [];
    const targets = TARGETS.filter((target) => !isAbsent(destination[target]));
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
    const bus = isProps(destination) ? destination["eventBridgeDestination"] : undefined;
    // SES sends to the default bus alone (SES API, EventBridgeDestination).
    if (isProps(bus) && !textOf(bus["eventBusArn"]).endsWith(":event-bus/default"))
      return `BadRequestException: Only the default event bus is supported, got ${textOf(bus["eventBusArn"])}`;
    const sns = isProps(destination) ? destination["snsDestination"] : undefined;
    const topicArn = isProps(sns) ? knownString(sns["topicArn"]) : undefined;
    return topicArn === undefined || topicArn === UNKNOWN ? undefined : topicProblem(cloud, set, topicArn);
  },
  duplicate: (id) =>
    `AlreadyExistsException: An event destination with name ${id.split("|")[1] ?? id} already exists.`,
  make: () => ({ eventDestination: { enabled: false } }),
};

/**
 * Why SES cannot publish to a topic: it is not there, its policy does not let SES in, or its key does not. SES says no more
 * than that it could not [HicResearch/TREEHOOSE#73].
 */
function topicProblem(cloud: Cloud, set: ObjectKey, topicArn: string): string | undefined {
  const refused = `BadRequestException: Could not publish message to SNS topic <${topicArn}>.`;
  const topic = findBy(cloud, TOPIC, "arn", topicArn);
  if (topic === undefined) return refused;
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
  if (!allows(policy, asSes("sns:Publish", topicArn))) return refused;
  const key = topic.properties["kmsMasterKeyId"];
  if (isAbsent(key)) return undefined;
  return keyLetsSesIn(cloud, key, asSes) ? undefined : refused;
}

/** The policies of AWS managed keys let no other service in, and cannot be changed. */
function keyLetsSesIn(
  cloud: Cloud,
  key: Props[string] | undefined,
  asSes: (action: string, resource: string) => Asked,
): boolean {
  const found = keyOf(cloud, key);
  const arn = textOf(found?.properties["arn"]);
  return (
    found !== undefined &&
    ["kms:GenerateDataKey", "kms:Decrypt"].every((action) =>
      allows(found.properties["policy"], asSes(action, arn)),
    )
  );
}
