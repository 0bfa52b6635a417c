import assert from "node:assert/strict";
import { FEEDBACK_METRICS } from "../../functions/feedback/metricNames";
import { metricsOf } from "../../monitoring/alarm";
import { alarmName } from "../../monitoring/alarmInputs";
import { alarmDefinitions } from "../../monitoring/alarms";
import { type DashboardBody, dashboardBody, dashboardName, dashboardUrl } from "../../monitoring/dashboard";
import { feedbackNames } from "../../monitoring/feedbackNames";
import { CANARY_METRICS, type Metric, canaryStreamMetric, ownMetric } from "../../monitoring/metrics";
import { RUNBOOK_SECTIONS } from "../../monitoring/runbook";
import { NAME_LIMITS } from "../../names";
import { setting } from "./setting";

const REGION = "eu-west-1";
const RUNBOOK = "https://git.example.com/docs/runbook.md";

function body(streams?: readonly string[], runbook = RUNBOOK): DashboardBody {
  const given = setting("prod", streams);
  return dashboardBody({
    stack: "prod",
    place: { region: REGION, accountId: "123456789012" },
    streams: given.streams,
    pipeline: feedbackNames("prod", { webhooks: true }),
    alarmNames: alarmDefinitions(given).map(({ id }) => alarmName("prod", id)),
    runbook,
  });
}

const graphs = (of: DashboardBody) =>
  of.widgets.flatMap((widget) => (widget.type === "metric" ? [widget] : []));

const text = (of: DashboardBody) =>
  of.widgets.flatMap((one) => (one.type === "text" ? [one.properties.markdown] : [])).join();

/** A metric as a graph writes it, without its options. */
const key = ({ namespace, name, dimensions }: Metric) =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).flat()]);

const shown = (of: DashboardBody) =>
  new Set(
    graphs(of).flatMap(({ properties }) => properties.metrics.map((row) => JSON.stringify(row.slice(0, -1)))),
  );

describe("the dashboard", () => {
  it("shows reputation and what to do, then volume and alarms, then the pipeline's health", () => {
    const rows = new Map<number, string[]>();
    for (const widget of body().widgets) {
      const { type, properties } = widget;
      const what = type === "metric" ? (properties.title.split(":")[0] ?? "") : type;
      rows.set(widget.y, [...(rows.get(widget.y) ?? []), what]);
    }
    assert.deepEqual(
      [...rows],
      [
        [0, ["Reputation", "Reputation", "text"]],
        [7, ["Volume", "Volume", "Volume", "alarm"]],
        [14, ["Pipeline", "Pipeline", "Pipeline", "Pipeline"]],
        [21, ["Streams", "Streams", "Feedback", "Feedback"]],
      ],
    );
  });

  it("fills each row of 24 columns without overlap", () => {
    for (const y of [0, 7, 14, 21]) {
      const row = body().widgets.filter((widget) => widget.y === y);
      let next = 0;
      for (const { x, width, height } of row) {
        assert.deepEqual([x, height], [next, 7]);
        next += width;
      }
      assert.equal(next, 24);
    }
  });

  it("names the Region in every graph and metric, and a statistic and period for each", () => {
    for (const { properties } of graphs(body())) {
      assert.equal(properties.region, REGION);
      assert(properties.metrics.length > 0, properties.title);
      for (const row of properties.metrics) {
        const options = row.at(-1);
        assert(typeof options === "object", properties.title);
        assert.equal(options.region, REGION);
        assert.equal(options.period, properties.period);
        assert(options.stat && options.label, properties.title);
        // Namespace, name, and dimensions in pairs.
        assert.equal(row.length % 2, 1);
        assert(row.slice(0, -1).every((part) => typeof part === "string" && part !== ""));
      }
    }
  });

  it("shows every metric that an alarm looks at", () => {
    const there = shown(body());
    for (const alarm of alarmDefinitions(setting()))
      for (const metric of metricsOf(alarm)) assert(there.has(key(metric)), `${alarm.id}: ${key(metric)}`);
  });

  it("shows everything that the feedback function counts", () => {
    const there = shown(body());
    for (const name of Object.values(FEEDBACK_METRICS))
      assert(there.has(key(ownMetric(name, "prod", "Sum"))), name);
  });

  it("shows of every stream, the canary's too, how many test mails were seen and how long they took", () => {
    const there = shown(body(["transactional", "alerts"]));
    for (const stream of ["canary", "transactional", "alerts"])
      for (const name of [CANARY_METRICS.roundTrips, CANARY_METRICS.roundTripSeconds])
        assert(there.has(key(canaryStreamMetric(name, "prod", stream, "Sum"))), `${stream}: ${name}`);
  });

  it("draws the rates against the warning and AWS's two lines", () => {
    const [bounce, complaint] = graphs(body());
    const lines = (widget: typeof bounce) =>
      widget?.properties.annotations?.horizontal.map(({ label, value }) => [label, value]);
    assert.deepEqual(lines(bounce), [
      ["warning", 0.025],
      ["AWS reviews", 0.05],
      ["AWS may pause", 0.1],
    ]);
    assert.deepEqual(lines(complaint), [
      ["warning", 0.0005],
      ["AWS reviews", 0.001],
      ["AWS may pause", 0.005],
    ]);
  });

  it("shows the state of all alarms, by ARN", () => {
    const arns = body().widgets.flatMap((one) => (one.type === "alarm" ? one.properties.alarms : []));
    const prefix = `arn:aws:cloudwatch:${REGION}:123456789012:alarm:`;
    assert.deepEqual(
      arns,
      alarmDefinitions(setting()).map(({ id }) => `${prefix}${alarmName("prod", id)}`),
    );
  });

  it("stays within what one widget and one dashboard take, with many streams", () => {
    const many = body(Array.from({ length: 40 }, (_, index) => `stream-${index}`));
    const counts = graphs(many).map(({ properties }) => properties.metrics.length);
    // CloudWatch User Guide, "CloudWatch service quotas": 500 metrics a graph, 2,500 a dashboard, 100 alarms a widget.
    assert(Math.max(...counts) <= 500);
    assert(counts.reduce((sum, one) => sum + one, 0) <= 2_500);
    for (const one of many.widgets) if (one.type === "alarm") assert.equal(one.properties.alarms.length, 100);
  });

  it("links to every section of the runbook, or names where it stands when that is no address", () => {
    const linked = text(body());
    const named = text(body(undefined, "docs/runbook.md"));
    for (const [anchor, { heading }] of Object.entries(RUNBOOK_SECTIONS)) {
      assert(linked.includes(`[${heading}](${RUNBOOK}#${anchor})`), heading);
      assert(named.includes(heading), heading);
    }
    assert(named.includes("`docs/runbook.md`") && !named.includes("]("), named);
  });

  it("has a name within the limit and an address in the console of its partition", () => {
    assert.equal(dashboardName("prod"), "ses-launch-prod-email");
    assert(dashboardName("s".repeat(100)).length <= NAME_LIMITS.cloudwatchDashboard);
    assert.equal(
      dashboardUrl("us-east-1", "x"),
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/x",
    );
    assert.match(dashboardUrl("us-gov-west-1", "x"), /^https:\/\/console\.amazonaws-us-gov\.com\//);
    assert.match(dashboardUrl("cn-north-1", "x"), /^https:\/\/console\.amazonaws\.cn\//);
  });
});
