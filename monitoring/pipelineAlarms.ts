import type { AlarmSketch } from "./alarm";
import type { FeedbackNames } from "./feedbackNames";
import { CANARY_METRICS, failedDeliveries, ownMetric, queueMetric } from "./metrics";
import {
  OLDEST_MESSAGE_SECONDS,
  PIPELINE_PERIOD_SECONDS,
  RATE_PERIOD_SECONDS,
  SILENCE_WARM_UP_MINUTES,
  SILENT_HOURS,
} from "./thresholds";

export type PipelineNames = Pick<FeedbackNames, "queue" | "deadLetterQueues" | "topic">;

/**
 * Alarms on the way of an event from SES to the suppression table. A queue that nobody uses for six hours publishes no
 * metrics, and holds nothing (SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS").
 */
export function pipelineAlarms(
  stack: string,
  { queue, deadLetterQueues, topic }: PipelineNames,
): AlarmSketch[] {
  const minutes = OLDEST_MESSAGE_SECONDS / 60;
  return [
    {
      id: "pipeline-silent",
      runbook: "pipeline-silent",
      title: `No feedback of a stream arrives since ${SILENT_HOURS.of} hours`,
      happened:
        "Of at least one stream no test mail's feedback came through the pipeline, although two go out every hour through " +
        "each stream that sends. The canary's log says which; where it says nothing, the canary does not run.",
      means:
        "The stream's bounces and complaints may reach nobody: its mail goes on to addresses that must not be mailed.",
      // Of the stream with the fewest. A run that Lambda tries again tells twice in an hour.
      metric: ownMetric(CANARY_METRICS.roundTrips, stack, "Sum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: RATE_PERIOD_SECONDS,
      periods: SILENT_HOURS,
      treatMissingData: "breaching",
      warmUpMinutes: SILENCE_WARM_UP_MINUTES,
    },
    ...deadLetterQueues.map(({ id, name }): AlarmSketch => ({
      id: `dead-letters-${id}`,
      runbook: "dead-letters",
      title: `Dead letters in ${name}`,
      happened: `Messages lie in the dead-letter queue ${name}.`,
      means:
        "Each is feedback that was not acted on, or in the queue of pause-sending a stream that was not switched off. " +
        "SQS deletes it 14 days after it was sent.",
      metric: queueMetric("ApproximateNumberOfMessagesVisible", name),
      threshold: 1,
      periodSeconds: PIPELINE_PERIOD_SECONDS,
      treatMissingData: "notBreaching",
    })),
    {
      id: "feedback-late",
      runbook: "feedback-late",
      title: `Feedback waits longer than ${minutes} minutes`,
      happened: `The oldest message of the queue ${queue} is ${minutes} minutes old or older.`,
      means:
        "The feedback function fails or does not keep up: addresses that bounced or complained are still mailed.",
      metric: queueMetric("ApproximateAgeOfOldestMessage", queue),
      threshold: OLDEST_MESSAGE_SECONDS,
      periodSeconds: PIPELINE_PERIOD_SECONDS,
      treatMissingData: "notBreaching",
    },
    {
      id: "deliveries-failed",
      runbook: "deliveries-failed",
      title: "The feedback topic could not deliver",
      happened: `SNS gave up delivering a message of the topic ${topic} to its queue or to a webhook.`,
      means: "The message waits in a dead-letter queue; if that one is closed too, it is lost.",
      metric: failedDeliveries(topic),
      threshold: 1,
      periodSeconds: PIPELINE_PERIOD_SECONDS,
      treatMissingData: "notBreaching",
    },
  ];
}
