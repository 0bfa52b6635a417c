import type { Metric } from "./metrics";
import { RUNBOOK_SECTIONS, type RunbookSection, type Wakes } from "./runbook";

/** Metrics by id, and what is made of them; the ids begin with a small letter (CloudWatch User Guide, "Using metric math"). */
export interface MetricMath {
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** An alarm as this program decides it, before it has a resource. */
export interface AlarmDefinition {
  /** Unique in a stack; the alarm's name ends in it. */
  readonly id: string;
  /** Begins with `[wakes]` or `[next morning]`. */
  readonly title: string;
  /** What happened, what it means, and where the runbook says what to do. */
  readonly description: string;
  readonly wakes: Wakes;
  readonly runbook: RunbookSection;
  readonly metric: Metric | MetricMath;
  /** AWS counts its lines themselves as reached, so what is too high is compared with "greater or equal". */
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** So many periods of the last `of` must breach. */
  readonly breaching: number;
  readonly of: number;
  /** What a period without data counts as; `ignore` keeps the alarm's state. */
  readonly treatMissingData: "ignore" | "breaching" | "notBreaching";
  /** A new alarm says nothing for so many minutes, unless it has data for all its periods before. */
  readonly warmUpMinutes?: number;
  /** The stream that this alarm switches off by itself. */
  readonly pauses?: string;
}

/** What differs between alarms; the rest follows from it and from where the alarm stands. */
export interface AlarmSketch extends Omit<
  AlarmDefinition,
  "title" | "description" | "wakes" | "comparison" | "breaching" | "of"
> {
  readonly title: string;
  readonly happened: string;
  readonly means: string;
  readonly comparison?: AlarmDefinition["comparison"];
  /** One period of one when absent. */
  readonly periods?: { readonly breaching: number; readonly of: number };
}

export interface AlarmSetting {
  stack: string;
  region: string;
  /** Address or path of the runbook. */
  runbook: string;
}

const BEGINNINGS: Readonly<Record<Wakes, string>> = { now: "[wakes]", "next-morning": "[next morning]" };

export function alarmDefinition(
  sketch: AlarmSketch,
  { stack, region, runbook }: AlarmSetting,
): AlarmDefinition {
  const { happened, means, comparison, periods, ...rest } = sketch;
  const { wakes } = RUNBOOK_SECTIONS[sketch.runbook];
  const title = `${BEGINNINGS[wakes]} ${sketch.title} (${stack}, ${region})`;
  return {
    ...rest,
    title,
    description: [title, happened, means, `Runbook: ${runbook}#${sketch.runbook}`].join("\n"),
    wakes,
    comparison: comparison ?? "GreaterThanOrEqualToThreshold",
    ...(periods ?? { breaching: 1, of: 1 }),
  };
}

/** The metrics that an alarm looks at. */
export function metricsOf({ metric }: Pick<AlarmDefinition, "metric">): readonly Metric[] {
  return "expression" in metric ? Object.values(metric.metrics) : [metric];
}
