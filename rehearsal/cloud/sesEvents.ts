/**
 * Events as SES publishes them for a mail of a configuration set (SES Developer Guide, "Contents of event data that Amazon
 * SES publishes to Amazon SNS"). Each call makes ids of its own, so that two events are never taken for one.
 */
import { randomUUID } from "node:crypto";

/** A mail as SES tells of it in every event. */
export interface SentMail {
  account: string;
  configurationSet: string;
  /** One recipient: then a complaint can have come from nobody else. */
  to: string;
  /** Epoch milliseconds; now when left out. */
  at?: number;
}

/** SES's own id of a message, in SES's form. */
export function newMessageId(): string {
  return `0100019a${randomUUID().slice(8)}-000000`;
}

/** The address bounced for good, as `bounce@simulator.amazonses.com` does (SES Developer Guide, "Using the mailbox simulator"). */
export function hardBounce(mail: SentMail, messageId = newMessageId()): object {
  return bounce(mail, messageId, {
    type: "Permanent",
    subType: "General",
    status: "5.1.1",
    diagnosticCode: "smtp; 550 5.1.1 user unknown",
  });
}

/** The mailbox is full; SES gave up, and may succeed another day. */
export function softBounce(mail: SentMail, messageId = newMessageId()): object {
  return bounce(mail, messageId, {
    type: "Transient",
    subType: "MailboxFull",
    status: "5.2.2",
    diagnosticCode: "smtp; 552 5.2.2 mailbox full",
  });
}

/** SES did not try: the address is on the account's own suppression list. */
export function listedBounce(mail: SentMail, messageId = newMessageId()): object {
  return bounce(mail, messageId, {
    type: "Permanent",
    subType: "OnAccountSuppressionList",
    status: "5.1.1",
    diagnosticCode: "not attempted: on the account's suppression list",
  });
}

/** The reader pressed "spam". */
export function complaint(mail: SentMail, messageId = newMessageId()): object {
  const report = {
    feedbackId: newMessageId(),
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: mail.to }],
    timestamp: iso(mail),
    complaintFeedbackType: "abuse",
  };
  return { eventType: "Complaint", complaint: report, mail: mailOf(mail, messageId) };
}

/** The mailbox is full; SES goes on trying. */
export function deliveryDelay(mail: SentMail, messageId = newMessageId()): object {
  const report = {
    timestamp: iso(mail),
    delayType: "MailboxFull",
    expirationTime: iso(mail, 50_000_000),
    reportingMTA: "a8-21.smtp-out.amazonses.com",
    delayedRecipients: [
      { emailAddress: mail.to, status: "4.2.2", diagnosticCode: "smtp; 452 4.2.2 mailbox full" },
    ],
  };
  return { eventType: "DeliveryDelay", deliveryDelay: report, mail: mailOf(mail, messageId) };
}

export function delivery(mail: SentMail, messageId = newMessageId()): object {
  const report = {
    timestamp: iso(mail),
    processingTimeMillis: 800,
    recipients: [mail.to],
    smtpResponse: "250 2.6.0 queued",
    reportingMTA: "a8-21.smtp-out.amazonses.com",
  };
  return { eventType: "Delivery", delivery: report, mail: mailOf(mail, messageId) };
}

/** SES found a virus and did not send. */
export function reject(mail: SentMail, messageId = newMessageId()): object {
  return { eventType: "Reject", reject: { reason: "Bad content" }, mail: mailOf(mail, messageId) };
}

/** A template lacked data: the mail is lost. */
export function renderingFailure(mail: SentMail, messageId = newMessageId()): object {
  const failure = {
    templateName: "receipt",
    errorMessage: "Attribute 'amount' is not present in the rendering data.",
  };
  return { eventType: "Rendering Failure", failure, mail: mailOf(mail, messageId) };
}

/** The reader left one topic of the contact list by the link in the mail's header. */
export function unsubscription(
  mail: SentMail,
  list: { contactList: string; topic: string },
  messageId = newMessageId(),
): object {
  const preferences = (subscriptionStatus: "OptIn" | "OptOut") => ({
    unsubscribeAll: false,
    topicSubscriptionStatus: [{ topicName: list.topic, subscriptionStatus }],
  });
  const subscription = {
    contactList: list.contactList,
    timestamp: iso(mail),
    source: "UnsubscribeHeader",
    newTopicPreferences: preferences("OptOut"),
    oldTopicPreferences: preferences("OptIn"),
  };
  return { eventType: "Subscription", subscription, mail: mailOf(mail, messageId) };
}

interface BounceFacts {
  type: string;
  subType: string;
  status: string;
  diagnosticCode: string;
}

function bounce(mail: SentMail, messageId: string, facts: BounceFacts): object {
  const { type, subType, status, diagnosticCode } = facts;
  const report = {
    feedbackId: newMessageId(),
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: [{ emailAddress: mail.to, action: "failed", status, diagnosticCode }],
    timestamp: iso(mail),
    reportingMTA: "dns; a8-21.smtp-out.amazonses.com",
  };
  return { eventType: "Bounce", bounce: report, mail: mailOf(mail, messageId) };
}

function mailOf(mail: SentMail, messageId: string): object {
  return {
    timestamp: iso(mail),
    source: "noreply@listbackup.ai",
    sendingAccountId: mail.account,
    messageId,
    destination: [mail.to],
    headersTruncated: false,
    headers: [{ name: "To", value: mail.to }],
    commonHeaders: { to: [mail.to], messageId },
    tags: {
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": [mail.configurationSet],
      "ses:from-domain": ["listbackup.ai"],
    },
  };
}

function iso({ at }: SentMail, laterMs = 0): string {
  return new Date((at ?? Date.now()) + laterMs).toISOString();
}
