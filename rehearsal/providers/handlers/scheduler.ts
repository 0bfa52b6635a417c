/** Amazon EventBridge Scheduler. Rules follow internal/service/scheduler of terraform-provider-aws, exceptions its API Reference. */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output, type Failure } from "../rules";
import { isProps, knownString, textOf, type Props } from "../values";
import { trusts } from "./iam";
import { SCHEDULE } from "./names";

const schedule: AwsDescription = {
  type: SCHEDULE,
  title: "EventBridge Scheduler Schedule",
  service: "Scheduler",
  calls: { create: "CreateSchedule", update: "UpdateSchedule" },
  id: ({ groupName, name }) => `${knownString(groupName) ?? "default"}/${textOf(name)}`,
  rules: {
    name: { is: "string", required: true, forceNew: true, pattern: /^[0-9A-Za-z_.-]{1,64}$/ },
    groupName: { is: "string", computed: true, forceNew: true, serviceDefault: "default" },
    description: { is: "string", max: 512 },
    scheduleExpression: {
      is: "string",
      required: true,
      pattern: /^(at|rate|cron)\(.+\)$/,
      patternMeans: "at(...), rate(...) or cron(...)",
    },
    scheduleExpressionTimezone: { is: "string", default: "UTC", serviceDefault: "UTC" },
    startDate: { is: "string" },
    endDate: { is: "string" },
    state: {
      is: "string",
      oneOf: ["ENABLED", "DISABLED"],
      default: "ENABLED",
      serviceDefault: "ENABLED",
    },
    actionAfterCompletion: {
      is: "string",
      computed: true,
      oneOf: ["NONE", "DELETE"],
      serviceDefault: "NONE",
    },
    kmsKeyArn: { is: "string" },
    flexibleTimeWindow: {
      is: "object",
      required: true,
      fields: {
        mode: { is: "string", required: true, oneOf: ["OFF", "FLEXIBLE"] },
        maximumWindowInMinutes: { is: "number", min: 1, max: 1440 },
      },
    },
    target: {
      is: "object",
      required: true,
      fields: {
        arn: { is: "string", required: true, pattern: /^arn:/, patternMeans: "an ARN" },
        roleArn: { is: "string", required: true, pattern: /^arn:/, patternMeans: "an ARN" },
        input: { is: "string" },
        deadLetterConfig: { is: "object", fields: { arn: { is: "string", required: true } } },
        retryPolicy: {
          is: "object",
          computed: true,
          fields: {
            maximumEventAgeInSeconds: { is: "number", min: 60, max: 86_400, serviceDefault: 86_400 },
            maximumRetryAttempts: { is: "number", min: 0, max: 185, serviceDefault: 185 },
          },
        },
      },
    },
    arn: output("string"),
  },
  validate: windowFailures,
  refuse: ({ target }, key, _op, { cloud, account }) => {
    const roleArn = isProps(target) ? target["roleArn"] : undefined;
    const source = { arn: arnOf("scheduler", key, `schedule-group/${key.id.split("/")[0] ?? ""}`), account };
    return trusts(cloud, roleArn, "scheduler.amazonaws.com", source)
      ? undefined
      : "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";
  },
  duplicate: (id) => `ConflictException: Schedule ${id.split("/")[1] ?? id} already exists.`,
  make: (_wanted, key) => ({
    arn: arnOf("scheduler", key, `schedule/${key.id}`),
    target: { retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } },
  }),
};

export const schedulerResources = [schedule].map(awsResource);

function windowFailures({ flexibleTimeWindow: window }: Props): Failure[] {
  if (!isProps(window)) return [];
  const { mode, maximumWindowInMinutes: minutes } = window;
  return (mode === "FLEXIBLE" && minutes === undefined) || (mode === "OFF" && minutes !== undefined)
    ? [{ property: "flexibleTimeWindow", reason: "maximumWindowInMinutes goes with the mode FLEXIBLE" }]
    : [];
}
