import assert from "node:assert/strict";
import fc from "fast-check";
import { alarmInputs } from "../../monitoring/alarmInputs";
import { type AlarmDefinition, metricsOf } from "../../monitoring/alarm";
import { alarmProblems } from "../../monitoring/alarmProblems";
import { alarmDefinitions } from "../../monitoring/alarms";
import { type Metric, OWN_NAMESPACE, RATE_METRICS } from "../../monitoring/metrics";
import { AWS_PAUSE, AWS_REVIEW, RATE_KINDS } from "../../monitoring/thresholds";
import { NAME_LIMITS } from "../../names";
import { ALARMS, LOOKS_AT } from "./alarmTable";
import { setting } from "./setting";

const SIGNS = { GreaterThanOrEqualToThreshold: ">=", LessThanThreshold: "<" };
const LONG_STACK = "s".repeat(100);
const LONG_STREAM = "t".repeat(20);

const row = (one: AlarmDefinition) =>
  [
    one.id,
    one.wakes,
    `${SIGNS[one.comparison]} ${one.threshold}`,
    `${one.breaching} of ${one.of} x ${one.periodSeconds} s`,
    one.treatMissingData,
  ].join(" | ");

const metricText = ({ namespace, name, dimensions, statistic }: Metric) =>
  [namespace, name, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`), statistic].join(
    " ",
  );

const looksAt = ({ metric }: AlarmDefinition) =>
  "expression" in metric
    ? `${metric.expression} of ${Object.entries(metric.metrics)
        .map(([id, one]) => `${id}=${metricText(one)}`)
        .join(", ")}`
    : metricText(metric);

const alarms = alarmDefinitions(setting());

describe("alarms", () => {
  it("are these and no others", () => {
    assert.deepEqual(alarms.map(row), ALARMS);
  });

  it("look at these metrics", () => {
    const byId = new Map(alarms.map((one) => [one.id, looksAt(one)]));
    for (const [id, what] of Object.entries(LOOKS_AT)) assert.equal(byId.get(id), what, id);
  });

  it("have rates as ratios, at or below the line of AWS that they guard", () => {
    for (const kind of RATE_KINDS) {
      const ofKind = alarms.filter((one) => metricsOf(one).some(({ name }) => name === RATE_METRICS[kind]));
      assert.equal(ofKind.length, 2 + 2 * 3, kind);
      for (const one of ofKind) {
        const line = one.id.endsWith("-pause") ? AWS_PAUSE[kind] : AWS_REVIEW[kind];
        assert(one.threshold > 0 && one.threshold <= line, `${one.id}: ${one.threshold}`);
      }
    }
  });

  it("have no problem of the kind that keeps an alarm silent", () => {
    for (const one of alarms) assert.deepEqual(alarmProblems(alarmInputs("prod", one)), []);
  });

  it("say at once how urgent they are, then what to do where", () => {
    for (const { title, description, wakes, runbook } of alarms) {
      assert(title.startsWith(wakes === "now" ? "[wakes] " : "[next morning] "), title);
      assert(title.endsWith(" (prod, us-east-1)"), title);
      const [first, ...rest] = description.split("\n");
      assert.equal(first, title);
      assert.equal(rest.length, 3);
      assert.equal(rest[2], `Runbook: docs/runbook.md#${runbook}`);
    }
  });

  it("switch off only the streams that want it, at the pause line, and say so", () => {
    const pausing = alarms.filter(({ pauses }) => pauses !== undefined);
    assert.deepEqual(
      pausing.map(({ id, pauses }) => [id, pauses]),
      [
        ["stream-notifications-bounce-pause", "notifications"],
        ["stream-notifications-complaint-pause", "notifications"],
      ],
    );
    for (const one of alarms.filter(({ id }) => id.endsWith("-pause")))
      assert.equal(/is being switched off by itself/.test(one.description), one.pauses !== undefined, one.id);
  });

  it("fit their limits with the longest stack and stream names", () => {
    for (const one of alarmDefinitions(setting(LONG_STACK, [LONG_STREAM, "transactional"]))) {
      const { name, alarmDescription } = alarmInputs(LONG_STACK, one);
      assert(name.length <= NAME_LIMITS.cloudwatchAlarm, name);
      assert(name.endsWith(one.id), name);
      // CloudWatch API Reference, `PutMetricAlarm`: 1,024 characters, and 7 days of periods of an hour or longer.
      assert(alarmDescription.length <= 1024, `${one.id}: ${alarmDescription.length}`);
      assert(one.of * one.periodSeconds <= (one.periodSeconds < 3600 ? 86_400 : 604_800), one.id);
    }
  });

  it("never share a name, whatever the streams are called", () => {
    const words = fc.array(fc.constantFrom("bounce", "complaint", "pause", "rendering", "a"), {
      minLength: 1,
      maxLength: 3,
    });
    const names = fc.uniqueArray(
      words.map((parts) => parts.join("-")),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(names, (streams) => {
        const ids = alarmDefinitions(setting("prod", streams)).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
      }),
    );
  });

  it("have no rendering alarm without a transactional stream", () => {
    const ids = alarmDefinitions(setting("prod", ["alerts"])).map(({ id }) => id);
    assert(!ids.some((id) => id.endsWith("-rendering")));
  });

  it("look where the functions count", () => {
    assert.equal(OWN_NAMESPACE, "ses-launch");
  });
});

describe("an alarm's inputs", () => {
  it("return the value of exactly one query, whose expression names only the others", () => {
    const math = alarms.map((one) => alarmInputs("prod", one)).filter(({ metricQueries }) => metricQueries);
    assert.equal(math.length, 1 + 4 * 3);
    for (const { name, metricQueries = [], metricName, period } of math) {
      assert.equal(metricName ?? period, undefined, name);
      const [result, ...others] = metricQueries.filter(({ returnData }) => returnData);
      assert(result?.expression !== undefined && others.length === 0, name);
      const ids = metricQueries.filter(({ metric }) => metric).map(({ id }) => id);
      for (const id of [result.id, ...ids]) assert.match(id, /^[a-z][A-Za-z0-9_]*$/);
      assert.deepEqual([...new Set(result.expression.match(/\b[a-z]\w*/g))].sort(), [...ids].sort());
      assert.equal(metricQueries.length, ids.length + 1);
    }
  });

  it("name no unit", () => {
    for (const one of alarms) assert(!JSON.stringify(alarmInputs("prod", one)).includes('"unit"'), one.id);
  });

  it("leave out dimensions where there are none", () => {
    for (const one of alarms) assert(!JSON.stringify(alarmInputs("prod", one)).includes("{}"), one.id);
  });

  it("let a new stack be silent for four hours before that wakes anybody", () => {
    const warmUps = alarms
      .map((one) => alarmInputs("prod", one))
      .flatMap(({ name, warmUpConfiguration: warmUp }) => (warmUp ? [[name, warmUp]] : []));
    assert.deepEqual(warmUps, [["ses-launch-prod-pipeline-silent", { warmUpPeriodDurationInMinutes: 240 }]]);
  });
});
