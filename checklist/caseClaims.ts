import { type CaseFacts, type Need, signatureOf } from "./caseFacts";
import { day, list, number, templateWords } from "./caseWords";

/** What the reviewer wants to know (SES Developer Guide, "Request production access"), and who asks. */
export const SUBJECTS = ["company", "addresses", "feedback", "opt-out", "volume", "authentication"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One thing that the case text says, and what must hold for it to be said. */
export interface Claim {
  readonly subject: Subject;
  /** What it is about, for the list of what was left out. */
  readonly about: string;
  readonly needs: readonly Need[];
  /** Whole sentences. Only called when every need is met. */
  readonly says: (facts: CaseFacts) => string;
  /** The same as a line of the support case's list of measures, where it is one. */
  readonly measure?: string;
}

const signed = (need: Parameters<typeof signatureOf>[0], facts: CaseFacts): string => {
  const signature = signatureOf(need, facts);
  return signature ? ` (confirmed by ${signature.by}, ${day(signature.on)})` : "";
};

const namesOf = (
  facts: CaseFacts,
  wanted: (template: CaseFacts["deployed"]["templates"][number]) => boolean,
) => list(facts.deployed.templates.filter(wanted).map(({ name }) => templateWords(name)));

/** Everything that can be said, in order. What a claim says is true wherever its needs are met. */
export const CLAIMS: readonly Claim[] = [
  {
    subject: "company",
    about: "what the company offers",
    needs: ["company.service"],
    says: ({ company: { name, website, service = "" } }) => `${name} (${website}) is ${service}.`,
  },
  {
    subject: "company",
    about: "which mails are sent",
    needs: ["deployed templates"],
    says: (facts) => {
      const streams = [...new Set(facts.deployed.templates.map(({ stream }) => stream))];
      const each = streams.map((name) => `${name} (${namesOf(facts, ({ stream }) => stream === name)})`);
      return `Our customers get these kinds of mail from us, each through a configuration set of its own: ${list(each)}.`;
    },
  },
  {
    subject: "addresses",
    about: "that every recipient asked for the mail",
    needs: ["attestations.recipientsOptIn"],
    says: (facts) =>
      `Everybody we mail has opted in: an address is mailed only after its owner asked for our mail${signed("attestations.recipientsOptIn", facts)}.`,
    measure: "All recipients explicitly opt in to our service",
  },
  {
    subject: "addresses",
    about: "double opt-in for marketing",
    needs: ["attestations.marketingDoubleOptIn"],
    says: (facts) =>
      `Marketing mail, should we ever send any, goes only to addresses that were confirmed by double opt-in${signed("attestations.marketingDoubleOptIn", facts)}.`,
    measure: "Double opt-in is required for all marketing communications",
  },
  {
    subject: "feedback",
    about: "how bounces are handled",
    needs: ["bounce-handling"],
    says: () =>
      "Amazon SES publishes the bounces of all our mail to an SNS topic; a queue and a Lambda function behind it put the address of every permanent bounce on our suppression list automatically. A report that cannot be processed waits in a dead-letter queue and is not lost.",
    measure: "Automated bounce handling via SNS",
  },
  {
    subject: "feedback",
    about: "how complaints are handled",
    needs: ["complaint-handling"],
    says: () =>
      "Complaints are handled automatically too: one complaint puts the address on our suppression list at once, for every kind of mail.",
    measure: "Automated complaint handling via SNS; a complaint suppresses the address at once",
  },
  {
    subject: "feedback",
    about: "the suppression list",
    needs: ["suppression-store"],
    says: () =>
      "The suppression list is kept in DynamoDB with point-in-time recovery, and each configuration set uses SES's own suppression list for bounces and complaints as well.",
    measure: "Suppression list maintained in DynamoDB, beside SES's own",
  },
  {
    subject: "feedback",
    about: "monitoring",
    needs: ["monitoring"],
    says: () =>
      "CloudWatch alarms reach a person when the bounce rate comes to 5% or the complaint rate to 0.1%, or earlier, and also when a report of SES could not be processed or none of our test mails is reported back.",
    measure: "CloudWatch monitoring for bounce and complaint rates",
  },
  {
    subject: "feedback",
    about: "the test with the mailbox simulator",
    needs: ["test-emails"],
    says: ({ evidence }) =>
      `We tested this${evidence ? ` on ${day(evidence.provenAt)}` : ""}: a bounce and a complaint of the SES mailbox simulator came through to the suppression list.`,
    measure: "Bounces and complaints of the SES mailbox simulator were seen at the end of the pipeline",
  },
  {
    subject: "feedback",
    about: "that no mail goes round the monitoring",
    needs: ["unnamed-closed"],
    says: () => "Mail that names no configuration set is refused, so nothing leaves without this monitoring.",
  },
  {
    subject: "opt-out",
    about: "the unsubscribe link",
    needs: ["templates-reviewed", "deployed notifications"],
    says: (facts) =>
      `Notifications (${namesOf(facts, ({ kind }) => kind === "notification")}) carry an unsubscribe link to the preference page of SES, where people leave one topic or all of them.`,
    measure: "Unsubscribe links in every notification",
  },
  {
    subject: "opt-out",
    about: "what an opt-out does",
    needs: ["suppression-store", "bounce-handling", "deployed notifications"],
    says: () =>
      "An opt-out is reported to us by the same path as a bounce and stands on our suppression list for that kind of mail.",
  },
  {
    subject: "opt-out",
    about: "mail that nobody can unsubscribe from",
    needs: ["templates-reviewed", "deployed transactional"],
    says: (facts) =>
      `Mail that somebody asked for or cannot do without (${namesOf(facts, ({ kind }) => kind === "transactional")}) has no such link: it says why it was sent, and leads to the notification settings.`,
    measure: "Every transactional mail says why it was sent and links to the notification settings",
  },
  {
    subject: "opt-out",
    about: "the postal address",
    needs: ["templates-reviewed", "company.postalAddress"],
    says: () => "Every mail names our postal address.",
    measure: "Physical address in the footer of every mail",
  },
  {
    subject: "volume",
    about: "the expected volume",
    needs: [],
    says: ({ volume: { expectedPerDay, peakPerHour, targetPerDay } }) =>
      `We expect ${number(expectedPerDay.min)} to ${number(expectedPerDay.max)} mails a day at the start, with at most ${number(peakPerHour)} in the busiest hour. Our growth plan reaches ${number(targetPerDay)} a day.`,
  },
  {
    subject: "volume",
    about: "how the volume was estimated",
    needs: ["volume.basis"],
    says: ({ volume: { basis = "" } }) => basis,
  },
  {
    subject: "authentication",
    about: "the verified domain",
    needs: ["domain-verified"],
    says: ({ domain, fromAddress }) =>
      `All mail comes from ${fromAddress}; the domain ${domain} is verified in SES.`,
  },
  {
    subject: "authentication",
    about: "DKIM",
    needs: ["dkim-verified"],
    says: () => "Mail is signed with Easy DKIM (2048 bits).",
    measure: "DKIM configured and verified",
  },
  {
    subject: "authentication",
    about: "SPF",
    needs: ["spf-includes-ses"],
    says: () => "A MAIL FROM domain of our own has the SPF record for SES.",
    measure: "SPF configured, on a MAIL FROM domain of our own",
  },
  {
    subject: "authentication",
    about: "DMARC",
    needs: ["dmarc-published"],
    says: () => "A DMARC record is published.",
    measure: "DMARC configured",
  },
  {
    subject: "authentication",
    about: "the test with a real mailbox",
    needs: ["test-emails"],
    says: ({ evidence }) =>
      `A test mail passed SPF, DKIM and DMARC at a real mailbox${evidence?.inbox ? ` (${evidence.inbox.provider})` : ""}.`,
  },
  {
    subject: "authentication",
    about: "the review of the templates",
    needs: ["templates-reviewed", "attestations.templatesApproved"],
    says: (facts) =>
      `Each template is checked against compliance rules and was read and approved by a person before it is used; one that changes has to be approved again${signed("attestations.templatesApproved", facts)}.`,
    measure: "Every email template is reviewed and approved, again after each change",
  },
];
