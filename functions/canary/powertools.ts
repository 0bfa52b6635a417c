import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import { CANARY_METRICS, CANARY_STREAM_DIMENSION } from "../../monitoring/metrics";
import { logLines } from "../powertools";
import type { CanaryTelling } from "./ports";

/** Tells through Powertools: JSON lines, and metrics in CloudWatch's embedded format, of the stack and of each stream. */
export function powertools(): CanaryTelling {
  const metrics = new Metrics();
  return {
    ...logLines(),
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
