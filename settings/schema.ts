import { z } from "zod";
import { type FeedbackKeyChoice, topicKeyProblem } from "../iam/topicKey";
import { DMARC_POLICIES } from "../mail/dmarcStages";
import { CANARY, CLOSED } from "../mail/streams";
import {
  calendarDay,
  domainName,
  emailAddress,
  flag,
  httpsAddress,
  noted,
  recipientPattern,
  webAddress,
} from "./fields";
import { productionAccess } from "./productionAccess";
import { sendingQuota } from "./sendingQuota";
import { stream } from "./stream";

/** The namespace of the keys in `Pulumi.<stack>.yaml`; it is the project's name. */
export const NAMESPACE = "ses-launch";

export const LAUNCH_STAGES = ["prepare", "request", "live"] as const;

/** Stream names that the program keeps for itself. */
export const RESERVED_STREAMS = [CANARY, CLOSED];

const oneOf = (values: readonly string[]) => `one of ${values.join(", ")}`;
const count = (description: string) => noted(z.int().min(1), description, "a whole number, 1 or more");
const recordId = z.string().regex(/^[0-9a-f]{32}$/);
const idNote = "32 hexadecimal digits";

const volume = z.strictObject({
  expectedPerDay: noted(
    z.strictObject({ min: z.int().min(1), max: z.int().min(1) }),
    "Mails a day at the start, from and to.",
    "{min, max}, whole numbers, 1 or more",
  ),
  peakPerHour: count("Mails in the busiest hour."),
  targetPerDay: count("Mails a day that the growth plan reaches; held against what AWS allows."),
  basis: noted(
    z.string().trim().min(1).max(600),
    "How these figures were estimated, in whole sentences for AWS's reviewer.",
    "1 to 600 characters",
  ).optional(),
});

const signature = (claim: string) =>
  noted(
    z.strictObject({ by: z.string().min(1), on: calendarDay }),
    `Who vouches that ${claim}, and since when.`,
    "{by: a name, on: a day as 2026-11-25}",
  ).optional();

const adopt = z.strictObject({
  closedSet: flag("Adopt the closed default configuration set, left by an `up` that was killed.").default(
    false,
  ),
  identity: flag("Adopt the domain's identity, made elsewhere.").default(false),
  mailFrom: flag("Adopt the identity's MAIL FROM attributes.").default(false),
  records: noted(
    z.record(z.string(), recordId),
    "Adopt DNS records: the record's key (`dmarc`, `dkim-0`, …) and its id at the DNS host.",
    `a map of record key to ${idNote}`,
  ).default({}),
  resources: noted(
    z.record(z.string(), z.string().min(1)),
    "Adopt anything else that an `up` that was killed left behind: its name in the preview and its id at AWS.",
    "a map of resource name to id",
  ).default({}),
});

const dmarc = z.strictObject({
  policy: noted(
    z.enum(DMARC_POLICIES),
    "What receivers do with mail that fails.",
    oneOf(DMARC_POLICIES),
  ).default("none"),
  testing: flag("Ask receivers to report but not yet act (`t=y`).").default(false),
  reports: noted(
    z.array(emailAddress).max(10),
    "Where aggregate reports go (`rua`).",
    "a list of up to 10 addresses",
  ).default([]),
  observedSince: noted(
    calendarDay,
    "Since when somebody has read the reports: 14 days before `quarantine`, 28 before `reject`.",
    "a day as 2026-11-25",
  ).optional(),
  reportZones: noted(
    z.record(domainName, recordId),
    "Zones of other organisations' domains that receive reports and that this Cloudflare token may write.",
    `a map of zone name to zone id (${idNote})`,
  ).default({}),
});

