/** What is wrong with a part of an event. Fixed words only, so that no content of the event can slip in. */
export type EventFault =
  | "is not JSON"
  | "is missing"
  | "is not an object"
  | "is not text"
  | "is not true or false"
  | "is not a list of objects"
  | "is not a list of strings"
  | "is not an SNS notification"
  | "has neither eventType nor notificationType"
  | "is not a known subscription status"
  | "is not an instant with a time zone";

/**
 * A message that should tell of feedback and cannot be read. It may hide a complaint, so it must be kept and looked at;
 * a retry does not help. Its text names the fault and the place, never what stands there: errors are logged.
 */
export class UnreadableEventError extends Error {
  override readonly name = "UnreadableEventError";

  /**
   * @param path place in the message: `$` is the queue's message, and what is JSON in a string is walked through like
   * an object (`$.Message.mail.destination`)
   */
  constructor(
    readonly path: string,
    readonly fault: EventFault,
  ) {
    super(`Cannot read the feedback event: ${path} ${fault}.`);
  }
}
