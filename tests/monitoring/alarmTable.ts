/**
 * Every alarm of a stack with three streams and a webhook: id, whom it wakes, comparison and threshold, periods, what
 * missing data is.
 */
export const ALARMS: readonly string[] = [
  "account-not-healthy | now | < 1 | 1 of 1 x 3600 s | ignore",
  "account-bounce-review | now | >= 0.05 | 1 of 1 x 3600 s | ignore",
  "account-bounce-rising | next-morning | >= 0.025 | 1 of 1 x 3600 s | ignore",
  "account-complaint-review | now | >= 0.001 | 1 of 1 x 3600 s | ignore",
  "account-complaint-rising | next-morning | >= 0.0005 | 1 of 1 x 3600 s | ignore",
  "quota-used | next-morning | >= 0.8 | 1 of 1 x 3600 s | ignore",
  "stream-transactional-bounce | next-morning | >= 0.05 | 1 of 1 x 3600 s | ignore",
  "stream-transactional-bounce-pause | now | >= 0.08 | 2 of 3 x 3600 s | ignore",
  "stream-transactional-complaint | next-morning | >= 0.001 | 1 of 1 x 3600 s | ignore",
  "stream-transactional-complaint-pause | now | >= 0.003 | 2 of 3 x 3600 s | ignore",
  "stream-transactional-rendering | now | >= 1 | 1 of 1 x 300 s | notBreaching",
  "stream-notifications-bounce | next-morning | >= 0.05 | 1 of 1 x 3600 s | ignore",
  "stream-notifications-bounce-pause | now | >= 0.08 | 2 of 3 x 3600 s | ignore",
  "stream-notifications-complaint | next-morning | >= 0.001 | 1 of 1 x 3600 s | ignore",
  "stream-notifications-complaint-pause | now | >= 0.003 | 2 of 3 x 3600 s | ignore",
  "stream-alerts-bounce | next-morning | >= 0.05 | 1 of 1 x 3600 s | ignore",
  "stream-alerts-bounce-pause | now | >= 0.08 | 2 of 3 x 3600 s | ignore",
  "stream-alerts-complaint | next-morning | >= 0.001 | 1 of 1 x 3600 s | ignore",
  "stream-alerts-complaint-pause | now | >= 0.003 | 2 of 3 x 3600 s | ignore",
  "pipeline-silent | now | < 1 | 3 of 3 x 3600 s | breaching",
  "dead-letters-feedback-failed | next-morning | >= 1 | 1 of 1 x 300 s | notBreaching",
  "dead-letters-feedback-undelivered | next-morning | >= 1 | 1 of 1 x 300 s | notBreaching",
  "dead-letters-feedback-webhook-undelivered | next-morning | >= 1 | 1 of 1 x 300 s | notBreaching",
  "feedback-late | next-morning | >= 900 | 1 of 1 x 300 s | notBreaching",
  "deliveries-failed | next-morning | >= 1 | 1 of 1 x 300 s | notBreaching",
];

/** What the alarms look at, one of each kind. */
export const LOOKS_AT: Readonly<Record<string, string>> = {
  "account-not-healthy":
    "MIN([healthy, sending]) of healthy=ses-launch AccountHealthy service=prod Minimum, sending=ses-launch SendingEnabled service=prod Minimum",
  "account-bounce-review": "AWS/SES Reputation.BounceRate Maximum",
  "account-bounce-rising": "AWS/SES Reputation.BounceRate Maximum",
  "account-complaint-review": "AWS/SES Reputation.ComplaintRate Maximum",
  "account-complaint-rising": "AWS/SES Reputation.ComplaintRate Maximum",
  "quota-used": "ses-launch QuotaUsed service=prod Maximum",
  "stream-alerts-bounce":
    "IF(FILL(bounces, 0) >= 10, rate, 0) of rate=AWS/SES Reputation.BounceRate ses:configuration-set=prod-alerts Maximum, bounces=AWS/SES Bounce ses:configuration-set=prod-alerts Sum",
  "stream-alerts-bounce-pause":
    "IF(FILL(bounces, 0) >= 10, rate, 0) of rate=AWS/SES Reputation.BounceRate ses:configuration-set=prod-alerts Maximum, bounces=AWS/SES Bounce ses:configuration-set=prod-alerts Sum",
  "stream-alerts-complaint-pause":
    "IF(FILL(complaints, 0) >= 4, rate, 0) of rate=AWS/SES Reputation.ComplaintRate ses:configuration-set=prod-alerts Maximum, complaints=AWS/SES Complaint ses:configuration-set=prod-alerts Sum",
  "stream-transactional-rendering": "AWS/SES RenderingFailure ses:configuration-set=prod-transactional Sum",
  "pipeline-silent": "ses-launch PipelineRoundTrips service=prod Sum",
  "dead-letters-feedback-undelivered":
    "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=ses-launch-prod-feedback-undelivered Maximum",
  "feedback-late": "AWS/SQS ApproximateAgeOfOldestMessage QueueName=ses-launch-prod-feedback Maximum",
  "deliveries-failed": "AWS/SNS NumberOfNotificationsFailed TopicName=ses-launch-prod-feedback Sum",
};
