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
  const bounce = {
    feedbackId: newMessageId(),
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [
      {
        emailAddress: mail.to,
        action: "failed",
        status: "5.1.1",
        diagnosticCode: "smtp; 550 5.1.1 user unknown",
      },
    ],
    timestamp: iso(mail),
    reportingMTA: "dns; a8-21.smtp-out.amazonses.com",
  };
  return { eventType: "Bounce", bounce, mail: mailOf(mail, messageId) };
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

function iso({ at }: SentMail): string {
  return new Date(at ?? Date.now()).toISOString();
}
