import { type Known, ifKnown, mapKnown, together } from "../known";
import { type ResourceView, lengthAt, textAt } from "../resource";

/** A metric that an alarm looks at, by itself or in a metric query. */
export interface AlarmMetric {
  readonly name: Known<string>;
  readonly namespace: Known<string>;
  readonly unit: Known<string>;
}

const SES_NAMESPACE = "AWS/SES";

/** The metrics of an alarm; unknown when it cannot be told how many there are. */
export function alarmMetrics(alarm: ResourceView): Known<readonly AlarmMetric[]> {
  const metricAt = (...path: (string | number)[]): AlarmMetric => ({
    name: textAt(alarm, ...path, "metricName"),
    namespace: textAt(alarm, ...path, "namespace"),
    unit: textAt(alarm, ...path, "unit"),
  });
  const own = metricAt();
  // An alarm has a metric of its own or queries, never both (CloudWatch API, PutMetricAlarm).
  if ("known" in own.name) return { known: [own] };
  const count = lengthAt(alarm, "metricQueries");
  if ("unknown" in count) return count;
  const queries = Array.from({ length: ifKnown(count) ?? 0 }, (_, index) =>
    metricAt("metricQueries", index, "metric"),
  );
  return { known: "unknown" in own.name ? [own, ...queries] : queries };
}

/** Expressions of an alarm's metric math; unknown when one of them is. */
export function alarmExpressions(alarm: ResourceView): Known<readonly (string | undefined)[]> {
  const count = lengthAt(alarm, "metricQueries");
  if ("unknown" in count) return count;
  const expressions = Array.from({ length: ifKnown(count) ?? 0 }, (_, index) =>
    textAt(alarm, "metricQueries", index, "expression"),
  );
  return mapKnown(together<(string | undefined)[]>(...expressions), (all) => all);
}

/**
 * Whether a metric is one of SES's rates, rightly written or not: SES counts in numbers of mails, and its only rates are
 * the two of `Reputation.` (SES Developer Guide, "Monitoring your sending reputation").
 */
export function isRate({ name, namespace }: AlarmMetric): Known<boolean> {
  if ("absent" in name) return { known: false };
  if ("unknown" in name) return name;
  if (/^reputation\./i.test(name.known)) return { known: true };
  if (!/(?:bounce|complaint).*rate/i.test(name.known)) return { known: false };
  // A rate by another name is somebody's own metric, unless it is looked for among SES's.
  return mapKnown(namespace, (space) => space.toUpperCase() === SES_NAMESPACE);
}
