/**
 * Amazon EventBridge: rules and their targets. Rules follow internal/service/events of terraform-provider-aws, exceptions the
 * EventBridge API Reference. Both are put: a name that exists is overwritten.
 */
import { randomUUID } from "node:crypto";
import { arnOf, awsResource, type AwsDescription } from "../aws";
import type { Cloud } from "../cloud";
import { output, type Rule } from "../rules";
import { isAbsent, knownString, textOf, type Props } from "../values";
import { jsonFailures, jsonText } from "./documents";
import { EVENT_RULE, EVENT_TARGET } from "./names";

const DEFAULT_BUS = "default";
const bus: Rule = { is: "string", forceNew: true, default: DEFAULT_BUS, serviceDefault: DEFAULT_BUS };

const rule: AwsDescription = {
  type: EVENT_RULE,
  title: "EventBridge Rule",
  service: "EventBridge",
  calls: { create: "PutRule", update: "PutRule" },
  id: ({ name, eventBusName }) => ruleId(eventBusName, name),
  taggable: true,
  rules: {
    name: { is: "string", required: true, forceNew: true, pattern: /^[.\-_A-Za-z0-9]{1,64}$/ },
    eventBusName: bus,
    eventPattern: { ...jsonText, max: 4096 },
    scheduleExpression: { is: "string", max: 256 },
    description: { is: "string", max: 512 },
    state: {
      is: "string",
      oneOf: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
      default: "ENABLED",
      serviceDefault: "ENABLED",
    },
    roleArn: { is: "string" },
    forceDestroy: { is: "boolean", default: false, serviceDefault: false },
    arn: output("string"),
  },
  validate: ({ eventPattern, scheduleExpression }) => [
    ...jsonFailures("eventPattern", eventPattern),
    ...(isAbsent(eventPattern) && isAbsent(scheduleExpression)
      ? [{ property: "eventPattern", reason: "one of eventPattern and scheduleExpression must be specified" }]
      : []),
  ],
  refuse: ({ scheduleExpression, eventBusName }) => {
    const text = knownString(scheduleExpression);
    if (text === undefined) return undefined;
    if (!/^(rate\(\d+ (minutes?|hours?|days?)\)|cron\(.+\))$/.test(text))
      return "ValidationException: Parameter ScheduleExpression is not valid.";
    return eventBusName === DEFAULT_BUS
      ? undefined
      : "ValidationException: ScheduleExpression is supported only on the default event bus.";
  },
  make: (_wanted, key) => ({ arn: arnOf("events", key, `rule/${key.id}`) }),
  refuseDelete: ({ id, scope }, { cloud }) =>
    cloud.list(EVENT_TARGET).some((one) => one.scope === scope && ruleOf(one.properties) === id)
      ? `deleting EventBridge Rule (${id}): operation error EventBridge: DeleteRule, https response error StatusCode: 400, ValidationException: Rule can't be deleted since it has targets.`
      : undefined,
};

const target: AwsDescription = {
  type: EVENT_TARGET,
  title: "EventBridge Target",
  service: "EventBridge",
  calls: { create: "PutTargets", update: "PutTargets" },
  id: (wanted) =>
    `${ruleOf(wanted).replace("/", "-")}-${knownString(wanted["targetId"]) ?? `terraform-${randomUUID()}`}`,
  rules: {
    rule: { is: "string", required: true, forceNew: true },
    eventBusName: bus,
    targetId: { is: "string", computed: true, forceNew: true, pattern: /^[.\-_A-Za-z0-9]{1,64}$/ },
    arn: { is: "string", required: true, pattern: /^arn:/, patternMeans: "an ARN" },
    roleArn: { is: "string" },
    input: jsonText,
    inputPath: { is: "string", max: 256 },
    inputTransformer: {
      is: "object",
      fields: {
        inputPaths: { is: "map" },
        inputTemplate: { is: "string", required: true, min: 1, max: 8192 },
      },
    },
    deadLetterConfig: { is: "object", fields: { arn: { is: "string" } } },
    retryPolicy: {
      is: "object",
      fields: {
        maximumEventAgeInSeconds: { is: "number", min: 60, max: 86_400 },
        maximumRetryAttempts: { is: "number", min: 0, max: 185 },
      },
    },
  },
  validate: (inputs) => {
    const set = ["input", "inputPath", "inputTransformer"].filter((name) => !isAbsent(inputs[name]));
    return set.length > 1 ? [{ property: set[0] ?? "input", reason: `conflicts with ${set[1] ?? ""}` }] : [];
  },
  refuse: (wanted, { scope }, _op, { cloud }) => missingRule(cloud, scope, wanted),
  make: (wanted, { id }) => ({ targetId: id.slice(ruleOf(wanted).length + 1) }),
};

export const eventsResources = [rule, target].map(awsResource);

/** The id of a rule: its name, on another bus than the default one after the bus. */
function ruleId(busName: Props[string] | undefined, name: Props[string] | undefined): string {
  const on = knownString(busName) ?? DEFAULT_BUS;
  return on === DEFAULT_BUS ? textOf(name) : `${on}/${textOf(name)}`;
}

function ruleOf({ eventBusName, rule: name }: Props): string {
  return ruleId(eventBusName, name);
}

function missingRule(cloud: Cloud, scope: string, wanted: Props): string | undefined {
  if (cloud.get({ type: EVENT_RULE, scope, id: ruleOf(wanted) }) !== undefined) return undefined;
  const on = knownString(wanted["eventBusName"]) ?? DEFAULT_BUS;
  return `ResourceNotFoundException: Rule ${textOf(wanted["rule"])} does not exist on EventBus ${on}.`;
}
