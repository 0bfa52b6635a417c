import { stackResourceName } from "../names";

/** Names of what carries a stack's feedback, as the alarms and the dashboard ask CloudWatch for them. */
export interface FeedbackNames {
  queue: string;
  /** Every dead-letter queue; `id` tells them apart in alarm names. */
  deadLetterQueues: readonly { id: string; name: string }[];
  topic: string;
  function: string;
}

/** @param webhooks whether the topic also delivers to HTTPS endpoints, which have a dead-letter queue of their own */
export function feedbackNames(stack: string, { webhooks }: { webhooks: boolean }): FeedbackNames {
  const deadLetters = ["failed", "undelivered", ...(webhooks ? ["webhook-undelivered"] : [])];
  return {
    queue: stackResourceName("sqsQueue", stack, "feedback"),
    deadLetterQueues: deadLetters.map((what) => ({
      id: `feedback-${what}`,
      name: stackResourceName("sqsQueue", stack, "feedback", what),
    })),
    topic: stackResourceName("snsTopic", stack, "feedback"),
    function: stackResourceName("lambdaFunction", stack, "feedback"),
  };
}
