/** A stack file that somebody got wrong, and every word of the answer. */
export interface Refusal {
  when: string;
  /** Which stack file it is; prod where nothing is said. */
  stack?: "prod" | "staging";
  /** What is written instead of the repository's own; `undefined` takes a key out. */
  changes: Readonly<Record<string, unknown>>;
  /** Keys that are stored encrypted. */
  secretKeys?: readonly string[];
  /** Every problem, in full and in order. */
  problems: readonly string[];
}

export const REFUSALS: readonly Refusal[] = [
  {
    when: "account and zone id are not set yet",
    changes: { "ses-launch:accountId": undefined, "ses-launch:cloudflare": { zone: "listbackup.ai" } },
    problems: [
      "ses-launch:cloudflare.zoneId is missing: expected 32 hexadecimal digits",
      'ses-launch:accountId is missing: expected the 12 digits, quoted: "123456789012"',
    ],
  },
  {
    when: "every key that must be set is missing",
    changes: {
      "ses-launch:domain": undefined,
      "ses-launch:fromAddress": undefined,
      "ses-launch:cloudflare": undefined,
      "ses-launch:accountId": undefined,
      "ses-launch:streams": undefined,
      "ses-launch:volume": undefined,
      "ses-launch:company": undefined,
    },
    problems: [
      "ses-launch:domain is missing: expected a domain name",
      "ses-launch:fromAddress is missing: expected an address at `domain`",
      "ses-launch:cloudflare is missing: expected a map of zone, zoneId",
      'ses-launch:accountId is missing: expected the 12 digits, quoted: "123456789012"',
      "ses-launch:streams is missing: expected a map of names of 1 to 20 a-z, 0-9 and -",
      "ses-launch:volume is missing: expected a map of expectedPerDay, peakPerHour, targetPerDay, basis",
      "ses-launch:company is missing: expected a map of name, service, website, postalAddress, contact",
    ],
  },
  {
    when: "an unknown key close to a known one",
    changes: { "ses-launch:formAddress": "x" },
    problems: ["ses-launch:formAddress is not a setting: did you mean fromAddress?"],
  },
  {
    when: "an unknown key close to none",
    changes: { "ses-launch:frobnicate": "x" },
    problems: [
      "ses-launch:frobnicate is not a setting: known are domain, fromAddress, mailFromSubdomain, behaviorOnMxFailure, cloudflare, dmarc, apexSpf, launchStage, accountId, ownsAccount, allowedRecipients, sandboxRecipients, streams, volume, company, productionAccess, sendingQuota, attestations, alarmEmails, webhooks, feedbackKey, adopt",
    ],
  },
  {
    when: "an unknown key inside a map",
    changes: {
      "ses-launch:dmarc": { polciy: "none" },
      "ses-launch:volume": {
        expectedPerDay: { min: 5000, max: 10000 },
        peakPerHour: 1000,
        targetPerDay: 50000,
        peakPerHuor: 3,
      },
    },
    problems: [
      "ses-launch:dmarc.polciy is not a setting: did you mean policy?",
      "ses-launch:volume.peakPerHuor is not a setting: did you mean peakPerHour?",
    ],
  },
  {
    when: "an unknown key inside a stream",
    changes: { "ses-launch:streams": { alerts: { Raw: true } } },
    problems: ["ses-launch:streams.alerts.Raw is not a setting: did you mean raw?"],
  },
  {
    when: "a stream is both paused and released",
    changes: {
      "ses-launch:streams": {
        alerts: {
          paused: { at: "2026-11-25T10:00:00Z", reason: "old list" },
          release: { pausedAt: "2026-11-25T10:00:00Z", reason: "mended", by: "A Person" },
        },
      },
    },
    problems: [
      "ses-launch:streams.alerts has both paused and release: paused keeps the stream off, release brings it back; name one",
    ],
  },
  {
    when: "a pause has no instant, and a release nobody who answers for it",
    changes: {
      "ses-launch:streams": {
        alerts: { paused: { at: "yesterday", reason: "old list" } },
        notifications: { release: { pausedAt: "2026-11-25T10:00:00Z", reason: "mended" } },
      },
    },
    problems: [
      'ses-launch:streams.alerts.paused.at is "yesterday": expected {at: an instant as 2026-11-25T10:00:00Z, reason: 1 to 500 characters}',
      "ses-launch:streams.notifications.release.by is missing: expected {pausedAt: an instant as 2026-11-25T10:00:00Z, reason: 1 to 500 characters, by: a name}",
    ],
  },
  {
    when: "domain has one label",
    changes: { "ses-launch:domain": "listbackup" },
    problems: [
      'ses-launch:domain is refused: "listbackup" is not a usable domain name: it has a single label. Allowed: at least two labels of 1 to 63 letters, digits and inner hyphens, separated by dots, 253 characters in all, such as mail.example.com.',
    ],
  },
  {
    when: "domain is a URL",
    changes: { "ses-launch:domain": "https://listbackup.ai" },
    problems: [
      'ses-launch:domain is refused: "https://listbackup.ai" is not a usable domain name: it contains a character that no domain name has (a URL or an address?). Allowed: at least two labels of 1 to 63 letters, digits and inner hyphens, separated by dots, 253 characters in all, such as mail.example.com.',
    ],
  },
  {
    when: "domain lies outside the zone",
    changes: { "ses-launch:domain": "listbackup.io", "ses-launch:fromAddress": "noreply@listbackup.io" },
    problems: [
      'ses-launch:cloudflare.zone is "listbackup.ai", which does not hold domain "listbackup.io": name the zone that does',
    ],
  },
  {
    when: "fromAddress is at another domain",
    changes: { "ses-launch:fromAddress": "noreply@example.com" },
    problems: [
      'ses-launch:fromAddress is "noreply@example.com": an address at domain "listbackup.ai" is needed, or DKIM cannot align',
    ],
  },
  {
    when: "fromAddress is no address",
    changes: { "ses-launch:fromAddress": "noreply" },
    problems: [
      'ses-launch:fromAddress is "noreply": expected an address at `domain` (Not a usable e-mail address: no local part and domain. Wanted: one address such as user@example.com.)',
    ],
  },
  {
    when: "mailFromSubdomain is a whole domain",
    changes: { "ses-launch:mailFromSubdomain": "bounce.listbackup.ai" },
    problems: [
      'ses-launch:mailFromSubdomain is "bounce.listbackup.ai": expected one label of a-z, 0-9 and -',
    ],
  },
  {
    when: "behaviorOnMxFailure is no value of SES's",
    changes: { "ses-launch:behaviorOnMxFailure": "REJECT" },
    problems: ['ses-launch:behaviorOnMxFailure is "REJECT": expected USE_DEFAULT_VALUE or REJECT_MESSAGE'],
  },
  {
    when: "cloudflare.zoneId is no id",
    changes: { "ses-launch:cloudflare": { zone: "listbackup.ai", zoneId: "abc" } },
    problems: ['ses-launch:cloudflare.zoneId is "abc": expected 32 hexadecimal digits'],
  },
  {
    when: "accountId is too short",
    changes: { "ses-launch:accountId": "1234" },
    problems: ['ses-launch:accountId is "1234": expected the 12 digits, quoted: "123456789012"'],
  },
  {
    when: "launchStage is none",
    changes: { "ses-launch:launchStage": "production" },
    problems: ['ses-launch:launchStage is "production": expected one of prepare, request, live'],
  },
  {
    when: "a flag is no boolean",
    changes: { "ses-launch:ownsAccount": "yes" },
    problems: ['ses-launch:ownsAccount is "yes": expected true or false'],
  },
  {
    when: "a map is a word",
    changes: { "ses-launch:dmarc": "none" },
    problems: [
      'ses-launch:dmarc is "none": expected a map of policy, testing, reports, observedSince, reportZones',
    ],
  },
  {
    when: "dmarc.policy is misspelt",
    changes: { "ses-launch:dmarc": { policy: "rejct" } },
    problems: ['ses-launch:dmarc.policy is "rejct": expected one of none, quarantine, reject'],
  },
  {
    when: "dmarc.policy enforces while nobody gets reports",
    changes: { "ses-launch:dmarc": { policy: "quarantine" } },
    problems: [
      'ses-launch:dmarc.policy is "quarantine": p=quarantine needs an address for reports: without them nobody sees which real mail it throws away. (dmarc.reports, dmarc.observedSince)',
      'ses-launch:dmarc.policy is "quarantine": p=quarantine needs 14 days of reports: say since when they are read. (dmarc.reports, dmarc.observedSince)',
    ],
  },
  {
    when: "dmarc.policy enforces too soon",
    changes: {
      "ses-launch:dmarc": { policy: "reject", reports: ["admin@listbackup.ai"], observedSince: "2026-11-15" },
    },
    problems: [
      'ses-launch:dmarc.policy is "reject": p=reject needs 28 days of reports, there are 10: allowed from 2026-12-13. (dmarc.reports, dmarc.observedSince)',
    ],
  },
  {
    when: "dmarc.observedSince is no day of the calendar",
    changes: {
      "ses-launch:dmarc": { policy: "reject", reports: ["admin@listbackup.ai"], observedSince: "2026-02-30" },
    },
    problems: ['ses-launch:dmarc.observedSince is "2026-02-30": expected a day as 2026-11-25'],
  },
  {
    when: "dmarc.reports holds no address",
    changes: { "ses-launch:dmarc": { reports: ["admin"] } },
    problems: [
      'ses-launch:dmarc.reports[0] is "admin": expected a list of up to 10 addresses (Not a usable e-mail address: no local part and domain. Wanted: one address such as user@example.com.)',
    ],
  },
  {
    when: "allowedRecipients is empty and would restrict nothing",
    changes: { "ses-launch:allowedRecipients": [] },
    problems: [
      "ses-launch:allowedRecipients is empty: expected a list of `*@domain` or whole addresses, lower case",
    ],
  },
  {
    when: "allowedRecipients holds patterns that IAM would read otherwise",
    changes: {
      "ses-launch:allowedRecipients": ["*@Example.com", "a@b.example*", "*", "someone@partner.example"],
    },
    problems: [
      'ses-launch:allowedRecipients[0] is "…@Example.com": expected a list of `*@domain` or whole addresses, lower case (it must be lower case: IAM compares with case)',
      'ses-launch:allowedRecipients[1] is "…@b.example*": expected a list of `*@domain` or whole addresses, lower case (it must not end in *: that lets every longer domain through)',
      'ses-launch:allowedRecipients[2] is "…*": expected a list of `*@domain` or whole addresses, lower case (it must not end in *: that lets every longer domain through)',
    ],
  },
  {
    when: "a sandbox recipient may not be mailed",
    stack: "staging",
    changes: { "ses-launch:sandboxRecipients": ["someone@partner.example"] },
    problems: [
      'ses-launch:sandboxRecipients[0] is at "partner.example" and matches no pattern of allowedRecipients: it could never be mailed',
    ],
  },
  {
    when: "a sandbox recipient is no address",
    changes: { "ses-launch:sandboxRecipients": ["someone@@partner.example"] },
    problems: [
      'ses-launch:sandboxRecipients[0] is "…@partner.example": expected a list of addresses (Not a usable e-mail address: local part not allowed. Wanted: one address such as user@example.com.)',
    ],
  },
  {
    when: "a restricted stack asks for production access",
    stack: "staging",
    changes: {
      "ses-launch:launchStage": "request",
      "ses-launch:company": {
        name: "ListBackup.ai",
        website: "https://listbackup.ai",
        contact: "admin@listbackup.ai",
        postalAddress: "1 Main Street, Springfield",
      },
    },
    problems: [
      'ses-launch:launchStage is "request": a stack with allowedRecipients stays in the sandbox and goes from prepare to live without a request',
    ],
  },
  {
    when: "a restricted stack allows raw mail",
    stack: "staging",
    changes: { "ses-launch:streams": { alerts: { raw: true } } },
    problems: [
      "ses-launch:streams.alerts.raw is true: not beside allowedRecipients, because raw mail names its recipients where the restriction may not look",
    ],
  },
  {
    when: "a topic lets people unsubscribe from what they cannot do without",
    changes: {
      "ses-launch:streams": {
        transactional: { topic: { displayName: "Account mail", description: "Password resets" } },
        alerts: {},
      },
    },
    problems: [
      "ses-launch:streams.transactional.topic is set: SES's page offers to unsubscribe from every topic, and nobody may lose password resets and MFA codes that way",
    ],
  },
  {
    when: "a topic is incomplete",
    changes: { "ses-launch:streams": { notifications: { topic: { displayName: "News" } } } },
    problems: [
      "ses-launch:streams.notifications.topic.description is missing: expected {displayName, description}, up to 128 and 500 characters",
    ],
  },
  {
    when: "there are more topics than a contact list holds",
    changes: {
      "ses-launch:streams": Object.fromEntries(
        Array.from({ length: 21 }, (_, index) => [
          `news-${index}`,
          { topic: { displayName: "News", description: "News" } },
        ]),
      ),
    },
    problems: ["ses-launch:streams has 21 streams with a topic: SES's contact list holds 20"],
  },
  {
    when: "so many recipients are allowed that no policy can name them",
    stack: "staging",
    changes: {
      "ses-launch:allowedRecipients": [
        "*@listbackup.ai",
        ...Array.from({ length: 60 }, (_, index) => `somebody.${index}@partner.example.com`),
      ],
    },
    problems: [
      "ses-launch:allowedRecipients has 61 entries, which make a send policy of 7468 characters: IAM takes 6144; name domains as *@domain",
    ],
  },
  {
    when: "the feedback topic should use the AWS managed key",
    changes: { "ses-launch:feedbackKey": "alias/aws/sns" },
    problems: [
      'ses-launch:feedbackKey is "alias/aws/sns": expected none or create (the policy of the AWS managed key alias/aws/sns cannot be edited, so ses.amazonaws.com cannot publish to a topic that it encrypts: "create" makes a customer-managed key that grants kms:GenerateDataKey* and kms:Decrypt to ses.amazonaws.com; "none" leaves the topic without a key)',
    ],
  },
  {
    when: "the feedback topic should use a key of somebody else",
    changes: { "ses-launch:feedbackKey": "arn:aws:kms:us-east-1:123456789012:key/1" },
    problems: [
      'ses-launch:feedbackKey is "arn:aws:kms:us-east-1:123456789012:key/1": expected none or create (keys of somebody else are not used, because their policy cannot be checked here: "create" makes a customer-managed key that grants kms:GenerateDataKey* and kms:Decrypt to ses.amazonaws.com; "none" leaves the topic without a key)',
    ],
  },
  {
    when: "streams have names that do not fit",
    changes: { "ses-launch:streams": { canary: {}, "Alerts!": {}, closed: {} } },
    problems: [
      "ses-launch:streams.Alerts! is a name that does not fit: expected a map of names of 1 to 20 a-z, 0-9 and -",
    ],
  },
  {
    when: "there is no stream",
    changes: { "ses-launch:streams": {} },
    problems: ["ses-launch:streams is empty: name at least one stream"],
  },
  {
    when: "a stream's delivery time is below SES's least",
    changes: { "ses-launch:streams": { alerts: { maxDeliverySeconds: 60 } } },
    problems: [
      "ses-launch:streams.alerts.maxDeliverySeconds is 60: expected a whole number of seconds, 300 to 50,400",
    ],
  },
  {
    when: "volume contradicts itself",
    changes: {
      "ses-launch:volume": {
        expectedPerDay: { min: 20000, max: 10000 },
        peakPerHour: 200,
        targetPerDay: 5000,
      },
    },
    problems: [
      "ses-launch:volume.expectedPerDay runs from 20000 to 10000: min must not exceed max",
      "ses-launch:volume.peakPerHour is 200: 24 such hours do not reach the day's 10000 (expectedPerDay.max)",
      "ses-launch:volume.targetPerDay is 5000: the target must not be below expectedPerDay.max, 10000",
    ],
  },
  {
    when: "volume.peakPerHour exceeds the day",
    changes: {
      "ses-launch:volume": {
        expectedPerDay: { min: 5000, max: 10000 },
        peakPerHour: 20000,
        targetPerDay: 50000,
      },
    },
    problems: [
      "ses-launch:volume.peakPerHour is 20000: one hour cannot exceed the day's 10000 (expectedPerDay.max)",
    ],
  },
  {
    when: "volume holds no whole numbers",
    changes: { "ses-launch:volume": { expectedPerDay: 5000, peakPerHour: 1.5, targetPerDay: "50000" } },
    problems: [
      "ses-launch:volume.expectedPerDay is 5000: expected {min, max}, whole numbers, 1 or more",
      "ses-launch:volume.peakPerHour is 1.5: expected a whole number, 1 or more",
      'ses-launch:volume.targetPerDay is "50000": expected a whole number, 1 or more',
    ],
  },
  {
    when: "company is filled in badly",
    changes: {
      "ses-launch:company": {
        name: "",
        website: "ftp://listbackup.ai",
        contact: "x",
        postalAddress: "short",
      },
    },
    problems: [
      'ses-launch:company.name is "": expected 1 to 200 characters',
      'ses-launch:company.website is "ftp://listbackup.ai": expected an http or https address of up to 1,000 characters',
      'ses-launch:company.postalAddress is "short": expected 10 to 500 characters',
      'ses-launch:company.contact is "x": expected an address (Not a usable e-mail address: no local part and domain. Wanted: one address such as user@example.com.)',
    ],
  },
  {
    when: "what live needs is missing",
    changes: { "ses-launch:launchStage": "live", "ses-launch:alarmEmails": [] },
    problems: [
      'ses-launch:company.postalAddress is missing: launchStage "live" needs it in the footer of every mail',
      'ses-launch:alarmEmails is empty: launchStage "live" needs somebody who hears of alarms',
    ],
  },
  {
    when: "attestations are unsigned, unknown or of tomorrow",
    changes: {
      "ses-launch:attestations": {
        recipientsOptIn: { by: "A. Person", on: "2027-01-01" },
        doubleOptIn: {},
        templatesApproved: { by: "" },
      },
    },
    problems: [
      'ses-launch:attestations.templatesApproved.by is "": expected {by: a name, on: a day as 2026-11-25}',
      "ses-launch:attestations.templatesApproved.on is missing: expected {by: a name, on: a day as 2026-11-25}",
      "ses-launch:attestations.doubleOptIn is not a setting: known are recipientsOptIn, marketingDoubleOptIn, templatesApproved",
    ],
  },
  {
    when: "alarmEmails holds no address",
    changes: { "ses-launch:alarmEmails": ["nobody"] },
    problems: [
      'ses-launch:alarmEmails[0] is "…nobody": expected a list of addresses (Not a usable e-mail address: no local part and domain. Wanted: one address such as user@example.com.)',
    ],
  },
  {
    when: "webhooks are stored in plain text",
    changes: { "ses-launch:webhooks": ["https://hooks.example.com/x"] },
    problems: [
      "ses-launch:webhooks is in plain text: set it with pulumi config set --secret ses-launch:webhooks",
    ],
  },
  {
    when: "a webhook is not https; its address is not shown",
    stack: "prod",
    changes: { "ses-launch:webhooks": ["http://hooks.example.com/token-abc"] },
    secretKeys: ["ses-launch:webhooks"],
    problems: [
      "ses-launch:webhooks[0] has a value that does not fit: expected a list of https addresses, set with --secret",
    ],
  },
  {
    when: "adopt is filled in badly",
    changes: {
      "ses-launch:adopt": {
        identity: "yes",
        records: { dmarc: "5", dmrac: "0123456789abcdef0123456789abcdef" },
      },
    },
    problems: [
      'ses-launch:adopt.identity is "yes": expected true or false',
      'ses-launch:adopt.records.dmarc is "5": expected a map of record key to 32 hexadecimal digits',
    ],
  },
  {
    when: "what AWS is told of the account is filled in badly; no address is shown",
    changes: {
      "ses-launch:productionAccess": {
        mailType: "PROMOTIONAL",
        contactLanguage: "JP",
        additionalContacts: ["jane@"],
        answeredAt: "yesterday",
        answered: "2026-11-25",
      },
    },
    problems: [
      'ses-launch:productionAccess.mailType is "PROMOTIONAL": expected TRANSACTIONAL or MARKETING',
      'ses-launch:productionAccess.contactLanguage is "JP": expected EN or JA',
      'ses-launch:productionAccess.additionalContacts[0] is "…@": expected a list of one to four addresses of 6 to 254 characters (Not a usable e-mail address: no local part and domain. Wanted: one address such as user@example.com.)',
      'ses-launch:productionAccess.answeredAt is "yesterday": expected a day as 2026-11-25',
      "ses-launch:productionAccess.answered is not a setting: did you mean answeredAt?",
    ],
  },
  {
    when: "AWS is to be answered tomorrow",
    changes: { "ses-launch:productionAccess": { answeredAt: "2026-11-26" } },
    problems: [
      'ses-launch:productionAccess.answeredAt is "2026-11-26", a day to come: the day on which AWS was answered',
    ],
  },
  {
    when: "more contacts than AWS takes",
    changes: {
      "ses-launch:productionAccess": {
        additionalContacts: ["a", "b", "c", "d", "e"].map((name) => `${name}@example.com`),
      },
    },
    problems: [
      "ses-launch:productionAccess.additionalContacts has a value that does not fit: expected a list of one to four addresses of 6 to 254 characters",
    ],
  },
  {
    when: "the Region is unknown",
    changes: { "aws:region": "us-east-9" },
    problems: [
      'aws:region is "us-east-9": SES is not known to send mail from the Region "us-east-9". Did you mean us-east-1 or us-east-2? Known Regions: af-south-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-5, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, sa-east-1, us-east-1, us-east-2, us-gov-east-1, us-gov-west-1, us-west-1, us-west-2. Is it new? Add it to SES_REGIONS with its DKIM signing zone.',
    ],
  },
  {
    when: "the Region is missing",
    changes: { "aws:region": undefined },
    problems: ["aws:region is missing: expected the Region of this stack's SES account, as us-east-1"],
  },
  {
    when: "credentials are in the stack file",
    changes: { "aws:secretKey": "x", "aws:profile": "p", "cloudflare:apiToken": "t" },
    problems: [
      'aws:secretKey is in the stack file: credentials come from the environment alone (README, "Deploying for real")',
      'aws:profile is in the stack file: credentials come from the environment alone (README, "Deploying for real")',
      'cloudflare:apiToken is in the stack file: credentials come from the environment alone (README, "Deploying for real")',
    ],
  },
  {
    when: "a stream keeps a name of the program's",
    changes: { "ses-launch:streams": { canary: {}, closed: {} } },
    problems: [
      "ses-launch:streams.canary is a name the program keeps for itself: any but canary, closed",
      "ses-launch:streams.closed is a name the program keeps for itself: any but canary, closed",
    ],
  },
  {
    when: "an adopted record is none of the stack's",
    changes: { "ses-launch:adopt": { records: { dmrac: "0123456789abcdef0123456789abcdef" } } },
    problems: [
      "ses-launch:adopt.records.dmrac is no record of this stack: known are dkim-0, dkim-1, dkim-2, mail-from-mx, mail-from-spf, dmarc, apex-spf, report-0",
    ],
  },
  {
    when: "a higher limit is asked for where none is to be had",
    stack: "staging",
    changes: { "ses-launch:sendingQuota": { daily: 50_000 } },
    problems: [
      "ses-launch:sendingQuota is set beside allowedRecipients: such a stack stays in the sandbox, whose limits cannot be raised",
      "ses-launch:sendingQuota is set, and ownsAccount is false: limits are the account's in its Region, so the stack that owns the account asks",
    ],
  },
  {
    when: "what is asked for is no limit",
    changes: { "ses-launch:sendingQuota": { daily: 0, perSecond: 1.5, weekly: 7 } },
    problems: [
      "ses-launch:sendingQuota.daily is 0: expected a whole number, 1 or more",
      "ses-launch:sendingQuota.perSecond is 1.5: expected a whole number, 1 or more",
      "ses-launch:sendingQuota.weekly is not a setting: did you mean daily?",
    ],
  },
  {
    when: "problems of every kind stand beside each other",
    changes: {
      "aws:region": "mars-1",
      "aws:profile": "p",
      "ses-launch:domian": "x",
      "ses-launch:domain": "listbackup",
      "ses-launch:accountId": undefined,
      "ses-launch:dmarc": { policy: "reject" },
      "ses-launch:streams": { canary: {} },
    },
    problems: [
      "ses-launch:domian is not a setting: did you mean domain?",
      'ses-launch:domain is refused: "listbackup" is not a usable domain name: it has a single label. Allowed: at least two labels of 1 to 63 letters, digits and inner hyphens, separated by dots, 253 characters in all, such as mail.example.com.',
      'ses-launch:accountId is missing: expected the 12 digits, quoted: "123456789012"',
      "ses-launch:streams.canary is a name the program keeps for itself: any but canary, closed",
      'ses-launch:dmarc.policy is "reject": p=reject needs an address for reports: without them nobody sees which real mail it throws away. (dmarc.reports, dmarc.observedSince)',
      'ses-launch:dmarc.policy is "reject": p=reject needs 28 days of reports: say since when they are read. (dmarc.reports, dmarc.observedSince)',
      'aws:region is "mars-1": SES is not known to send mail from the Region "mars-1". Known Regions: af-south-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-5, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, sa-east-1, us-east-1, us-east-2, us-gov-east-1, us-gov-west-1, us-west-1, us-west-2. Is it new? Add it to SES_REGIONS with its DKIM signing zone.',
      'aws:profile is in the stack file: credentials come from the environment alone (README, "Deploying for real")',
    ],
  },
];
