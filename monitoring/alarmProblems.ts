import type { Finding } from "../mail/finding";
import { RATE_METRICS, SES_NAMESPACE } from "./metrics";
import { AWS_PAUSE, AWS_REVIEW, RATE_KINDS, type RateKind, percent } from "./thresholds";

/** An alarm of anybody's, as far as it is judged here. */
export interface JudgedAlarm {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly metricName?: string | undefined;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
  readonly threshold?: number | undefined;
  readonly comparisonOperator?: string | undefined;
  readonly treatMissingData?: string | undefined;
  readonly metricQueries?: readonly { readonly metric?: JudgedMetric | undefined }[] | undefined;
}

interface JudgedMetric {
  readonly namespace?: string | undefined;
  readonly metricName?: string | undefined;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
}

export type AlarmProblem =
  "no-such-metric" | "threshold-too-high" | "unit-set" | "wrong-comparison" | "wrong-missing-data";

const COMPARISON = "GreaterThanOrEqualToThreshold";

/**
 * Why an alarm on SES's bounce or complaint rate would stay silent, or speak too late; nothing about any other alarm. The
 * account's rates are held against AWS's review line, a configuration set's against the line where AWS pauses, because AWS
 * judges the account and not the set.
 *
 * Source: SES Developer Guide, "Creating reputation monitoring alarms" and "Reputation dashboard messages".
 */
export function alarmProblems(alarm: JudgedAlarm): Finding<AlarmProblem>[] {
  const metrics = [alarm, ...(alarm.metricQueries ?? []).flatMap(({ metric }) => (metric ? [metric] : []))];
  const rates = metrics.flatMap((metric) => {
    const kind = rateKind(metric);
    return kind ? [{ metric, kind }] : [];
  });
  if (rates.length === 0) return [];
  const found = (code: AlarmProblem, message: string) => [{ code, message: `${alarm.name}: ${message}` }];

  return [
    ...rates.flatMap(({ metric, kind }) => [
      ...(metric.metricName === RATE_METRICS[kind]
        ? []
        : found("no-such-metric", `metric ${metric.metricName} does not exist, want ${RATE_METRICS[kind]}`)),
      ...(metric.unit === undefined
        ? []
        : found("unit-set", "remove unit: the rates have none, and with one the alarm selects no data")),
      ...tooHigh(alarm, metric, kind).flatMap((message) => found("threshold-too-high", message)),
    ]),
    ...(alarm.comparisonOperator === COMPARISON
      ? []
      : found("wrong-comparison", `use ${COMPARISON}: AWS counts its line as reached`)),
    ...(alarm.treatMissingData === "ignore"
      ? []
      : found(
          "wrong-missing-data",
          "set treatMissingData ignore: without new mail there is no data, and the rate is what it was",
        )),
  ];
}

/** Which rate a metric means, by its right name or one that people take for it. */
function rateKind({ namespace, metricName = "" }: JudgedMetric): RateKind | undefined {
  if (namespace !== SES_NAMESPACE) return undefined;
  return RATE_KINDS.find((kind) => new RegExp(`${kind}[._-]?rate`, "i").test(metricName));
}

function tooHigh({ threshold }: JudgedAlarm, { dimensions }: JudgedMetric, kind: RateKind): string[] {
  const ofAccount = Object.keys(dimensions ?? {}).length === 0;
  const line = ofAccount ? AWS_REVIEW[kind] : AWS_PAUSE[kind];
  const wanted = `want ${line} (AWS ${ofAccount ? "review" : "pause"} line) or lower`;
  if (threshold === undefined) return [`has no threshold, ${wanted}`];
  return threshold > line ? [`threshold ${threshold} means ${percent(threshold)}, ${wanted}`] : [];
}
