import { FEEDBACK_METRICS, type FeedbackMetric } from "../functions/feedback/metricNames";
import { type AwsPlace, arn, partitionOf } from "../iam/arns";
import { stackResourceName } from "../names";
import { canaryGraph, testMailsGraph } from "./canaryGraphs";
import type { FeedbackNames } from "./feedbackNames";
import {
  CANARY_METRICS,
  accountRate,
  failedDeliveries,
  functionMetric,
  ownMetric,
  queueMetric,
  streamCount,
  streamRate,
} from "./metrics";
import type { MonitoredStream } from "./streamAlarms";
import {
  AWS_PAUSE,
  AWS_REVIEW,
  EARLY_WARNING,
  OLDEST_MESSAGE_SECONDS,
  PIPELINE_PERIOD_SECONDS,
  QUOTA_USED,
  RATE_PERIOD_SECONDS,
  type RateKind,
} from "./thresholds";
import { whatToDo } from "./whatToDo";
import { type Content, type Graph, type Line, type Widget, graph, rowsOf } from "./widgets";

export interface DashboardArgs {
  stack: string;
  place: AwsPlace;
  /** The applications' streams. */
  streams: readonly Pick<MonitoredStream, "name" | "configurationSet">[];
  pipeline: FeedbackNames;
  /** Names of all alarms. */
  alarmNames: readonly string[];
  /** Address or path of the runbook. */
  runbook: string;
}

export interface DashboardBody {
  /** The first picture is the last two days. */
  start: string;
  /** `inherit` keeps the periods that the graphs name. */
  periodOverride: "inherit";
  widgets: Widget[];
}

/** The dashboard's name. */
export function dashboardName(stack: string): string {
  return stackResourceName("cloudwatchDashboard", stack, "email");
}

