import type { Assumption } from "../assumption";
import { alarmFunction } from "../probes/alarmFunction";
import { alarmHistory } from "../probes/alarmHistory";
import { describeAlarms, warmUp } from "../probes/alarms";
import { hourlySchedule, rateInterval, simulatorCounts } from "../probes/metrics";

export const MONITORING: readonly Assumption[] = [
  {
    id: "rate-interval",
    topic: "Metrics and alarms",
    assumed:
      "SES publishes `Reputation.BounceRate` and `ComplaintRate` of a configuration set at least once an hour while mail flows.",
    source: "No source for the interval.",
    reliedOn: ["monitoring/thresholds.ts", "monitoring/streamAlarms.ts", "components/automaticPause.ts"],
    settle: rateInterval,
    otherwise:
      "Hours without a value keep the alarm's state: lengthen `RATE_PERIOD_SECONDS`, and with it the hours of the pause.",
  },
  {
    id: "simulator-in-counts",
    topic: "Metrics and alarms",
    assumed:
      "An event destination to CloudWatch counts the simulator's bounces and complaints under the dimension `ses:configuration-set`.",
    source: "The dimension is documented; the simulator's part is not.",
    reliedOn: ["mail/streams.ts", "monitoring/metrics.ts", "monitoring/thresholds.ts"],
    settle: simulatorCounts,
    otherwise:
      "Not counted: the canary's part of `LEAST_EVENTS` is nothing, and the dashboard's counts are of real mail alone. No data at all: the dimension is wrong in mail/streams.ts.",
  },
  {
    id: "simulator-not-in-rates",
    topic: "Metrics and alarms",
    assumed: "The simulator's bounces count in no `Reputation.*` of a configuration set.",
    source: "SES Developer Guide says so of the account.",
    reliedOn: ["monitoring/streamAlarms.ts", "functions/canary/handler.ts"],
    settle: simulatorCounts,
    otherwise:
      "The canary raises the rate of every stream it mails: let it mail application streams by `success@` alone, or streams pause themselves.",
  },
  {
    id: "alarm-reaches-topic",
    topic: "Metrics and alarms",
    assumed:
      "CloudWatch satisfies the alarm topic's policy: `aws:SourceAccount`, and the alarm as `aws:SourceArn`.",
    source: 'SNS Developer Guide, "Example cases"; never tried with this policy.',
    reliedOn: ["monitoring/alarmTopic.ts"],
    settle: alarmHistory,
    otherwise:
      "Nobody hears of any alarm: loosen `alarmTopicPolicy` (monitoring/alarmTopic.ts) to what is told.",
  },
  {
    id: "alarm-warm-up",
    topic: "Metrics and alarms",
    assumed:
      "A new alarm with `WarmUpConfiguration` says nothing in that time though missing data is breaching.",
    source: 'CloudWatch User Guide, "Alarm warm-up periods"; a new feature.',
    reliedOn: ["monitoring/pipelineAlarms.ts", "monitoring/thresholds.ts"],
    settle: warmUp,
    otherwise:
      "Each new stack wakes somebody after three hours of silence that is none: make `pipeline-silent` with its actions off first.",
  },
  {
    id: "hourly-schedule",
    topic: "Metrics and alarms",
    assumed:
      "EventBridge invokes a function by a permission that names the rule and no account, and Lambda may assume a role whose trust names the function where it is told.",
    source:
      "No source says that EventBridge tells Lambda `aws:SourceAccount`, or which keys Lambda tells IAM.",
    reliedOn: ["components/hourlySchedule.ts", "iam/lambda.ts"],
    settle: hourlySchedule,
    otherwise:
      "The canary and the check of paused streams never run: loosen the permission (components/hourlySchedule.ts) or the trust (iam/lambda.ts).",
  },
  {
    id: "schedule-source-account",
    topic: "Metrics and alarms",
    assumed: "EventBridge tells Lambda `aws:SourceAccount` as well.",
    source: "No source, so the permission does without.",
    reliedOn: ["components/hourlySchedule.ts"],
    settle: {
      mails: 0,
      minutes: 65,
      needs: "staging deployed",
      steps: [
        "`aws lambda remove-permission --function-name ses-launch-staging-canary --statement-id hourly`",
        "`aws lambda add-permission --function-name ses-launch-staging-canary --statement-id hourly --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn <ARN of the rule ses-launch-staging-canary> --source-account <account>`",
        "After an hour: `npm run verify-on-aws -- --stack staging --only hourly-schedule`. Then `pulumi up --stack staging` puts the permission back.",
      ],
      holdsWhen: "The function is still invoked.",
    },
    otherwise: "Nothing: it is written for both. When it holds, the permission may name the account too.",
  },
  {
    id: "describe-alarms-by-arn",
    topic: "Automatic pause",
    assumed:
      "`cloudwatch:DescribeAlarms` of named metric alarms is allowed by a policy that names exactly their ARNs.",
    source: "Service Authorization Reference and CloudWatch API Reference, which are read so.",
    reliedOn: ["iam/pauseSending.ts"],
    settle: describeAlarms,
    otherwise:
      "The hourly check fails and leaves dead letters: allow `cloudwatch:DescribeAlarms` of `*` in iam/pauseSending.ts.",
  },
  {
    id: "alarm-event",
    topic: "Automatic pause",
    assumed: "An alarm invokes the function by its permission, with the event that the pause function reads.",
    source:
      'CloudWatch User Guide, "Invoke a Lambda function from an alarm"; an older page shows times with spaces.',
    reliedOn: ["functions/pauseSending/invocation.ts", "components/automaticPause.ts"],
    settle: alarmFunction,
    otherwise:
      "No stream pauses itself at once, only at the hourly check: mend the reader in functions/pauseSending, or the permission.",
  },
  {
    id: "alarm-event-time",
    topic: "Automatic pause",
    assumed:
      "`StateTransitionedTimestamp` of an alarm is less than a minute later than the time in its event, so that the hourly check takes one change for one.",
    source: "No source compares the two.",
    reliedOn: ["mail/pause/decide.ts", "functions/pauseSending/awsAccount.ts"],
    settle: alarmFunction,
    otherwise:
      "A released stream is paused again by the alarm it was released from: raise `ONE_ALARM_MS` (mail/pause/decide.ts).",
  },
  {
    id: "function-dead-letters",
    topic: "Automatic pause",
    assumed:
      "Lambda puts an event that failed into the function's dead-letter queue by the role's right alone.",
    source: 'AWS Lambda Developer Guide, "Adding a dead-letter queue"; nobody here has seen it.',
    reliedOn: ["components/automaticPause.ts"],
    settle: alarmFunction,
    otherwise:
      "A pause that failed is told by nobody: give the queue `pause-sending-failed` a policy that lets Lambda send.",
  },
];
