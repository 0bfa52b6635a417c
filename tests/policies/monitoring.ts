import { alarmInputs } from "../../monitoring/alarmInputs";
import { alarmDefinitions } from "../../monitoring/alarms";
import { feedbackNames } from "../../monitoring/feedbackNames";
import { T } from "../../policies/types";
import { type Recorded, resource } from "./launch";

const ACTIONS = ["arn:aws:sns:us-east-1:123456789012:ses-launch-prod-alarms"];

/** The stack's own alarms, and the shapes of others: a single metric, and two that only a composite alarm asks for. */
export function monitoring(): Recorded[] {
  const own = alarmDefinitions({
    stack: "prod",
    region: "us-east-1",
    runbook: "docs/runbook.md",
    streams: [{ name: "notifications", configurationSet: "prod-notifications", autoPause: true }],
    pipeline: feedbackNames("prod", { webhooks: true }),
  }).map((alarm) =>
    resource(T.metricAlarm, `own-${alarm.id}`, { ...alarmInputs("prod", alarm), alarmActions: ACTIONS }),
  );
  return [
    ...own,
    resource(T.metricAlarm, "bounce-rate", { ...rate("Reputation.BounceRate", 0.05), alarmActions: ACTIONS }),
    resource(T.metricAlarm, "complaint-rate", {
      ...rate("Reputation.ComplaintRate", 0.001),
      alarmActions: ACTIONS,
      actionsEnabled: true,
    }),
    resource(T.metricAlarm, "sends", {
      name: "sends",
      namespace: "AWS/SES",
      metricName: "Send",
      unit: "Count",
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      alarmActions: ACTIONS,
    }),
    resource(T.metricAlarm, "part-one", { name: "part-one", namespace: "AWS/SQS", metricName: "Depth" }),
    resource(T.metricAlarm, "part-two", { name: "part-two", namespace: "AWS/SQS", metricName: "Age" }),
    resource(T.compositeAlarm, "whole", {
      alarmName: "whole",
      alarmRule: 'ALARM("part-one") AND ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:part-two)',
      alarmActions: ACTIONS,
    }),
  ];
}

function rate(metricName: string, threshold: number): Record<string, unknown> {
  return {
    name: metricName,
    namespace: "AWS/SES",
    metricName,
    statistic: "Maximum",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    evaluationPeriods: 1,
    period: 3600,
  };
}
