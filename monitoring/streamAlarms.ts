import { TRANSACTIONAL } from "../mail/suppression/entry";
import type { AlarmSketch, MetricMath } from "./alarm";
import { COUNT_METRICS, streamCount, streamRate } from "./metrics";
import {
  AWS_REVIEW,
  LEAST_EVENTS,
  PAUSE_HOURS,
  PIPELINE_PERIOD_SECONDS,
  RATE_KINDS,
  RATE_PERIOD_SECONDS,
  type RateKind,
  STREAM_PAUSE,
  percent,
} from "./thresholds";

export interface MonitoredStream {
  name: string;
  configurationSet: string;
  /** Whether its pause alarms switch it off by themselves; otherwise they wake somebody who may. */
  autoPause: boolean;
}

/** Alarms on one application's stream. The simulator's mail counts in no rate, so the canary has none. */
export function streamAlarms(stream: MonitoredStream): AlarmSketch[] {
  return [
    ...RATE_KINDS.flatMap((kind) => [warning(stream, kind), pause(stream, kind)]),
    ...(stream.name === TRANSACTIONAL ? [renderingFailure(stream)] : []),
  ];
}

function warning(stream: MonitoredStream, kind: RateKind): AlarmSketch {
  return {
    ...streamRateAlarm(stream, kind, AWS_REVIEW[kind]),
    // The stream stands before the kind: "a" with "bounce-pause" and "a-bounce" with "pause" would else be one name.
    id: `stream-${stream.name}-${kind}`,
    runbook: `stream-${kind}-rate`,
    title: `Stream ${stream.name}: ${kind} rate ${percent(AWS_REVIEW[kind])}`,
    means: `The stream does what AWS reviews accounts for. At ${percent(STREAM_PAUSE[kind])} ${
      stream.autoPause ? "it is switched off by itself" : "somebody is woken to decide about it"
    }.`,
  };
}

function pause(stream: MonitoredStream, kind: RateKind): AlarmSketch {
  const { breaching, of } = PAUSE_HOURS;
  return {
    ...streamRateAlarm(stream, kind, STREAM_PAUSE[kind]),
    id: `stream-${stream.name}-${kind}-pause`,
    runbook: `stream-${kind}-rate-at-the-pause-line`,
    title: `Stream ${stream.name}: ${kind} rate ${percent(STREAM_PAUSE[kind])} in ${breaching} of ${of} hours`,
    means: stream.autoPause
      ? "The stream is being switched off by itself, before AWS stops the whole account. Its mail is refused until somebody brings it back."
      : "The stream goes on sending, because its mail matters more than a case with AWS: decide now whether to switch it off.",
    periods: PAUSE_HOURS,
    ...(stream.autoPause && { pauses: stream.name }),
  };
}

function streamRateAlarm({ name, configurationSet }: MonitoredStream, kind: RateKind, threshold: number) {
  return {
    happened: `The ${kind} rate of stream ${name} reached ${percent(threshold)}, with at least ${LEAST_EVENTS[kind]} ${kind}s in the hour.`,
    metric: guardedRate(kind, configurationSet),
    threshold,
    periodSeconds: RATE_PERIOD_SECONDS,
    treatMissingData: "ignore" as const,
  };
}

/**
 * A stream's rate, and 0 in an hour with too few events to speak of one. SES counts only what happens: without `FILL` an
 * hour without events would have no data, and an alarm that ignores missing data would never end (CloudWatch User Guide,
 * "Metric math syntax and functions").
 */
export function guardedRate(kind: RateKind, configurationSet: string): MetricMath {
  return {
    expression: `IF(FILL(${kind}s, 0) >= ${LEAST_EVENTS[kind]}, rate, 0)`,
    metrics: {
      rate: streamRate(kind, configurationSet),
      [`${kind}s`]: streamCount(COUNT_METRICS[kind], configurationSet),
    },
  };
}

function renderingFailure({ name, configurationSet }: MonitoredStream): AlarmSketch {
  return {
    id: `stream-${name}-rendering`,
    runbook: "rendering-failure",
    title: `Stream ${name}: a mail could not be rendered`,
    happened: `SES accepted a mail of stream ${name}, could not fill its template, and dropped it.`,
    means: "Somebody waits for a code or a link that never comes, and so does everybody after them.",
    metric: streamCount("RenderingFailure", configurationSet),
    threshold: 1,
    periodSeconds: PIPELINE_PERIOD_SECONDS,
    // SES counts only what happens.
    treatMissingData: "notBreaching",
  };
}
