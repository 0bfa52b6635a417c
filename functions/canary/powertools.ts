import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import { CANARY_METRICS, CANARY_STREAM_DIMENSION } from "../../monitoring/metrics";
import type { CanaryTelling } from "./ports";

/** Tells through Powertools: JSON lines, and metrics in CloudWatch's embedded format, of the stack and of each stream. */
export function powertools(): CanaryTelling {
  const logger = new Logger();
  const metrics = new Metrics();
  return {
    info: (message, facts) => {
      logger.info(message, { ...facts });
    },
    warn: (message, facts) => {
      logger.warn(message, { ...facts });
    },
    error: (message, facts) => {
      logger.error(message, { ...facts });
    },
    publish: ({ roundTrips, streams, account }) => {
      metrics.addMetric(CANARY_METRICS.roundTrips, MetricUnit.Count, roundTrips);
      if (account) {
        metrics.addMetric(CANARY_METRICS.accountHealthy, MetricUnit.Count, account.accountHealthy);
        metrics.addMetric(CANARY_METRICS.sendingEnabled, MetricUnit.Count, account.sendingEnabled);
        metrics.addMetric(CANARY_METRICS.quotaUsed, MetricUnit.NoUnit, account.quotaUsed);
      }
      metrics.publishStoredMetrics();
      for (const one of streams) {
        // Publishing forgets the dimension again.
        metrics.addDimension(CANARY_STREAM_DIMENSION, one.stream);
        metrics.addMetric(CANARY_METRICS.roundTrips, MetricUnit.Count, one.roundTrips);
        if (one.roundTripSeconds !== undefined)
          metrics.addMetric(CANARY_METRICS.roundTripSeconds, MetricUnit.Seconds, one.roundTripSeconds);
        metrics.publishStoredMetrics();
      }
    },
  };
}
