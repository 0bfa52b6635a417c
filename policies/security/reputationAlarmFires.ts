import { AWS_REVIEW, STREAM_PAUSE } from "../../monitoring/thresholds";
import { type Known, ifKnown, mapKnown, together } from "../known";
import { type ResourceView, numberAt, textAt } from "../resource";
import { cannotKnow, judge, resourceRule, type Violation } from "../rule";
import { T } from "../types";
import { type AlarmMetric, alarmExpressions, alarmMetrics, isRate } from "./alarmMetrics";

/**
 * `review`: where AWS puts an account under review. `pause`: for an alarm that closes a stream, above that line and still
 * below AWS's own pause. Ratios, not percent.
 */
const LINES: Readonly<Record<string, { review: number; pause: number }>> = {
  "Reputation.BounceRate": { review: AWS_REVIEW.bounce, pause: STREAM_PAUSE.bounce },
  "Reputation.ComplaintRate": { review: AWS_REVIEW.complaint, pause: STREAM_PAUSE.complaint },
};

const UPWARDS = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"];
const WHAT = "the alarm on SES's reputation fires in time";

/** An alarm with a wrong unit, name or threshold stays green for ever. */
export const reputationAlarmFires = resourceRule(
  {
    name: "ses-reputation-alarm-fires",
    description:
      "An alarm on SES's bounce or complaint rate can fire, and does so before AWS acts: the right metric, no unit (SES publishes none, so a filter by it finds nothing), and a ratio at or below AWS's line for a review.",
    severity: "high",
    remediation:
      'Use Reputation.BounceRate (at most 0.05) or Reputation.ComplaintRate (at most 0.001) of AWS/SES, without unit, GreaterThanOrEqualToThreshold. An alarm whose name holds "pause" may go to 0.08 and 0.003.',
    url: "https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html",
    types: [T.metricAlarm],
  },
  (alarm) => {
    const metrics = alarmMetrics(alarm);
    if (!("known" in metrics)) return "unknown" in metrics ? [cannotKnow(alarm, metrics.unknown, WHAT)] : [];
    const judged = metrics.known.map((metric) => ({ metric, rate: isRate(metric) }));
    const unsure = judged.find(({ rate }) => "unknown" in rate)?.rate;
    if (unsure && "unknown" in unsure) return [cannotKnow(alarm, unsure.unknown, WHAT)];
    const rates = judged.filter(({ rate }) => ifKnown(rate) === true).map(({ metric }) => metric);
    return rates.length === 0
      ? []
      : [...rates.flatMap((rate) => metricFault(alarm, rate)), ...lineFault(alarm, rates)];
  },
);

/** What is wrong with the metric itself. */
function metricFault(alarm: ResourceView, { name, namespace, unit }: AlarmMetric): readonly Violation[] {
  return judge(alarm, together(name, namespace, unit), WHAT, (facts) => {
    const [called = "", space, inUnit] = facts ?? [];
    if (!Object.hasOwn(LINES, called))
      return `SES has no metric of this name. Use ${Object.keys(LINES).join(" or ")}.`;
    if (space !== "AWS/SES") return "the metric is not in that namespace. Use AWS/SES.";
    return inUnit === undefined
      ? undefined
      : "unit is set, but SES publishes its rates without one, so the alarm never sees a value. Leave it out.";
  });
}

/** What is wrong with the threshold. */
function lineFault(alarm: ResourceView, rates: readonly AlarmMetric[]): readonly Violation[] {
  const lines = rates.flatMap(({ name }) => LINES[ifKnown(name) ?? ""] ?? []);
  // Without a right name there is no line, and the name's own violation says so.
  if (lines.length === 0) return [];
  const review = Math.min(...lines.map((line) => line.review));
  const pause = Math.min(...lines.map((line) => line.pause));
  const facts = together(numberAt(alarm, "threshold"), textAt(alarm, "comparisonOperator"), inPercent(alarm));
  const certain = judge(alarm, facts, WHAT, (all) => {
    const [threshold, comparison, percent] = all ?? [];
    if (comparison === undefined || !UPWARDS.includes(comparison))
      return "it does not fire when the rate rises. Use GreaterThanOrEqualToThreshold.";
    if (percent) return "the rate is multiplied into percent. Compare the ratio itself.";
    if (threshold === undefined || threshold <= 0)
      return `it has no threshold above 0. Use a ratio of at most ${review}.`;
    return threshold > pause
      ? `the threshold ${threshold} is above AWS's line. Rates are ratios: use at most ${review}.`
      : undefined;
  });
  if (certain.length > 0 || (ifKnown(numberAt(alarm, "threshold")) ?? 0) <= review) return certain;
  return judge(alarm, isPauseAlarm(alarm), WHAT, (pauses) =>
    pauses ? undefined : `the threshold is above AWS's line for a review. Use at most ${review}.`,
  );
}

function inPercent(alarm: ResourceView): Known<boolean> {
  return mapKnown(alarmExpressions(alarm), (expressions) =>
    expressions.some((expression = "") => /\b100(?:\.0*)?\s*\*|\*\s*100\b/.test(expression)),
  );
}

function isPauseAlarm(alarm: ResourceView): Known<boolean> {
  const isPause = (name: string) => /pause/i.test(name);
  if (isPause(alarm.name)) return { known: true };
  const name = textAt(alarm, "name");
  return "absent" in name ? { known: false } : mapKnown(name, isPause);
}
