import { stackResourceName } from "../names";
import type { AlarmDefinition } from "./alarm";
import type { Metric } from "./metrics";

/** What a `MetricAlarm` is given, as far as this program gives it; its actions are not here. */
export interface AlarmInputs {
  name: string;
  alarmDescription: string;
  comparisonOperator: string;
  threshold: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  treatMissingData: string;
  namespace?: string;
  metricName?: string;
  dimensions?: Record<string, string>;
  statistic?: string;
  period?: number;
  metricQueries?: MetricQuery[];
  warmUpConfiguration?: { warmUpPeriodDurationInMinutes: number };
}

export interface MetricQuery {
  id: string;
  returnData: boolean;
  expression?: string;
  label?: string;
  metric?: {
    namespace: string;
    metricName: string;
    dimensions?: Record<string, string>;
    stat: string;
    period: number;
  };
}

/** Id of the one query whose value is compared. */
const RESULT = "result";

/** The alarm's name: what the stack, the topic's mails and `describe-alarms` call it. */
export function alarmName(stack: string, id: string): string {
  return stackResourceName("cloudwatchAlarm", stack, id);
}

/** An alarm as CloudWatch wants it. Nothing has a unit: one that the metric does not have would select no data. */
export function alarmInputs(stack: string, alarm: AlarmDefinition): AlarmInputs {
  return {
    name: alarmName(stack, alarm.id),
    alarmDescription: alarm.description,
    comparisonOperator: alarm.comparison,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.of,
    datapointsToAlarm: alarm.breaching,
    treatMissingData: alarm.treatMissingData,
    ...(alarm.warmUpMinutes !== undefined && {
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: alarm.warmUpMinutes },
    }),
    ...looksAt(alarm),
  };
}

function looksAt({ metric, periodSeconds }: AlarmDefinition) {
  if ("expression" in metric) {
    const sources = Object.entries(metric.metrics).map(([id, one]) => source(id, one, periodSeconds));
    return {
      metricQueries: [
        { id: RESULT, expression: metric.expression, label: RESULT, returnData: true },
        ...sources,
      ],
    };
  }
  const { namespace, name, statistic } = metric;
  return { namespace, metricName: name, ...dimensionsOf(metric), statistic, period: periodSeconds };
}

function source(id: string, metric: Metric, period: number): MetricQuery {
  const { namespace, name, statistic } = metric;
  return {
    id,
    returnData: false,
    metric: { namespace, metricName: name, ...dimensionsOf(metric), stat: statistic, period },
  };
}

/** CloudWatch keeps no empty map of dimensions, and one in the program would differ from it for ever. */
function dimensionsOf({ dimensions }: Metric) {
  return Object.keys(dimensions).length === 0 ? {} : { dimensions: { ...dimensions } };
}
