import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import type { Telling } from "./handler";

/** Tells through Powertools: JSON lines, and metrics in CloudWatch's embedded format, one line a batch. */
export function powertools(): Telling {
  const logger = new Logger();
  const metrics = new Metrics();
  return {
    warn: (message, facts) => {
      logger.warn(message, { ...facts });
    },
    error: (message, facts) => {
      logger.error(message, { ...facts });
    },
    count: (metric, many) => {
      metrics.addMetric(metric, MetricUnit.Count, many);
    },
    publish: () => {
      metrics.publishStoredMetrics();
    },
  };
}
