import { AWS_REVIEW } from "../../monitoring/thresholds";
import type { ChecklistItem } from "../item";
import { Probe } from "../probe";
import { DASHBOARD, METRIC_ALARM, SUBSCRIPTION } from "../types";
import type { ViewedResource } from "../view";
import { knownText } from "../lookup";

const REMEDY = "component ReputationMonitoring";

const REVIEW_LINES = {
  "Reputation.BounceRate": AWS_REVIEW.bounce,
  "Reputation.ComplaintRate": AWS_REVIEW.complaint,
} as const;

export const monitoring: ChecklistItem = {
  id: "monitoring",
  title: "Monitoring dashboards configured",
  judge: (view) => {
    const always = new Probe(view, "always");
    always.some(DASHBOARD, "dashboard", REMEDY);
    const alarms = always.all(METRIC_ALARM);
    // One whose metric is not known may be the one that is wrong.
    for (const alarm of alarms) always.value(alarm, ["metricName"], REMEDY);
    for (const [metric, line] of Object.entries(REVIEW_LINES)) {
      const ofAccount = alarms.filter((alarm) => knownText(alarm, "metricName") === metric);
      if (ofAccount.length === 0) always.missing(`alarm on ${metric} of the account`, REMEDY);
      for (const alarm of ofAccount) {
        always.expect(alarm, ["threshold"], isAtMost(line), `at most ${line}, as a ratio`, REMEDY);
        always.expect(alarm, ["alarmActions"], isFilledList, "a list with an action", REMEDY);
        if (alarm.see("unit").state !== "absent")
          always.wrong(`${alarm.name}: unit must not be set, the rates have none`, REMEDY, alarm);
      }
    }
    const watches = (metric: string) => alarms.some((alarm) => names(alarm).includes(metric));
    if (!watches("ApproximateNumberOfMessagesVisible"))
      always.missing("alarm on a dead-letter queue", REMEDY);
    if (!watches("PipelineRoundTrips")) always.missing("alarm on a pipeline that is silent", REMEDY);

    const switchOn = new Probe(view, "switch-on");
    const listeners = switchOn
      .all(SUBSCRIPTION)
      .filter((one) => (knownText(one, "protocol") ?? "").startsWith("email"));
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
