import type { Context } from "aws-lambda";
import { type FeedbackHandler, createHandler } from "../../functions/feedback/handler";
import type { FeedbackMetric } from "../../functions/feedback/metricNames";
import type { Telling } from "../../functions/powertools";
import type { SuppressionStore } from "../../functions/feedback/store";
import type { DecisionContext } from "../../mail/events/decision";

export const CONTEXT: DecisionContext = {
  accountId: "123456789012",
  streams: {
    "prod-transactional": "transactional",
    "prod-marketing": "marketing",
    "prod-alerts": "alerts",
    "prod-canary": "canary",
  },
  topics: ["marketing"],
};

/** Keeps what a handler tells. */
export class Told<Metric extends string = FeedbackMetric> implements Telling<Metric> {
  readonly lines: { level: "warn" | "error"; message: string; facts: object }[] = [];
  readonly counts = new Map<Metric, number>();
  published = 0;

  warn(message: string, facts: object): void {
    this.lines.push({ level: "warn", message, facts });
  }

  error(message: string, facts: object): void {
    this.lines.push({ level: "error", message, facts });
  }

  count(metric: Metric, many: number): void {
    this.counts.set(metric, (this.counts.get(metric) ?? 0) + many);
  }

  publish(): void {
    this.published += 1;
  }
}

export const LAMBDA = {
  awsRequestId: "request-1",
  getRemainingTimeInMillis: () => 30_000,
} as unknown as Context;

export function handlerOn(
  store: SuppressionStore,
  telling: Telling<FeedbackMetric> = new Told(),
): FeedbackHandler {
  return createHandler({ store, context: CONTEXT, telling });
}

/** An SQS batch of message bodies; the ids are their positions. */
export function batchOf(bodies: readonly string[]): object {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `r${index}`,
      body,
      attributes: {},
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:ses-launch-prod-feedback",
      awsRegion: "us-east-1",
    })),
  };
}

/** Positions of the records that a batch reports as failed. */
export async function failuresOf(handler: FeedbackHandler, bodies: readonly string[]): Promise<number[]> {
  const answer = await handler(batchOf(bodies), LAMBDA);
  return (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => Number(itemIdentifier.slice(1)));
}
