/** What a feedback event says of the mail it is about. */
export interface MailFacts {
  /** SES's id of the message. */
  readonly messageId: string;
  /** The account that sent it, 12 digits; absent where the event does not say. */
  readonly sendingAccountId?: string;
  /** Every recipient of the message, as SES wrote them. */
  readonly destination: readonly string[];
  /** The configuration set that the mail named; identity notifications do not tell it. */
  readonly configurationSet?: string;
}

/** One line of a bounce report. Everything but the address is optional in a delivery status notification. */
export interface BouncedRecipient {
  /** As the remote report wrote it: with display name, brackets, forged, or of a forwarding target. */
  readonly emailAddress: string;
  readonly action?: string;
  readonly status?: string;
}

/** A contact's choices on SES's contact list. */
export interface TopicPreferences {
  readonly unsubscribeAll: boolean;
  /** Topic name to whether the contact opted in (true) or out (false). */
  readonly topics: Readonly<Record<string, boolean>>;
}

interface AboutMail {
  readonly mail: MailFacts;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
}

export interface BounceEvent extends AboutMail {
  readonly kind: "bounce";
  readonly feedbackId: string;
  /** Permanent, Transient or Undetermined; SES may add others. */
  readonly bounceType: string;
  readonly bounceSubType: string;
  readonly recipients: readonly BouncedRecipient[];
}

export interface ComplaintEvent extends AboutMail {
  readonly kind: "complaint";
  readonly feedbackId: string;
  /** Possible complainers, as SES wrote them; empty where the report names nobody. */
  readonly recipients: readonly string[];
  /** Lower case: abuse, auth-failure, fraud, not-spam, other, virus; absent where the report does not tell. */
  readonly feedbackType?: string;
  /** `OnAccountSuppressionList` when SES held the mail back for an earlier complaint. */
  readonly subType?: string;
}

export interface SubscriptionEvent extends AboutMail {
  readonly kind: "subscription";
  readonly contactList: string;
  readonly before: TopicPreferences;
  readonly after: TopicPreferences;
}

/** Events about a mail that change nobody's state. */
export interface OtherMailEvent extends AboutMail {
  readonly kind:
    | "send"
    | "delivery"
    | "delivery-delay"
    | "reject"
    | "rendering-failure"
    | "open"
    | "click"
    /** A type that this program does not know yet. */
    | "unknown";
}

/** A message that SES or EventBridge puts on the same path and that is not about a mail. */
export interface NotAboutMail {
  readonly kind: "setup-notice" | "account-event";
}

export type MailEvent = BounceEvent | ComplaintEvent | SubscriptionEvent | OtherMailEvent;

/** Every shape in which SES reports, as one type. */
export type FeedbackEvent = MailEvent | NotAboutMail;
