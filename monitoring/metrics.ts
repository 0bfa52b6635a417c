import { STREAM_DIMENSION } from "../mail/streams";
import type { RateKind } from "./thresholds";

/** One metric of CloudWatch and what is taken of it in a period. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Minimum" | "Sum" | "Average";
}

/** Where SES publishes (SES Developer Guide, "Creating reputation monitoring alarms"). */
export const SES_NAMESPACE = "AWS/SES";

/** Namespace of what this program's functions count; the stack is their dimension `service`. */
export const OWN_NAMESPACE = "ses-launch";

/**
 * SES's rates: ratios from 0 to 1, published without a unit, so that an alarm with one selects no data. Without a dimension
 * they are the account's; a configuration set has them where `reputationMetricsEnabled` is true.
 */
export const RATE_METRICS: Readonly<Record<RateKind, string>> = {
  bounce: "Reputation.BounceRate",
  complaint: "Reputation.ComplaintRate",
};

/** SES's counts of the two events, published for each stream by its event destination `counts`. */
export const COUNT_METRICS: Readonly<Record<RateKind, string>> = { bounce: "Bounce", complaint: "Complaint" };

/** What the canary tells every hour. Another name here is another name there: its alarms would see nothing. */
export const CANARY_METRICS = {
  /** Simulator mails whose feedback was seen at the end of the pipeline: of the stream with the fewest, and of each; count. */
  roundTrips: "PipelineRoundTrips",
  /** How long the slowest of these took, of each stream. */
  roundTripSeconds: "RoundTripSeconds",
  /** 1 while AWS calls the account HEALTHY, else 0. */
  accountHealthy: "AccountHealthy",
  /** 1 while the account may send, else 0. */
  sendingEnabled: "SendingEnabled",
  /** Recipients of the last 24 hours over the quota; ratio, 0 where there is no quota. */
  quotaUsed: "QuotaUsed",
} as const;

/** The dimension of what the canary tells of each stream, beside `service`. */
export const CANARY_STREAM_DIMENSION = "stream";

export const accountRate = (kind: RateKind): Metric => ({
  namespace: SES_NAMESPACE,
  name: RATE_METRICS[kind],
  dimensions: {},
  statistic: "Maximum",
});

export const streamRate = (kind: RateKind, configurationSet: string): Metric => ({
  ...accountRate(kind),
  dimensions: { [STREAM_DIMENSION]: configurationSet },
});

/** @param event as CloudWatch names it: `Send`, `Bounce`, `RenderingFailure`, … */
export const streamCount = (event: string, configurationSet: string): Metric => ({
  namespace: SES_NAMESPACE,
  name: event,
  dimensions: { [STREAM_DIMENSION]: configurationSet },
  statistic: "Sum",
});

export const queueMetric = (name: string, queue: string): Metric => ({
  namespace: "AWS/SQS",
  name,
  dimensions: { QueueName: queue },
  statistic: "Maximum",
});

export const failedDeliveries = (topic: string): Metric => ({
  namespace: "AWS/SNS",
  name: "NumberOfNotificationsFailed",
  dimensions: { TopicName: topic },
  statistic: "Sum",
});

export const functionMetric = (
  name: string,
  functionName: string,
  statistic: Metric["statistic"],
): Metric => ({ namespace: "AWS/Lambda", name, dimensions: { FunctionName: functionName }, statistic });

export const ownMetric = (name: string, stack: string, statistic: Metric["statistic"]): Metric => ({
  namespace: OWN_NAMESPACE,
  name,
  dimensions: { service: stack },
  statistic,
});

export const canaryStreamMetric = (
  name: string,
  stack: string,
  stream: string,
  statistic: Metric["statistic"],
): Metric => {
  const ofStack = ownMetric(name, stack, statistic);
  return { ...ofStack, dimensions: { ...ofStack.dimensions, [CANARY_STREAM_DIMENSION]: stream } };
};
