import type { AlarmSketch } from "./alarm";
import { CANARY_METRICS, accountRate, ownMetric } from "./metrics";
import {
  AWS_PAUSE,
  AWS_REVIEW,
  EARLY_WARNING,
  QUOTA_USED,
  RATE_KINDS,
  RATE_PERIOD_SECONDS,
  type RateKind,
  percent,
} from "./thresholds";

/** Alarms on what the account has once in its Region, whichever stack or stream the mail came from. */
export function accountAlarms(stack: string): AlarmSketch[] {
  return [
    {
      id: "account-not-healthy",
      runbook: "account-not-healthy",
      title: "SES account not healthy, or its sending is off",
      happened:
        "AWS says that the account's enforcement status is not HEALTHY, or that sending is switched off.",
      means:
        "AWS reviews or has stopped this account: mail of every stream and stack of this Region may be refused.",
      metric: {
        expression: "MIN([healthy, sending])",
        metrics: {
          healthy: ownMetric(CANARY_METRICS.accountHealthy, stack, "Minimum"),
          sending: ownMetric(CANARY_METRICS.sendingEnabled, stack, "Minimum"),
        },
      },
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: RATE_PERIOD_SECONDS,
      // The canary's silence has an alarm of its own.
      treatMissingData: "ignore",
    },
    ...RATE_KINDS.flatMap((kind) => [reviewLine(kind), earlyWarning(kind)]),
    {
      id: "quota-used",
      runbook: "quota-used",
      title: `Sending quota used to ${percent(QUOTA_USED)}`,
      happened: `The mails of the last 24 hours use ${percent(QUOTA_USED)} of the account's quota or more.`,
      means:
        "At 100 % SES refuses mail of every stream, MFA codes among them, until older mails leave the 24 hours.",
      metric: ownMetric(CANARY_METRICS.quotaUsed, stack, "Maximum"),
      threshold: QUOTA_USED,
      periodSeconds: RATE_PERIOD_SECONDS,
      treatMissingData: "ignore",
    },
  ];
}

function reviewLine(kind: RateKind): AlarmSketch {
  return {
    ...accountRateAlarm(kind, AWS_REVIEW[kind]),
    id: `account-${kind}-review`,
    runbook: `account-${kind}-rate-at-the-review-line`,
    title: `Account ${kind} rate at AWS's review line`,
    means: `AWS reviews accounts from here on, and may stop all sending at ${percent(AWS_PAUSE[kind])}.`,
  };
}

function earlyWarning(kind: RateKind): AlarmSketch {
  return {
    ...accountRateAlarm(kind, EARLY_WARNING[kind]),
    id: `account-${kind}-rising`,
    runbook: `account-${kind}-rate-rising`,
    title: `Account ${kind} rate rising`,
    means: `AWS reviews accounts from ${percent(AWS_REVIEW[kind])} on. Nothing is stopped yet.`,
  };
}

function accountRateAlarm(kind: RateKind, threshold: number) {
  return {
    happened: `The account's ${kind} rate reached ${percent(threshold)}.`,
    metric: accountRate(kind),
    threshold,
    periodSeconds: RATE_PERIOD_SECONDS,
    // SES publishes nothing while nothing is sent, and the rate is then what it was.
    treatMissingData: "ignore" as const,
  };
}
