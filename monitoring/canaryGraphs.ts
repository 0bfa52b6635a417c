import { CANARY } from "../mail/streams";
import { CANARY_METRICS, canaryStreamMetric, ownMetric } from "./metrics";
import { RATE_PERIOD_SECONDS } from "./thresholds";
import type { Graph, Line } from "./widgets";

/** What the canary says of the stack. */
export function canaryGraph(stack: string): Graph {
  return {
    title: "Pipeline: test mails seen, account healthy, sending on",
    lines: [
      {
        metric: ownMetric(CANARY_METRICS.roundTrips, stack, "Sum"),
        label: "test mails seen, of the stream with the fewest",
      },
      { metric: ownMetric(CANARY_METRICS.accountHealthy, stack, "Minimum"), label: "account healthy" },
      { metric: ownMetric(CANARY_METRICS.sendingEnabled, stack, "Minimum"), label: "sending on" },
    ],
    periodSeconds: RATE_PERIOD_SECONDS,
  };
}

/**
 * What the canary says of each stream. One that is off has no test mails.
 *
 * @param streams names of the applications' streams
 */
export function testMailsGraph(stack: string, streams: readonly string[]): Graph {
  const { roundTrips, roundTripSeconds } = CANARY_METRICS;
  return {
    title: "Streams: test mails seen, and seconds of the slowest",
    lines: [CANARY, ...streams].flatMap((name): Line[] => [
      { metric: canaryStreamMetric(roundTrips, stack, name, "Sum"), label: name },
      {
        metric: canaryStreamMetric(roundTripSeconds, stack, name, "Maximum"),
        label: `${name}, seconds`,
        right: true,
      },
    ]),
    periodSeconds: RATE_PERIOD_SECONDS,
  };
}
