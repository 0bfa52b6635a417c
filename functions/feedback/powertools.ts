import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import type { Telling } from "./handler";
import type { FeedbackMetric } from "./metricNames";

/** Tells through Powertools: JSON lines, and metrics in CloudWatch's embedded format, one sum a metric and batch. */
export function powertools(): Telling {
  const logger = new Logger();
  const metrics = new Metrics();
  const sums = new Map<FeedbackMetric, number>();
  return {
    warn: (message, facts) => {
      logger.warn(message, { ...facts });
    },
    error: (message, facts) => {
      logger.error(message, { ...facts });
    },
    count: (metric, many) => {
      sums.set(metric, (sums.get(metric) ?? 0) + many);
    },
    publish: () => {
      for (const [metric, sum] of sums) metrics.addMetric(metric, MetricUnit.Count, sum);
      sums.clear();
      metrics.publishStoredMetrics();
    },
  };
}