/** Where a person opens the dashboard (AWS General Reference, consoles of the partitions). */
export function dashboardUrl(region: string, name: string): string {
  const hosts: Readonly<Record<string, string>> = {
    aws: `${region}.console.aws.amazon.com`,
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  const host = hosts[partitionOf(region)] ?? hosts["aws"];
  return `https://${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}

/** What a person on call reads in ten seconds: reputation against the lines, volume against the quota, the pipeline's health. */
export function dashboardBody(args: DashboardArgs): DashboardBody {
  const { place, runbook, alarmNames } = args;
  const draw = (one: Graph) => graph(one, place.region);
  const text: Content = { type: "text", properties: { markdown: whatToDo(runbook) } };
  const alarms: Content = {
    type: "alarm",
    properties: {
      title: "Alarms",
      alarms: alarmNames.slice(0, MOST_ALARMS).map((name) => arn(place, "cloudwatch", `alarm:${name}`)),
    },
  };
  return {
    start: "-PT48H",
    periodOverride: "inherit",
    widgets: rowsOf([
      [draw(rates("bounce", args)), draw(rates("complaint", args)), text],
      [...volume(args).map(draw), alarms],
      pipelineHealth(args).map(draw),
      details(args).map(draw),
    ]),
  };
}

/** CloudWatch API Reference, "Dashboard body structure and syntax": alarms of one widget. */
const MOST_ALARMS = 100;

const COLORS = { warning: "#ff7f0e", bad: "#d62728", worst: "#7f0000" };

function rates(kind: RateKind, { streams }: DashboardArgs): Graph {
  return {
    title: `Reputation: ${kind} rate, as a ratio`,
    lines: [
      { metric: accountRate(kind), label: "account" },
      ...streams.map(({ name, configurationSet }) => ({
        metric: streamRate(kind, configurationSet),
        label: name,
      })),
    ],
    marks: [
      { label: "warning", value: EARLY_WARNING[kind], color: COLORS.warning },
      { label: "AWS reviews", value: AWS_REVIEW[kind], color: COLORS.bad },
      { label: "AWS may pause", value: AWS_PAUSE[kind], color: COLORS.worst },
    ],
    periodSeconds: RATE_PERIOD_SECONDS,
  };
}

function volume(args: DashboardArgs): Graph[] {
  return [
    streamCounts(args, "Volume: mails an hour", ["Send"]),
    {
      title: "Volume: part of the 24-hour quota used",
      lines: [{ metric: ownMetric(CANARY_METRICS.quotaUsed, args.stack, "Maximum"), label: "used" }],
      marks: [
        { label: "warning", value: QUOTA_USED, color: COLORS.warning },
        { label: "SES refuses mail", value: 1, color: COLORS.worst },
      ],
      periodSeconds: RATE_PERIOD_SECONDS,
    },
    streamCounts(args, "Volume: bounces and complaints an hour", ["Bounce", "Complaint"]),
  ];
}

function streamCounts({ streams }: DashboardArgs, title: string, events: readonly string[]): Graph {
  return {
    title,
    lines: streams.flatMap(({ name, configurationSet }) =>
      events.map((event) => ({
        metric: streamCount(event, configurationSet),
        label: events.length > 1 ? `${name} ${event}` : name,
      })),
    ),
    periodSeconds: RATE_PERIOD_SECONDS,
  };
}

function pipelineHealth({ stack, pipeline }: DashboardArgs): Graph[] {
  const periodSeconds = PIPELINE_PERIOD_SECONDS;
  return [
    {
      title: "Pipeline: seconds that the oldest feedback waits",
      lines: [
        { metric: queueMetric("ApproximateAgeOfOldestMessage", pipeline.queue), label: "oldest message" },
      ],
      marks: [{ label: "too late", value: OLDEST_MESSAGE_SECONDS, color: COLORS.bad }],
      periodSeconds,
    },
    {
      title: "Pipeline: dead letters, failed deliveries",
      lines: [
        ...pipeline.deadLetterQueues.map(({ id, name }) => ({
          metric: queueMetric("ApproximateNumberOfMessagesVisible", name),
          label: id,
        })),
        { metric: failedDeliveries(pipeline.topic), label: "deliveries failed" },
      ],
      periodSeconds,
    },
    {
      title: "Pipeline: the feedback function",
      lines: [
        { metric: functionMetric("Errors", pipeline.function, "Sum"), label: "errors" },
        { metric: functionMetric("Throttles", pipeline.function, "Sum"), label: "throttles" },
        {
          metric: functionMetric("Duration", pipeline.function, "Maximum"),
          label: "longest, milliseconds",
          right: true,
        },
      ],
      periodSeconds,
    },
    canaryGraph(stack),
  ];
}

/** What the feedback function counts when all is well; everything else it counts is worth a look. */
const AS_WANTED: readonly FeedbackMetric[] = [
  FEEDBACK_METRICS.suppressed,
  FEEDBACK_METRICS.softBounces,
  FEEDBACK_METRICS.unsubscribed,
  FEEDBACK_METRICS.resubscribed,
  FEEDBACK_METRICS.recorded,
  FEEDBACK_METRICS.ignored,
  FEEDBACK_METRICS.duplicates,
];

function details(args: DashboardArgs): Graph[] {
  const counts = (title: string, metrics: readonly FeedbackMetric[]): Graph => ({
    title,
    lines: metrics.map((name): Line => ({ metric: ownMetric(name, args.stack, "Sum"), label: name })),
    periodSeconds: RATE_PERIOD_SECONDS,
  });
  const strange = Object.values(FEEDBACK_METRICS).filter((name) => !AS_WANTED.includes(name));
  return [
    streamCounts(args, "Streams: rejected, not rendered, delayed", [
      "Reject",
      "RenderingFailure",
      "DeliveryDelay",
    ]),
    testMailsGraph(
      args.stack,
      args.streams.map(({ name }) => name),
    ),
    counts("Feedback: what was done", AS_WANTED),
    counts("Feedback: worth a look", strange),
  ];
}
