import assert from "node:assert/strict";
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  PutMetricAlarmCommand,
} from "@aws-sdk/client-cloudwatch";
import { alarmHistory } from "../../verify/probes/alarmHistory";
import { warmUp } from "../../verify/probes/alarms";
import { hourlySchedule, rateInterval, simulatorCounts } from "../../verify/probes/metrics";
import type { Probe } from "../../verify/probe";
import { VerifyWorld } from "./world";

/** The clock of a test world. */
const NOW = Date.parse("2026-11-25T09:00:00Z");
const MINUTE = 60_000;

type Points = readonly (readonly [minutesAgo: number, value: number])[];

/** A world in which metrics have these points; the newest comes first, and in pages of one. */
function withMetrics(points: (metric: string, set: string) => Points): VerifyWorld {
  const world = new VerifyWorld();
  world.cloudwatch.on(GetMetricDataCommand).callsFake((input: GetMetricDataCommandInput) => {
    const { Metric } = input.MetricDataQueries?.[0]?.MetricStat ?? {};
    const all = points(Metric?.MetricName ?? "", Metric?.Dimensions?.[0]?.Value ?? "");
    const page = Number(input.NextToken ?? 0);
    const [minutes, value] = all[page] ?? [];
    return {
      MetricDataResults:
        minutes === undefined ? [] : [{ Timestamps: [new Date(NOW - minutes * MINUTE)], Values: [value] }],
      ...(page + 1 < all.length && { NextToken: String(page + 1) }),
    };
  });
  return world;
}

const outcome = async (world: VerifyWorld, probe: Probe, id: string) =>
  (await world.tryOut(probe))[id]?.outcome;

describe("the probe of the rates' interval", () => {
  const run = (points: Points, stream = "staging-alerts") =>
    outcome(
      withMetrics((_metric, set) => (set === stream ? points : [])),
      rateInterval,
      "rate-interval",
    );

  it("holds when no two values of a stream are more than an hour apart", async () => {
    assert.equal(
      await run([
        [5, 0],
        [65, 0],
        [70, 0.01],
      ]),
      "holds",
    );
    assert.equal(
      await run([
        [5, 0],
        [66, 0],
      ]),
      "does not hold",
    );
  });

  it("cannot tell from a single value", async () => {
    assert.equal(await run([[5, 0]]), "could not tell");
    assert.equal(await run([]), "could not tell");
  });
});

describe("the probe of the simulator's part in metrics", () => {
  const run = async (counts: Readonly<Record<string, number>>, rate?: number) => {
    const world = withMetrics((metric) => {
      if (metric === "Reputation.BounceRate") return rate === undefined ? [] : [[5, rate]];
      return counts[metric] === undefined ? [] : [[5, counts[metric]]];
    });
    const found = await world.tryOut(simulatorCounts);
    return [found["simulator-in-counts"]?.outcome, found["simulator-not-in-rates"]?.outcome];
  };

  it("tells counts and rates apart", async () => {
    assert.deepEqual(await run({ Send: 48, Bounce: 24, Complaint: 24 }), ["holds", "holds"]);
    assert.deepEqual(await run({ Send: 48, Bounce: 24, Complaint: 24 }, 0), ["holds", "holds"]);
    assert.deepEqual(await run({ Send: 48, Bounce: 24, Complaint: 24 }, 0.5), ["holds", "does not hold"]);
    assert.deepEqual(await run({ Send: 48 }), ["does not hold", "could not tell"]);
    assert.deepEqual(await run({}), ["could not tell", "could not tell"]);
  });
});

describe("the probe of the schedule", () => {
  const run = (points: Points) =>
    outcome(
      withMetrics(() => points),
      hourlySchedule,
      "hourly-schedule",
    );

  it("wants an invocation in each of the last three hours", async () => {
    assert.equal(
      await run([
        [50, 1],
        [110, 1],
        [170, 2],
      ]),
      "holds",
    );
    assert.equal(
      await run([
        [50, 1],
        [170, 1],
        [230, 1],
      ]),
      "does not hold",
    );
    assert.equal(await run([]), "could not tell");
  });
});

describe("the probe of the alarms' mails", () => {
  const run = (...items: readonly (readonly [alarm: string, summary: string])[]) => {
    const world = new VerifyWorld();
    world.cloudwatch.on(DescribeAlarmHistoryCommand).resolves({
      AlarmHistoryItems: items.map(([AlarmName, HistorySummary]) => ({ AlarmName, HistorySummary })),
    });
    return outcome(world, alarmHistory, "alarm-reaches-topic");
  };
  const own = "ses-launch-staging-quota-used";
  const done = "Successfully executed action arn:aws:sns:us-east-1:123456789012:alarms";

  it("looks at what this stack's alarms told their topic", async () => {
    assert.equal(await run([own, done]), "holds");
    assert.equal(
      await run([own, done], [own, done.replace("Successfully executed", "Failed to execute")]),
      "does not hold",
    );
    assert.equal(
      await run(["somebody-else", done], [own, done.replace(":sns:", ":lambda:")]),
      "could not tell",
    );
  });
});

describe("the probe of the warm-up", () => {
  const run = async (cold: string, warm: string) => {
    const world = new VerifyWorld();
    world.cloudwatch.on(DescribeAlarmsCommand).callsFake(({ AlarmNames }: { AlarmNames: string[] }) => ({
      MetricAlarms: [{ StateValue: AlarmNames[0]?.endsWith("-cold") ? cold : warm }],
    }));
    const result = await outcome(world, warmUp, "alarm-warm-up");
    const warmUps = world.cloudwatch
      .commandCalls(PutMetricAlarmCommand)
      .map(({ args: [command] }) => command.input.WarmUpConfiguration !== undefined);
    assert.deepEqual(warmUps, [true, false]);
    return result;
  };

  it("compares with an alarm that has none", async () => {
    assert.equal(await run("ALARM", "INSUFFICIENT_DATA"), "holds");
    assert.equal(await run("ALARM", "ALARM"), "does not hold");
    assert.equal(await run("INSUFFICIENT_DATA", "INSUFFICIENT_DATA"), "could not tell");
  });
});
