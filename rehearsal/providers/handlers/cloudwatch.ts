/**
 * Amazon CloudWatch: alarms and dashboards. Rules follow internal/service/cloudwatch of terraform-provider-aws, exceptions the
 * CloudWatch API Reference. Both are put: a name that exists is overwritten.
 */
import { arnOf, awsResource, type AwsDescription } from "../aws";
import { output, type Failure, type Rule } from "../rules";
import { isAbsent, isProps, sameSet, type Props, type Value } from "../values";
import { jsonFailures, jsonText } from "./documents";
import { DASHBOARD, METRIC_ALARM } from "./names";

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const OPERATORS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
/** What an alarm on one metric says; one on queries says it inside them. */
const OF_ONE_METRIC = [
  "metricName",
  "namespace",
  "dimensions",
  "period",
  "statistic",
  "extendedStatistic",
  "unit",
];

const actions: Rule = {
  is: "list",
  same: sameSet,
  items: { is: "string", pattern: /^arn:/, patternMeans: "an ARN" },
};
const metricName: Rule = { is: "string", min: 1, max: 255 };
const statistic: Rule = { is: "string", oneOf: STATISTICS };
const period: Rule = { is: "number", min: 10 };

const metricAlarm: AwsDescription = {
  type: METRIC_ALARM,
  title: "CloudWatch Metric Alarm",
  service: "CloudWatch",
  calls: { create: "PutMetricAlarm", update: "PutMetricAlarm" },
  id: "name",
  taggable: true,
  rules: {
    name: { is: "string", required: true, forceNew: true, min: 1, max: 255 },
    comparisonOperator: { is: "string", oneOf: OPERATORS },
    evaluationPeriods: { is: "number", min: 1 },
    datapointsToAlarm: { is: "number", min: 1 },
    metricName,
    namespace: { is: "string", min: 1, max: 255, pattern: /^[^:].*$/, patternMeans: "no colon at the start" },
    dimensions: { is: "map" },
    period,
    statistic,
    extendedStatistic: {
      is: "string",
      pattern: /^(p\d{1,2}(\.\d{1,2})?|p100|IQM|(TM|WM|PR|TC|TS|tm|wm|tc|ts|pr).*)$/,
      patternMeans: "a percentile such as p99",
    },
    unit: { is: "string" },
    threshold: { is: "number" },
    thresholdMetricId: { is: "string", min: 1, max: 255 },
    metricQueries: {
      is: "list",
      same: sameSet,
      items: {
        is: "object",
        fields: {
          id: { is: "string", required: true, pattern: /^[a-z][A-Za-z0-9_]{0,254}$/ },
          expression: { is: "string", min: 1, max: 1024 },
          label: { is: "string" },
          period,
          returnData: { is: "boolean" },
          accountId: { is: "string" },
          metric: {
            is: "object",
            fields: {
              metricName: { ...metricName, required: true },
              namespace: { is: "string" },
              period: { ...period, required: true },
              stat: { is: "string", required: true },
              dimensions: { is: "map" },
              unit: { is: "string" },
            },
          },
        },
      },
    },
    treatMissingData: {
      is: "string",
      oneOf: ["breaching", "notBreaching", "ignore", "missing"],
      default: "missing",
      serviceDefault: "missing",
    },
    warmUpConfiguration: {
      is: "object",
      fields: { warmUpPeriodDurationInMinutes: { is: "number", required: true } },
    },
    evaluateLowSampleCountPercentiles: { is: "string", computed: true, oneOf: ["evaluate", "ignore"] },
    actionsEnabled: { is: "boolean", default: true, serviceDefault: true },
    alarmActions: actions,
    okActions: actions,
    insufficientDataActions: actions,
    alarmDescription: { is: "string", max: 1024 },
    arn: output("string"),
  },
  validate: alarmFailures,
  refuse: (wanted) => alarmProblem(wanted),
  make: (_wanted, key) => ({ arn: arnOf("cloudwatch", key, `alarm:${key.id}`) }),
};

