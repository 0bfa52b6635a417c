import { AWS_REVIEW } from "../../monitoring/thresholds";
import type { ChecklistItem } from "../item";
import { Probe } from "../probe";
import { deadLetterArn, knownText } from "../lookup";
import { DASHBOARD, METRIC_ALARM, QUEUE, SUBSCRIPTION } from "../types";
import type { ViewedResource } from "../view";

const REMEDY = "component ReputationMonitoring";

const REVIEW_LINES = {
  "Reputation.BounceRate": AWS_REVIEW.bounce,
  "Reputation.ComplaintRate": AWS_REVIEW.complaint,
} as const;

export const monitoring: ChecklistItem = {
  id: "monitoring",
  title: "Monitoring dashboards configured",
  provenBy: () =>
    "a dashboard; alarms at or below AWS's lines that reach a confirmed subscriber; alarms on dead letters and on silence",
  judge: (view) => {
    const always = new Probe(view, "always");
    always.some(DASHBOARD, "dashboard", REMEDY);
    const alarms = always.all(METRIC_ALARM);
    // One whose metric is not known may be the one that is wrong.
    for (const alarm of alarms) always.value(alarm, ["metricName"], REMEDY);
    for (const [metric, line] of Object.entries(REVIEW_LINES)) {
      const ofAccount = alarms.filter((alarm) => reviewed(alarm) === metric);
      if (ofAccount.length === 0) always.missing(`alarm on ${metric} of the account`, REMEDY);
      for (const alarm of ofAccount) {
        always.expect(alarm, ["threshold"], isAtMost(line), `at most ${line}, as a ratio`, REMEDY);
        always.expect(alarm, ["alarmActions"], isFilledList, "a list with an action", REMEDY);
        if (alarm.see("unit").state !== "absent")
          always.wrong(`${alarm.name}: unit must not be set, the rates have none`, REMEDY, alarm);
      }
    }
    const watching = (metric: string) => alarms.filter((alarm) => names(alarm).includes(metric));
    const watched = watching("ApproximateNumberOfMessagesVisible").map((alarm) =>
      knownText(alarm, "dimensions", "QueueName"),
    );
    for (const queue of deadLetterQueues(always))
      if (!watched.includes(queue)) always.missing(`alarm on the dead-letter queue ${queue}`, REMEDY);
    if (watching("PipelineRoundTrips").length === 0)
      always.missing("alarm on a pipeline that is silent", REMEDY);

    const switchOn = new Probe(view, "switch-on");
    const heard = alarms.filter((alarm) => reviewed(alarm) !== undefined).flatMap(actionsOf);
    const listeners = switchOn
      .all(SUBSCRIPTION)
      .filter((one) => (knownText(one, "protocol") ?? "").startsWith("email"))
      .filter((one) => heard.includes(knownText(one, "topic")));
    const isConfirmed = (subscription: ViewedResource) => {
      const pending = subscription.see("pendingConfirmation");
      return pending.state === "known" && pending.value === false;
    };
    if (!listeners.some(isConfirmed))
      switchOn.missing(
        "confirmed subscriber of the alarms",
        "config key ses-launch:alarmEmails; confirm the mail that SNS sent",
      );
    return [...always.findings, ...switchOn.findings];
  },
};

/** The rate of the account that an alarm looks at. */
function reviewed(alarm: ViewedResource): string | undefined {
  const metric = knownText(alarm, "metricName");
  return metric !== undefined && Object.hasOwn(REVIEW_LINES, metric) ? metric : undefined;
}

function actionsOf(alarm: ViewedResource): unknown[] {
  const actions = alarm.see("alarmActions");
  return actions.state === "known" && Array.isArray(actions.value) ? actions.value : [];
}

/** Names of the queues where feedback waits that could not be delivered or processed. */
function deadLetterQueues(probe: Probe): Set<string> {
  return new Set(
    [...probe.all(QUEUE), ...probe.all(SUBSCRIPTION)].flatMap((resource) => {
      probe.value(resource, ["redrivePolicy"], REMEDY);
      return deadLetterArn(resource)?.split(":").at(-1) ?? [];
    }),
  );
}

/** Metrics that an alarm looks at, by itself or inside metric math. */
function names(alarm: ViewedResource): string[] {
  const queries = alarm.see("metricQueries");
  const inMath =
    queries.state === "known" && Array.isArray(queries.value)
      ? queries.value.map((_, index) => alarm.see("metricQueries", index, "metric", "metricName"))
      : [];
  return [alarm.see("metricName"), ...inMath].flatMap((seen) =>
    seen.state === "known" && typeof seen.value === "string" ? [seen.value] : [],
  );
}

function isAtMost(line: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value > 0 && value <= line;
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
