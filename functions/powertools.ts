import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";

type Facts = Readonly<Record<string, string | number>>;

/** Where a handler tells what it did: a line of the log, and counts that are published once an invocation. */
export interface Telling<Metric extends string> {
  warn(message: string, facts: Facts): void;
  error(message: string, facts: Facts): void;
  count(metric: Metric, many: number): void;
  /** Writes the counts; called once an invocation, whatever happened. */
  publish(): void;
}

/** Lines of the log, as JSON. */
export function logLines() {
  const logger = new Logger();
  return {
    info: (message: string, facts: Facts) => {
      logger.info(message, { ...facts });
    },
    warn: (message: string, facts: Facts) => {
      logger.warn(message, { ...facts });
    },
    error: (message: string, facts: Facts) => {
      logger.error(message, { ...facts });
    },
  };
}

/** Tells through Powertools: JSON lines, and metrics in CloudWatch's embedded format, one sum a metric and invocation. */
export function powertools<Metric extends string>(): Telling<Metric> {
  const metrics = new Metrics();
  const sums = new Map<Metric, number>();
  return {
    ...logLines(),
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
