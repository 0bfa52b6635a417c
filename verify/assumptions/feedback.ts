import type { Assumption } from "../assumption";
import { feedback } from "../probes/feedback";
import { topicQueues } from "../probes/topicQueues";

export const FEEDBACK: readonly Assumption[] = [
  {
    id: "ses-reaches-topic",
    topic: "Feedback",
    assumed:
      "SES satisfies the topic policy: it tells SNS `aws:SourceAccount`, and as `aws:SourceArn` the configuration set.",
    source: "SES Developer Guide; never tried with this policy.",
    reliedOn: ["iam/feedback.ts", "rehearsal/providers/handlers/eventDestination.ts"],
    settle: feedback,
    otherwise:
      "No feedback arrives at all, and `up` fails at the event destination: loosen `fromSets` (iam/feedback.ts) to what is told.",
  },
  {
    id: "setup-notice",
    topic: "Feedback",
    assumed:
      "The notice that SES publishes when an event destination is made is the one plain text that the reader knows.",
    source: "Seen by users of django-anymail.",
    reliedOn: ["mail/events/envelope.ts"],
    settle: feedback,
    otherwise:
      "Every deployment of a stream leaves a dead letter and an alarm: add the text to mail/events/envelope.ts.",
  },
  {
    id: "event-shapes",
    topic: "Feedback",
    assumed:
      "Bounce, complaint and rendering failure have the documented shape inside an SNS envelope: account, recipient, and the configuration set as a tag.",
    source: 'SES Developer Guide, "Contents of event data"; the rehearsal makes them up from it.',
    reliedOn: ["mail/events/parse.ts", "rehearsal/cloud/sesEvents.ts"],
    settle: feedback,
    otherwise:
      "The evidence names the field: mend its reader in mail/events and rehearsal/cloud/sesEvents.ts, and keep the event as a case in tests/cases.",
  },
  {
    id: "simulator-label",
    topic: "Feedback",
    assumed: "The simulator's feedback repeats the label of `bounce+label@` and `complaint+label@`.",
    source: "SES Developer Guide says that labels work, not what comes back.",
    reliedOn: ["mail/canary.ts", "ops/prove/prove.ts"],
    settle: feedback,
    otherwise:
      "The canary and `ses prove` never see their feedback: tell runs apart by message id (functions/feedback would have to keep it).",
  },
  {
    id: "feedback-in-time",
    topic: "Feedback",
    assumed: "The simulator's feedback comes within two minutes.",
    source: "No source; a rule of this house.",
    reliedOn: ["functions/canary/handler.ts", "ops/prove/prove.ts"],
    settle: feedback,
    otherwise: "Raise `WATCH_MS` (functions/canary/handler.ts), and the canary's time limit with it.",
  },
  {
    id: "rendering-failure",
    topic: "Feedback",
    assumed: "SES takes a mail whose template lacks a value and tells of it by an event alone.",
    source: 'SES Developer Guide, "Send personalized email".',
    reliedOn: ["monitoring/streamAlarms.ts", "docs/runbook.md"],
    settle: feedback,
    otherwise: "Refused at once: the application sees it; the alarm and its page are then not needed.",
  },
  {
    id: "simulator-not-listed",
    topic: "Feedback",
    assumed:
      "SES does not put bounced addresses of the simulator on its suppression list, and answers NotFoundException for an address that is not on it.",
    source: 'SES Developer Guide, "Using the mailbox simulator".',
    reliedOn: ["functions/canary/handler.ts", "ops/suppression/sesList.ts"],
    settle: feedback,
    otherwise:
      "The canary adds two addresses an hour and stream to the account's list: let it use one fixed label and expire by hand.",
  },
  {
    id: "simulator-outside-quota",
    topic: "Feedback",
    assumed:
      "The simulator's mails do not count towards the daily quota, so that the canary leaves the sandbox's 200 alone.",
    source: 'SES Developer Guide, "Using the mailbox simulator".',
    reliedOn: ["functions/canary/handler.ts", "monitoring/accountAlarms.ts"],
    settle: feedback,
    otherwise:
      "Three streams and the canary use 192 of 200 a day: the canary must mail each stream once in six hours while the account is in the sandbox.",
  },
  {
    id: "topic-reaches-queue",
    topic: "Feedback",
    assumed: "SNS satisfies the queue policy: `aws:SourceArn` is the topic.",
    source: "SNS Developer Guide.",
    reliedOn: ["iam/feedback.ts"],
    settle: topicQueues,
    otherwise: "No feedback arrives: loosen `fromTopic` (iam/feedback.ts) to what is told.",
  },
  {
    id: "sns-source-account",
    topic: "Feedback",
    assumed: "SNS tells SQS `aws:SourceAccount` as well.",
    source: "No source, so the policy binds it only where it is told.",
    reliedOn: ["iam/feedback.ts", "docs/architecture.md"],
    settle: topicQueues,
    otherwise:
      "Nothing: it is written for both. When it holds, `StringEqualsIfExists` may become `StringEquals`.",
  },
  {
    id: "topic-dead-letters",
    topic: "Feedback",
    assumed:
      "SNS puts what it cannot deliver into the subscription's dead-letter queue by that queue's policy alone.",
    source:
      'Amazon SNS Developer Guide, "Configuring a dead-letter queue for a subscription"; nobody here has seen it.',
    reliedOn: ["components/feedbackPipeline.ts"],
    settle: topicQueues,
    otherwise:
      "Feedback that SNS cannot deliver is lost: mend the policy of the queue `undelivered` (iam/feedback.ts).",
  },
  {
    id: "subscription-event",
    topic: "Feedback",
    assumed:
      "An unsubscription is an event `Subscription` with the old and new preferences of the contact, and the mail's recipient is the person.",
    source: "SES Developer Guide; code bases disagree on `topicDefaultSubscriptionStatus`.",
    reliedOn: ["mail/events/preferences.ts", "mail/events/subscription.ts"],
    settle: {
      mails: 2,
      minutes: 20,
      needs: "staging deployed with `ownsAccount: true` and live; a verified mailbox",
      steps: [
        "Send the mailbox a mail through `staging-notifications` with `--list-management-options ContactListName=<email.contactListName>,TopicName=notifications`.",
        "Unsubscribe once by the mail program's own button and once, from a second mail, by the page behind the link, there from everything.",
        "`npm run ses -- suppression check <mailbox> --stack staging`, and look into `ses-launch-staging-feedback-failed`.",
      ],
      holdsWhen:
        "The address is suppressed for `notifications`, then for every stream but `transactional`; no dead letter came.",
    },
    otherwise:
      "Keep the dead letter, without the address, as a case in tests/cases/feedback.json, and mend mail/events/preferences.ts.",
  },
  {
    id: "reject-event",
    topic: "Feedback",
    assumed: "A mail with a virus is an event `Reject` about that mail.",
    source: "SES Developer Guide; the simulator has no address for it.",
    reliedOn: ["mail/events/parse.ts"],
    settle: {
      mails: 1,
      minutes: 15,
      needs: "staging deployed; a verified mailbox",
      steps: [
        "Send the mailbox a raw mail through `staging-canary` with the EICAR test file attached, as administrator.",
        "Look into `ses-launch-staging-feedback-failed` and the log of `ses-launch-staging-feedback`.",
      ],
      holdsWhen: "The log tells `rejected-by-ses`, and no dead letter came.",
    },
    otherwise: "Keep the event as a case in tests/cases/feedback.json and mend mail/events/parse.ts.",
  },
];
