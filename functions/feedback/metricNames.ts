/**
 * What the function counts, in the namespace of the program with the stack as the dimension `service`. Alarms and the
 * dashboard use these names.
 */
export const FEEDBACK_METRICS = {
  /** Addresses suppressed, counted, unsubscribed and subscribed again, each once. */
  suppressed: "Suppressed",
  softBounces: "SoftBounces",
  unsubscribed: "Unsubscribed",
  resubscribed: "Resubscribed",
  /** Events that change nobody. */
  recorded: "Recorded",
  ignored: "Ignored",
  /** Events, or parts of one, that were there already. */
  duplicates: "Duplicates",
  /** Events that nobody can read; each ends in the dead-letter queue. */
  unreadable: "UnreadableEvents",
  /** Events that could be read and not be written; SQS brings them again. */
  failed: "FailedEvents",
  foreignAccount: "ForeignAccountEvents",
  /** Addresses in reports that the mail did not go to. */
  strangers: "AddressesNotMailed",
  /** Complaints of type virus, fraud or auth-failure: about the message, not from a reader. */
  messageComplaints: "MessageComplaints",
  unattributable: "UnattributableComplaints",
  rejects: "RejectedMails",
  renderingFailures: "RenderingFailures",
} as const;

export type FeedbackMetric = (typeof FEEDBACK_METRICS)[keyof typeof FEEDBACK_METRICS];