/** Every setting of the program: the only list of what `Pulumi.<stack>.yaml` may say. */
export const settingsSchema = z.strictObject({
  domain: noted(domainName, "The domain that mail is sent from; its SES identity.", "a domain name"),
  fromAddress: noted(emailAddress, "The From address of all mail.", "an address at `domain`"),
  mailFromSubdomain: noted(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
      .max(63),
    "Label of the MAIL FROM domain below `domain`; nothing else may send or receive there.",
    "one label of a-z, 0-9 and -",
  ).default("bounce"),
  behaviorOnMxFailure: noted(
    z.enum(["USE_DEFAULT_VALUE", "REJECT_MESSAGE"]),
    "When the MAIL FROM MX is missing: send under amazonses.com, still DKIM-aligned, or refuse the mail.",
    "USE_DEFAULT_VALUE or REJECT_MESSAGE",
  ).default("USE_DEFAULT_VALUE"),
  cloudflare: z.strictObject({
    zone: noted(domainName, "The Cloudflare zone that holds `domain`.", "a domain name"),
    zoneId: noted(recordId, "Its id, on the zone's overview page.", idNote),
  }),
  dmarc: dmarc.prefault({}),
  apexSpf: flag(
    "Merge `include:amazonses.com` into the SPF record of `domain` itself; SES does not need it.",
  ).default(false),
  launchStage: noted(z.enum(LAUNCH_STAGES), "How far this stack is.", oneOf(LAUNCH_STAGES)).default(
    "prepare",
  ),
  accountId: noted(
    z.string().regex(/^\d{12}$/),
    "The AWS account of this stack; credentials of another are refused.",
    'the 12 digits, quoted: "123456789012"',
  ),
  ownsAccount: flag("This one stack also manages what an account has once per Region.").default(false),
  allowedRecipients: noted(
    z.array(recipientPattern).min(1),
    "Restricted recipients: applications may mail only these.",
    "a list of `*@domain` or whole addresses, lower case",
    "personal",
  ).optional(),
  sandboxRecipients: noted(
    z.array(emailAddress),
    "Addresses that the sandbox may mail; each gets a verification mail from SES.",
    "a list of addresses",
    "personal",
  ).default([]),
  streams: noted(
    z.record(z.string().regex(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/), stream),
    "The kinds of mail, each with a configuration set of its own.",
    "a map of names of 1 to 20 a-z, 0-9 and -",
  ),
  volume,
  company: z.strictObject({
    name: noted(z.string().min(1).max(200), "The company's name.", "1 to 200 characters"),
    service: noted(
      z.string().trim().min(1).max(200),
      'What it offers, as the words after "is"; AWS\'s reviewer reads it.',
      "1 to 200 characters",
    ).optional(),
    website: noted(
      webAddress,
      "Its website; AWS's reviewer looks at it.",
      "an http or https address of up to 1,000 characters",
    ),
    postalAddress: noted(
      z.string().min(10).max(500),
      "Printed in the footer of every mail; needed beyond `prepare`.",
      "10 to 500 characters",
    ).optional(),
    contact: noted(emailAddress, "Whom AWS answers.", "an address"),
  }),
  productionAccess: productionAccess.prefault({}),
  sendingQuota: sendingQuota.prefault({}),
  // What no machine can prove; each becomes part of the case text only when somebody signs it.
  attestations: z
    .strictObject({
      recipientsOptIn: signature("every recipient asked for the mail"),
      marketingDoubleOptIn: signature("marketing mail goes only to double opt-in addresses"),
      templatesApproved: signature("the templates were read and approved"),
    })
    .prefault({}),
  alarmEmails: noted(
    z.array(emailAddress),
    "Who hears of alarms; needed beyond `prepare`.",
    "a list of addresses",
    "personal",
  ).default([]),
  webhooks: noted(
    z.array(httpsAddress),
    "HTTPS endpoints that also receive feedback events.",
    "a list of https addresses, set with --secret",
    "secret",
  ).default([]),
  feedbackKey: noted(
    z.string().transform((choice, context) => {
      const problem = topicKeyProblem(choice);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
      return choice as FeedbackKeyChoice;
    }),
    "Encrypt the feedback topic, its queues and the suppression table with a customer-managed key.",
    "none or create",
  ).default("none"),
  adopt: adopt.prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export type LaunchStage = Settings["launchStage"];
