export const ACCOUNT = "123456789012";

/** Name of a stream's pause alarm. */
export function alarmOf(stream: string, kind: string, stack = "prod"): string {
  return `ses-launch-${stack}-stream-${stream}-${kind}-pause`;
}

interface Changes {
  state?: string;
  timestamp?: string;
  accountId?: string;
  reasonData?: string | undefined;
}

const REASON = {
  version: "1.0",
  queryDate: "2026-11-24T10:00:12.340+0000",
  startDate: "2026-11-24T07:00:00.000+0000",
  period: 3600,
  recentDatapoints: [0, 0.0932, 0.0815],
  threshold: 0.08,
};

/** What an alarm gives a function (CloudWatch User Guide, "Invoke a Lambda function from an alarm"). */
export function alarmEvent(alarmName: string, changes: Changes = {}): object {
  const { state = "ALARM", timestamp = "2026-11-24T10:00:12.345+0000", accountId = ACCOUNT } = changes;
  const reasonData = "reasonData" in changes ? changes.reasonData : JSON.stringify(REASON);
  return {
    source: "aws.cloudwatch",
    alarmArn: `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${alarmName}`,
    accountId,
    time: timestamp,
    region: "us-east-1",
    alarmData: {
      alarmName,
      state: { value: state, reason: "Threshold Crossed", reasonData, timestamp },
      previousState: { value: "OK", reason: "", timestamp: "2026-11-20T10:00:00.000+0000" },
      configuration: {
        metrics: [{ id: "result", expression: "IF(…)", label: "result", returnData: true }],
      },
    },
  };
}

/** What EventBridge gives a function every hour. */
export const SCHEDULED = {
  version: "0",
  id: "89d1a02d-5ec7-412e-82f5-13505f849b41",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: ACCOUNT,
  time: "2026-11-24T11:00:00Z",
  region: "us-east-1",
  resources: ["arn:aws:events:us-east-1:123456789012:rule/ses-launch-prod-pause-sending"],
  detail: {},
};
