import { unwrap } from "./envelope";
import type { BounceEvent, ComplaintEvent, FeedbackEvent, MailFacts, OtherMailEvent } from "./feedbackEvent";
import { isObject } from "./fields";
import type { Fields } from "./fields";
import { readSubscription } from "./preferences";

/** The tag that SES puts on every mail of a configuration set (SES Developer Guide, "Event publishing"). */
const CONFIGURATION_SET_TAG = "ses:configuration-set";

/** Events that change nobody's state: their names (SES Developer Guide, "Contents of event data"), our kinds, the objects that tell when. */
const OTHERS: ReadonlyMap<string, { kind: OtherMailEvent["kind"]; object: string }> = new Map([
  ["Send", { kind: "send", object: "send" }],
  ["Delivery", { kind: "delivery", object: "delivery" }],
  ["DeliveryDelay", { kind: "delivery-delay", object: "deliveryDelay" }],
  ["Reject", { kind: "reject", object: "reject" }],
  ["Rendering Failure", { kind: "rendering-failure", object: "failure" }],
  ["Open", { kind: "open", object: "open" }],
  ["Click", { kind: "click", object: "click" }],
]);

/**
 * Reads one message of the feedback queue, in every shape in which SES reports: event publishing and identity
 * notifications, inside an SNS envelope, an EventBridge event, both, or neither. Fields that it does not know are
 * ignored, and so are headers and subjects.
 *
 * @param body the text of an SQS message, or an event that is parsed already
 * @throws UnreadableEventError for everything that is not such a message, or lacks what tells whom it is about
 */
export function parseFeedback(body: unknown): FeedbackEvent {
  const unwrapped = unwrap(body);
  if ("kind" in unwrapped) return unwrapped;
  const { event, account } = unwrapped;
  const type = event.optionalText("eventType") ?? event.optionalText("notificationType");
  switch (type) {
    case undefined:
      return event.fail("has neither eventType nor notificationType");
    case "AmazonSnsSubscriptionSucceeded":
      return { kind: "setup-notice" };
    case "Bounce":
      return readBounce(event, account);
    case "Complaint":
      return readComplaint(event, account);
    case "Subscription": {
      const subscription = event.object("subscription");
      return { ...readSubscription(subscription), ...readAbout(event, account, subscription) };
    }
    default: {
      const other = OTHERS.get(type);
      const report = other === undefined ? undefined : event.optionalObject(other.object);
      return { kind: other?.kind ?? "unknown", ...readAbout(event, account, report) };
    }
  }
}

function readBounce(event: Fields, account: string | undefined): BounceEvent {
  const bounce = event.object("bounce");
  return {
    kind: "bounce",
    ...readAbout(event, account, bounce),
    feedbackId: bounce.text("feedbackId"),
    bounceType: bounce.text("bounceType"),
    bounceSubType: bounce.optionalText("bounceSubType") ?? "",
    recipients: bounce.objects("bouncedRecipients").map((recipient) => {
      const action = recipient.optionalText("action");
      const status = recipient.optionalText("status");
      return {
        // A line without an address still tells of a delivery that failed.
        emailAddress: recipient.optionalText("emailAddress") ?? "",
        ...(action !== undefined && { action }),
        ...(status !== undefined && { status }),
      };
    }),
  };
}

function readComplaint(event: Fields, account: string | undefined): ComplaintEvent {
  const complaint = event.object("complaint");
  const feedbackType = complaint.optionalText("complaintFeedbackType")?.toLowerCase();
  const subType = complaint.optionalText("complaintSubType");
  return {
    kind: "complaint",
    ...readAbout(event, account, complaint),
    feedbackId: complaint.text("feedbackId"),
    // A line without an address names nobody.
    recipients: complaint
      .objects("complainedRecipients")
      .flatMap((recipient) => recipient.optionalText("emailAddress") ?? []),
    ...(feedbackType !== undefined && { feedbackType }),
    ...(subType !== undefined && { subType }),
  };
}

/** The mail and the instant, which is the report's own; `mail.timestamp` is when the mail was sent. */
function readAbout(
  event: Fields,
  account: string | undefined,
  report: Fields | undefined,
): { mail: MailFacts; at: number } {
  const mail = event.object("mail");
  const sendingAccountId = mail.optionalText("sendingAccountId") ?? account;
  const configurationSet = readConfigurationSet(mail);
  return {
    mail: {
      messageId: mail.text("messageId"),
      destination: mail.texts("destination"),
      ...(sendingAccountId !== undefined && { sendingAccountId }),
      ...(configurationSet !== undefined && { configurationSet }),
    },
    at:
      report?.instant("timestamp") ??
      mail.instant("timestamp") ??
      mail.fail("is not an instant with a time zone", "timestamp"),
  };
}

/** Tags of another shape are passed over: without them a bounce or a complaint is still one. */
function readConfigurationSet(mail: Fields): string | undefined {
  const tags = mail.value("tags");
  const names: unknown = isObject(tags) ? tags[CONFIGURATION_SET_TAG] : undefined;
  const name: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
