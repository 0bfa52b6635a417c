import type { Metric } from "./metrics";

/** One line of a graph: a metric and how it is drawn. */
export interface Line {
  readonly metric: Metric;
  readonly label: string;
  /** Durations beside counts. */
  readonly right?: boolean;
}

/** A horizontal line. */
export interface Mark {
  readonly label: string;
  readonly value: number;
  readonly color: string;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  readonly periodSeconds: number;
}

interface LineOptions {
  readonly region: string;
  readonly stat: string;
  readonly period: number;
  readonly label: string;
  readonly yAxis?: "right";
}

/** A metric as dashboards write it: namespace, name, dimension names and values in turn, options. */
export type MetricRow = readonly [...string[], LineOptions];

export interface MetricProperties {
  readonly title: string;
  readonly view: "timeSeries";
  readonly stacked: false;
  readonly region: string;
  readonly period: number;
  readonly metrics: readonly MetricRow[];
  readonly yAxis: { readonly left: { readonly min: 0 } };
  readonly annotations?: { readonly horizontal: readonly Mark[] };
}

/** What a dashboard shows (CloudWatch API Reference, "Dashboard body structure and syntax"). */
export type Content =
  | { readonly type: "metric"; readonly properties: MetricProperties }
  | { readonly type: "text"; readonly properties: { readonly markdown: string } }
  | {
      readonly type: "alarm";
      readonly properties: { readonly title: string; readonly alarms: readonly string[] };
    };

export type Widget = Content & {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Columns of a dashboard. */
const COLUMNS = 24;
const ROW_HEIGHT = 7;

export function graph({ title, lines, marks, periodSeconds }: Graph, region: string): Content {
  return {
    type: "metric",
    properties: {
      title,
      view: "timeSeries",
      stacked: false,
      region,
      period: periodSeconds,
      metrics: lines.map(({ metric, label, right }) => [
        metric.namespace,
        metric.name,
        ...Object.entries(metric.dimensions).flat(),
        { region, stat: metric.statistic, period: periodSeconds, label, ...(right && { yAxis: "right" }) },
      ]),
      yAxis: { left: { min: 0 } },
      ...(marks && { annotations: { horizontal: marks } }),
    },
  };
}

/** Rows of widgets of equal width. */
export function rowsOf(rows: readonly (readonly Content[])[]): Widget[] {
  return rows.flatMap((row, index) => {
    const width = Math.floor(COLUMNS / row.length);
    return row.map((content, column) => ({
      ...content,
      x: column * width,
      y: index * ROW_HEIGHT,
      width,
      height: ROW_HEIGHT,
    }));
  });
}