const dashboard: AwsDescription = {
  type: DASHBOARD,
  title: "CloudWatch Dashboard",
  service: "CloudWatch",
  calls: { create: "PutDashboard", update: "PutDashboard" },
  id: "dashboardName",
  rules: {
    dashboardName: { is: "string", required: true, forceNew: true, pattern: /^[A-Za-z0-9_-]{1,255}$/ },
    dashboardBody: { ...jsonText, required: true },
    dashboardArn: output("string"),
  },
  validate: ({ dashboardBody }) => jsonFailures("dashboardBody", dashboardBody),
  // A dashboard belongs to no Region (CloudWatch User Guide, "Dashboards").
  make: (_wanted, { id, scope }) => ({
    dashboardArn: `arn:aws:cloudwatch::${scope.split("/")[0] ?? ""}:dashboard/${id}`,
  }),
};

export const cloudwatchResources = [metricAlarm, dashboard].map(awsResource);

function alarmFailures(alarm: Props): Failure[] {
  const failures: Failure[] = [];
  const fail = (property: string, reason: string): void => void failures.push({ property, reason });
  const has = (name: string): boolean => !isAbsent(alarm[name]);
  if (has("metricName") === has("metricQueries"))
    fail("metricName", "one of metricName and metricQueries must be set");
  for (const name of OF_ONE_METRIC)
    if (has("metricQueries") && has(name) && name !== "metricName")
      fail(name, `"${name}" conflicts with metricQueries`);
  if (has("metricName") && has("statistic") === has("extendedStatistic"))
    fail("statistic", "one of statistic and extendedStatistic must be set for a metric alarm");
  if (has("threshold") && has("thresholdMetricId")) fail("threshold", "conflicts with thresholdMetricId");
  for (const value of periodsOf(alarm))
    if (![10, 20, 30].includes(value) && value % 60 !== 0)
      fail("period", `expected a period of 10, 20, 30 or a multiple of 60 seconds, got ${value}`);
  return failures;
}

/** What PutMetricAlarm refuses (CloudWatch API Reference, "PutMetricAlarm"). */
function alarmProblem(alarm: Props): string | undefined {
  const { comparisonOperator, evaluationPeriods, datapointsToAlarm, threshold, thresholdMetricId } = alarm;
  const refused = (why: string): string => `ValidationError: ${why}`;
  if (isAbsent(comparisonOperator)) return refused("ComparisonOperator is required");
  if (typeof evaluationPeriods !== "number") return refused("EvaluationPeriods is required");
  if (isAbsent(threshold) && isAbsent(thresholdMetricId)) return refused("Threshold is required");
  if (typeof datapointsToAlarm === "number" && datapointsToAlarm > evaluationPeriods)
    return refused("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  const longest = Math.max(0, ...periodsOf(alarm));
  const most = longest >= HOUR_SECONDS ? 7 * DAY_SECONDS : DAY_SECONDS;
  if (longest * evaluationPeriods > most)
    return refused(
      `Metrics cannot be checked across more than ${most === DAY_SECONDS ? "a day" : "a week"} (EvaluationPeriods * Period must be <= ${most})`,
    );
  return queriesProblem(alarm["metricQueries"], refused);
}

function queriesProblem(value: Value | undefined, refused: (why: string) => string): string | undefined {
  const queries = Array.isArray(value) ? value.filter(isProps) : [];
  if (queries.length === 0) return undefined;
  if (new Set(queries.map(({ id }) => id)).size !== queries.length)
    return refused("The values for parameter id in MetricDataQueries are not unique.");
  if (queries.some(({ expression, metric }) => isAbsent(expression) === isAbsent(metric)))
    return refused("Each element of Metrics must have either an Expression or a MetricStat.");
  return queries.filter(({ returnData }) => returnData === true).length === 1
    ? undefined
    : refused("Exactly one element of the metrics list should return data.");
}

/** The periods that an alarm looks at, in seconds. */
function periodsOf({ period: own, metricQueries: queries }: Props): number[] {
  const inner = (Array.isArray(queries) ? queries : []).filter(isProps).flatMap((query) => {
    const { metric } = query;
    return [query["period"], isProps(metric) ? metric["period"] : undefined];
  });
  return [own, ...inner].filter((one): one is number => typeof one === "number");
}
