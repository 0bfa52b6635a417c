import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CANARY, configurationSetName } from "../../mail/streams";
import { type Metric, functionMetric, streamCount, streamRate } from "../../monitoring/metrics";
import { RATE_PERIOD_SECONDS } from "../../monitoring/thresholds";
import { stackResourceName } from "../../names";
import type { Kit } from "../kit";
import { type Finding, type Probe, couldNotTell, doesNotHold, holds, judged, ONLY_READS } from "../probe";

const HOUR_MS = RATE_PERIOD_SECONDS * 1000;

interface Point {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

/** What a metric had in the last hours, the oldest first. */
async function pointsOf(
  { clients, clock }: Kit,
  metric: Metric,
  hours: number,
  Period: number,
): Promise<Point[]> {
  const { namespace, name, dimensions, statistic } = metric;
  const end = Math.floor(clock.now() / HOUR_MS) * HOUR_MS;
  const points: Point[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(end - hours * HOUR_MS),
        EndTime: new Date(end),
        NextToken,
        MetricDataQueries: [
          {
            Id: "asked",
            MetricStat: {
              Metric: {
                Namespace: namespace,
                MetricName: name,
                Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
              },
              Period,
              Stat: statistic,
            },
          },
        ],
      }),
    );
    for (const { Timestamps = [], Values = [] } of page.MetricDataResults ?? [])
      Timestamps.forEach((time, index) => points.push({ at: time.getTime(), value: Values[index] ?? 0 }));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return points.sort((one, other) => one.at - other.at);
}

const sum = (points: readonly Point[]) => points.reduce((total, { value }) => total + value, 0);

/** How often SES published the bounce rate of each stream, over three days. */
export const rateInterval: Probe = {
  ...ONLY_READS,
  needs: ["canary"],
  run: async (kit) => {
    const { stack, streams } = kit.settings;
    const all: Point[][] = [];
    for (const stream of [CANARY, ...Object.keys(streams)])
      all.push(await pointsOf(kit, streamRate("bounce", configurationSetName(stack, stream)), 72, 60));
    return { "rate-interval": intervalFinding(all.filter((points) => points.length > 1)) };
  },
};

/** @param streams points of each stream that has more than one */
export function intervalFinding(streams: readonly (readonly Point[])[]): Finding {
  if (streams.length === 0)
    return couldNotTell("no stream had more than one value in 72 hours; the simulator's mail may make none");
  const gaps = streams.flatMap((points) =>
    points.slice(1).map(({ at }, index) => (at - (points[index]?.at ?? at)) / 60_000),
  );
  const longest = Math.max(...gaps);
  return judged(
    longest <= RATE_PERIOD_SECONDS / 60,
    `${streams.length} streams, ${gaps.length + streams.length} values; minutes between two: ${Math.min(...gaps)} to ${longest}`,
  );
}

/** What a day of the canary's mail did to the metrics of its own configuration set. */
export const simulatorCounts: Probe = {
  ...ONLY_READS,
  needs: ["canary"],
  run: async (kit) => {
    const set = configurationSetName(kit.settings.stack, CANARY);
    const count = async (event: string) =>
      sum(await pointsOf(kit, streamCount(event, set), 24, RATE_PERIOD_SECONDS));
    const [sent, bounces, complaints] = [
      await count("Send"),
      await count("Bounce"),
      await count("Complaint"),
    ];
    const rates = await pointsOf(kit, streamRate("bounce", set), 24, RATE_PERIOD_SECONDS);
    const saw = `in 24 hours: ${sent} sent, ${bounces} bounces, ${complaints} complaints`;
    if (sent + bounces + complaints === 0) {
      const untold = couldNotTell("the canary's set has no counts of the last 24 hours");
      return { "simulator-in-counts": untold, "simulator-not-in-rates": untold };
    }
    const highest = Math.max(0, ...rates.map(({ value }) => value));
    return {
      "simulator-in-counts": judged(bounces > 0 && complaints > 0, saw),
      "simulator-not-in-rates":
        bounces === 0
          ? couldNotTell(saw)
          : judged(highest === 0, `${saw}; ${rates.length} bounce rates, the highest ${highest}`),
    };
  },
};

/** Whether EventBridge invoked the canary in each of the last hours. */
export const hourlySchedule: Probe = {
  ...ONLY_READS,
  needs: ["canary"],
  run: async (kit) => {
    const canary = stackResourceName("lambdaFunction", kit.settings.stack, CANARY);
    const day = await pointsOf(kit, functionMetric("Invocations", canary, "Sum"), 24, RATE_PERIOD_SECONDS);
    const since = Math.floor(kit.clock.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;
    const hours = day.filter(({ at, value }) => at >= since && value > 0).length;
    const saw = `invoked in ${hours} of the last 3 full hours, ${sum(day)} times in 24`;
    if (day.length === 0) return { "hourly-schedule": couldNotTell("no invocation in 24 hours") };
    return { "hourly-schedule": hours === 3 ? holds(saw) : doesNotHold(saw) };
  },
};
