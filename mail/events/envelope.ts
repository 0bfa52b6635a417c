import { Fields } from "./fields";
import type { NotAboutMail } from "./feedbackEvent";
import { UnreadableEventError } from "./unreadableEvent";

/** What SES publishes, as plain text, when an event destination with a topic is created (seen by the users of django-anymail). */
const TOPIC_VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing.";

/** What SES itself wrote, out of whatever it came in. */
export interface Unwrapped {
  readonly event: Fields;
  /** Account that EventBridge names on its own envelope. */
  readonly account: string | undefined;
}

/**
 * Takes off the envelopes of SNS ("Amazon SNS message formats", SNS Developer Guide) and EventBridge ("Events from AWS
 * services", EventBridge User Guide), the one inside the other too.
 *
 * @throws UnreadableEventError
 */
export function unwrap(body: unknown): Unwrapped | NotAboutMail {
  if (isNotice(body)) return { kind: "setup-notice" };
  const outer = readObject(body, "$");
  if (!outer.has("Type")) return unwrapEventBridge(outer);
  if (outer.text("Type") !== "Notification") outer.fail("is not an SNS notification", "Type");
  const message = outer.text("Message");
  if (isNotice(message)) return { kind: "setup-notice" };
  return unwrapEventBridge(readObject(message, outer.pathOf("Message")));
}

function unwrapEventBridge(outer: Fields): Unwrapped | NotAboutMail {
  if (!outer.has("detail-type")) return { event: outer, account: undefined };
  const event = outer.object("detail");
  // Advisor recommendations and changes of the account's sending status come by the same rule (EventBridge, aws.ses).
  const aboutMail = event.has("eventType") || event.has("notificationType") || event.has("mail");
  if (!aboutMail && outer.optionalText("source") === "aws.ses") return { kind: "account-event" };
  return { event, account: outer.optionalText("account") };
}

function isNotice(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(TOPIC_VALIDATED) && value.trim() === TOPIC_VALIDATED;
}

function readObject(value: unknown, path: string): Fields {
  return new Fields(typeof value === "string" ? parseJson(value, path) : value, path);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not kept as the cause: the message of a SyntaxError quotes the text.
    if (error instanceof SyntaxError) throw new UnreadableEventError(path, "is not JSON");
    throw error;
  }
}
