import { evidenceFor } from "../checklist/evidenceFor";
import { LAUNCH_GATE, type LaunchRecord } from "../../checklist/launchRecord";
import * as t from "../../checklist/types";
import { T } from "../../policies/types";
import { UNKNOWN, resource } from "./launch";
import { recordIn } from "./launchedStack";
import { type Spoil, adding, both, removing, rewriting, setting } from "./spoil";

/** The whole launched program with one thing spoiled, and every rule that must then speak, and no other. */
export interface LaunchMutation {
  title: string;
  /** prod where nothing is said. */
  stack?: "prod" | "staging";
  spoil: Spoil;
  /** Without `ses-`, in order; those of the launch policies begin with `launch-`. */
  rules: readonly string[];
}

type Row = readonly [title: string, spoil: Spoil, ...rules: string[]];

const rows = (stack: "prod" | "staging", table: readonly Row[]): LaunchMutation[] =>
  table.map(([title, spoil, ...rules]) => ({ title, stack, spoil, rules }));

type Writable = { -readonly [K in keyof LaunchRecord]: LaunchRecord[K] };

const record =
  (change: (record: Writable) => void): Spoil =>
  (stack) => {
    change(recordIn(stack));
  };
const context = (more: Partial<LaunchRecord["context"]>): Spoil =>
  record((one) => (one.context = { ...one.context, ...more }));
const evidence = (change: (proof: ReturnType<typeof evidenceFor>) => object): Spoil =>
  record((one) => {
    one.context = { ...one.context, evidence: { ...evidenceFor(one), ...change(evidenceFor(one)) } };
  });
const template = (more: object): Spoil =>
  record((one) => {
    const [first, ...others] = one.context.templates;
    if (!first) throw new Error("no templates");
    one.context = { ...one.context, templates: [{ ...first, ...more }, ...others] };
  });

const PATH = ["launch-bounce-handling", "launch-complaint-handling"];
const identity = (path: string, value: unknown) => setting(t.EMAIL_IDENTITY, "identity", path, value);
const dns = (name: string, path: string, value: unknown) => setting(t.DNS_RECORD, name, path, value);
const feedback = (path: string, value: unknown) =>
  setting(t.EVENT_DESTINATION, "stream-alerts-feedback", `eventDestination.${path}`, value);
const alarm = (name: string, path: string, value: unknown) =>
  setting(t.METRIC_ALARM, `monitoring-${name}`, path, value);
const set = (name: string, path: string, value: unknown) => setting(t.CONFIGURATION_SET, name, path, value);

const AWS = "us-east-1:123456789012";
const OTHER_TOPIC = `arn:aws:sns:${AWS}:other`;
const OTHER_QUEUE = `arn:aws:sqs:${AWS}:other`;
const REPUTATION = ["account-bounce-review", "account-bounce-rising"];

const identityRows: readonly Row[] = [
  [
    "the identity is gone",
    removing(t.EMAIL_IDENTITY, "identity"),
    "launch-domain-verified",
    "launch-dkim-verified",
    ...PATH,
    "launch-unnamed-closed",
  ],
  ["the domain is not verified", identity("verifiedForSendingStatus", false), "launch-domain-verified"],
  ["verification is unknown", identity("verifiedForSendingStatus", UNKNOWN), "launch-domain-verified"],
  [
    "the identity is of another domain",
    identity("emailIdentity", "example.com"),
    "launch-domain-verified",
    "launch-dkim-verified",
    ...PATH,
    "launch-unnamed-closed",
  ],
  ["DKIM failed", identity("dkimSigningAttributes.status", "FAILED"), "launch-dkim-verified"],
  ["DKIM is pending", identity("dkimSigningAttributes.status", "PENDING"), "launch-dkim-verified"],
  ["DKIM's state is unknown", identity("dkimSigningAttributes.status", UNKNOWN), "launch-dkim-verified"],
  ["DKIM is unknown", identity("dkimSigningAttributes", UNKNOWN), "launch-dkim-verified"],
  [
    "the DKIM key is short",
    identity("dkimSigningAttributes.nextSigningKeyLength", "RSA_1024_BIT"),
    "launch-dkim-verified",
  ],
  ["a DKIM record is gone", removing(t.DNS_RECORD, "dns-dkim-1"), "launch-dkim-verified"],
  [
    "a DKIM record is proxied",
    dns("dns-dkim-1", "proxied", true),
    "mail-record-is-not-proxied",
    "launch-dkim-verified",
  ],
  [
    "it is unknown whether a DKIM record is proxied",
    dns("dns-dkim-1", "proxied", UNKNOWN),
    "mail-record-is-not-proxied",
    "launch-dkim-verified",
  ],
  [
    "a DKIM record points into another Region's zone",
    dns("dns-dkim-1", "content", "tokenbbb.dkim.eu-south-1.amazonses.com"),
    "launch-dkim-verified",
  ],
  [
    "the stack is in a Region that signs elsewhere",
    context({ region: "eu-south-1" }),
    "launch-dkim-verified",
    "launch-spf-includes-ses",
  ],
  [
    "a DKIM record points at another token",
    dns("dns-dkim-1", "content", "tokenzzz.dkim.amazonses.com"),
    "launch-dkim-verified",
  ],
  ["a DKIM record's content is unknown", dns("dns-dkim-1", "content", UNKNOWN), "launch-dkim-verified"],
  [
    "a DKIM record's type is unknown",
    dns("dns-dkim-1", "type", UNKNOWN),
    "txt-is-quoted",
    "launch-dkim-verified",
  ],
  ["a DKIM record is of no type CNAME", dns("dns-dkim-1", "type", "A"), "launch-dkim-verified"],
  ["MAIL FROM is gone", removing(t.MAIL_FROM, "identity-mail-from"), "launch-spf-includes-ses"],
  [
    "MAIL FROM is unknown",
    setting(t.MAIL_FROM, "identity-mail-from", "mailFromDomain", UNKNOWN),
    "launch-spf-includes-ses",
  ],
  ["the MX is gone", removing(t.DNS_RECORD, "dns-mail-from-mx"), "launch-spf-includes-ses"],
  ["the MX stands elsewhere", dns("dns-mail-from-mx", "name", "mx.listbackup.ai"), "launch-spf-includes-ses"],
  ["the MX is unknown", dns("dns-mail-from-mx", "content", UNKNOWN), "launch-spf-includes-ses"],
  [
    "the MX is of another Region",
    dns("dns-mail-from-mx", "content", "feedback-smtp.eu-west-1.amazonses.com"),
    "launch-spf-includes-ses",
  ],
  [
    "there are two MX",
    adding(
      resource(t.DNS_RECORD, "other", {
        type: "MX",
        name: "bounce.listbackup.ai",
        content: "mx.example.com",
        proxied: false,
      }),
    ),
    "launch-spf-includes-ses",
  ],
  [
    "MAIL FROM is another domain's",
    setting(t.MAIL_FROM, "identity-mail-from", "emailIdentity", "example.com"),
    "launch-spf-includes-ses",
  ],
  ["SPF is gone", removing(t.DNS_RECORD, "dns-mail-from-spf"), "launch-spf-includes-ses"],
  [
    "SPF does not include SES",
    dns("dns-mail-from-spf", "content", '"v=spf1 include:example.com ~all"'),
    "launch-spf-includes-ses",
  ],
  [
    "SPF includes SES behind all",
    dns("dns-mail-from-spf", "content", '"v=spf1 ~all include:amazonses.com"'),
    "launch-spf-includes-ses",
  ],
  ["DMARC is gone", removing(t.DNS_RECORD, "dns-dmarc"), "launch-dmarc-published"],
  [
    "DMARC cannot align",
    dns("dns-dmarc", "content", '"v=DMARC1; p=none; aspf=s; rua=mailto:admin@listbackup.ai"'),
    "dmarc-is-aligned",
    "launch-dmarc-published",
  ],
  [
    "DMARC is broken",
    dns("dns-dmarc", "content", '"v=DMARC1; p=bogus"'),
    "dmarc-is-aligned",
    "launch-dmarc-published",
  ],
  [
    "there are two DMARC records",
    adding(
      resource(t.DNS_RECORD, "other", {
        type: "TXT",
        name: "_dmarc.listbackup.ai",
        content: '"v=DMARC1; p=none"',
        proxied: false,
      }),
    ),
    "launch-dmarc-published",
  ],
  [
    "DMARC is unknown",
    dns("dns-dmarc", "content", UNKNOWN),
    "txt-is-quoted",
    "dmarc-is-aligned",
    "launch-dmarc-published",
  ],
  ["DMARC stands elsewhere", dns("dns-dmarc", "name", "_dmarc.example.com"), "launch-dmarc-published"],
];

const pathRows: readonly Row[] = [
  ["a stream has no feedback destination", removing(t.EVENT_DESTINATION, "stream-alerts-feedback"), ...PATH],
  ["the canary has none", removing(t.EVENT_DESTINATION, "stream-canary-feedback"), ...PATH],
  ["a destination is off", feedback("enabled", false), "event-destination-is-enabled", ...PATH],
  ["it is unknown whether it is on", feedback("enabled", UNKNOWN), "event-destination-is-enabled", ...PATH],
  ["no bounces are told", feedback("matchingEventTypes", ["COMPLAINT"]), "launch-bounce-handling"],
  ["no complaints are told", feedback("matchingEventTypes", ["BOUNCE"]), "launch-complaint-handling"],
  ["what is told is unknown", feedback("matchingEventTypes", UNKNOWN), ...PATH],
  ["a destination is of another topic", feedback("snsDestination.topicArn", OTHER_TOPIC), ...PATH],
  ["a destination's topic is unknown", feedback("snsDestination.topicArn", UNKNOWN), ...PATH],
  ["the topic is gone", removing(t.TOPIC, "feedback"), ...PATH],
  ["the topic's policy is gone", removing(t.TOPIC_POLICY, "feedback-topic-policy"), ...PATH],
  [
    "the topic's policy is another topic's",
    setting(t.TOPIC_POLICY, "feedback-topic-policy", "arn", OTHER_TOPIC),
    ...PATH,
  ],
  ["the subscription is gone", removing(t.SUBSCRIPTION, "feedback"), ...PATH],
  ["it is another queue's", setting(t.SUBSCRIPTION, "feedback", "endpoint", OTHER_QUEUE), ...PATH],
  ["it is another topic's", setting(t.SUBSCRIPTION, "feedback", "topic", OTHER_TOPIC), ...PATH],
  [
    "what SNS cannot deliver is lost",
    setting(t.SUBSCRIPTION, "feedback", "redrivePolicy", undefined),
    ...PATH,
  ],
  [
    "SNS leaves what it cannot deliver in a queue that is gone",
    removing(t.QUEUE, "feedback-undelivered"),
    ...PATH,
  ],
  [
    "SNS may not leave there what it cannot deliver",
    removing(t.QUEUE_POLICY, "feedback-undelivered-policy"),
    ...PATH,
  ],
  [
    "what nobody can process would wait in a queue that is gone",
    removing(t.QUEUE, "feedback-failed"),
    ...PATH,
  ],
  [
    "what nobody can process would wait in a queue of another stack",
    setting(t.QUEUE, "feedback", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: OTHER_QUEUE })),
    ...PATH,
    "launch-monitoring",
  ],
  [
    "where it waits is unknown",
    setting(t.QUEUE, "feedback", "redrivePolicy", UNKNOWN),
    ...PATH,
    "launch-monitoring",
  ],
  ["the queue is gone", removing(t.QUEUE, "feedback"), ...PATH],
  ["what nobody can process is lost", setting(t.QUEUE, "feedback", "redrivePolicy", undefined), ...PATH],
  ["the queue's policy is gone", removing(t.QUEUE_POLICY, "feedback-policy"), ...PATH],
  [
    "the queue's policy is another queue's",
    setting(t.QUEUE_POLICY, "feedback-policy", "queueUrl", "https://sqs.us-east-1.amazonaws.com/1/other"),
    ...PATH,
  ],
  ["nobody reads the queue", removing(t.EVENT_SOURCE_MAPPING, "feedback-function-queue"), ...PATH],
  [
    "the reader reads another queue",
    setting(t.EVENT_SOURCE_MAPPING, "feedback-function-queue", "eventSourceArn", OTHER_QUEUE),
    ...PATH,
  ],
  [
    "the reader is off",
    setting(t.EVENT_SOURCE_MAPPING, "feedback-function-queue", "enabled", false),
    ...PATH,
  ],
  [
    "one bad message holds up its batch",
    setting(t.EVENT_SOURCE_MAPPING, "feedback-function-queue", "functionResponseTypes", undefined),
    ...PATH,
  ],
  ["the function is gone", removing(t.FUNCTION, "feedback-function"), ...PATH],
  [
    "the reader is another function of the stack",
    both(
      setting(t.QUEUE, "feedback", "visibilityTimeoutSeconds", 360),
      setting(
        t.EVENT_SOURCE_MAPPING,
        "feedback-function-queue",
        "functionName",
        `arn:aws:lambda:${AWS}:function:ses-launch-prod-pause-sending`,
      ),
    ),
    ...PATH,
  ],
  [
    "the function is another stack's",
    setting(
      t.EVENT_SOURCE_MAPPING,
      "feedback-function-queue",
      "functionName",
      `arn:aws:lambda:${AWS}:function:ses-launch-staging-feedback`,
    ),
    ...PATH,
  ],
  [
    "which function reads is unknown",
    setting(t.EVENT_SOURCE_MAPPING, "feedback-function-queue", "functionName", UNKNOWN),
    ...PATH,
  ],
  [
    "it is unknown whether the reader is on",
    setting(t.EVENT_SOURCE_MAPPING, "feedback-function-queue", "enabled", UNKNOWN),
    ...PATH,
  ],
  [
    "the function writes into another stack's table",
    setting(
      t.FUNCTION,
      "feedback-function",
      "environment.variables.TABLE_NAME",
      "ses-launch-staging-suppression",
    ),
    ...PATH,
  ],
  ["the table is gone", removing(t.TABLE, "suppression"), "launch-suppression-store"],
  [
    "the table can be deleted",
    setting(t.TABLE, "suppression", "deletionProtectionEnabled", false),
    "suppression-table-is-kept",
    "launch-suppression-store",
  ],
  [
    "the table cannot be restored",
    setting(t.TABLE, "suppression", "pointInTimeRecovery.enabled", false),
    "suppression-table-is-kept",
    "launch-suppression-store",
  ],
  [
    "it is unknown whether it can be restored",
    setting(t.TABLE, "suppression", "pointInTimeRecovery", UNKNOWN),
    "suppression-table-is-kept",
    "launch-suppression-store",
  ],
  ["nothing expires", setting(t.TABLE, "suppression", "ttl.enabled", false), "launch-suppression-store"],
  [
    "the account suppresses nothing",
    removing(t.ACCOUNT_SUPPRESSION, "suppression-account"),
    "launch-suppression-store",
  ],
  [
    "the account suppresses no complaints",
    setting(t.ACCOUNT_SUPPRESSION, "suppression-account", "suppressedReasons", ["BOUNCE"]),
    "suppression-is-on",
    "launch-suppression-store",
  ],
  [
    "a stream overrides suppression",
    set("stream-alerts", "suppressionOptions.suppressedReasons", []),
    "suppression-is-on",
    "launch-suppression-store",
  ],
];

const watchRows: readonly Row[] = [
  ["the dashboard is gone", removing(t.DASHBOARD, "monitoring-dashboard"), "launch-monitoring"],
  [
    "no alarm looks at the account's bounces",
    both(...REPUTATION.map((name) => removing(t.METRIC_ALARM, `monitoring-${name}`))),
    "launch-monitoring",
  ],
  [
    "an alarm's threshold is in percent",
    alarm("account-bounce-review", "threshold", 5),
    "reputation-alarm-fires",
    "launch-monitoring",
  ],
  [
    "an alarm has a unit",
    alarm("account-bounce-review", "unit", "Percent"),
    "reputation-alarm-fires",
    "launch-monitoring",
  ],
  [
    "an alarm wakes nobody",
    alarm("account-bounce-review", "alarmActions", []),
    "alarm-has-action",
    "launch-monitoring",
  ],
  [
    "whom it wakes is unknown",
    alarm("account-bounce-review", "alarmActions", UNKNOWN),
    "alarm-has-action",
    "launch-monitoring",
  ],
  [
    "no alarm looks at dead letters",
    both(
      ...["feedback-failed", "feedback-undelivered", "pause-sending-failed"].map((name) =>
        removing(t.METRIC_ALARM, `monitoring-dead-letters-${name}`),
      ),
    ),
    "launch-monitoring",
  ],
  [
    "no alarm looks at one of the dead-letter queues",
    removing(t.METRIC_ALARM, "monitoring-dead-letters-feedback-failed"),
    "launch-monitoring",
  ],
  [
    "an alarm looks at another stack's dead-letter queue",
    alarm("dead-letters-feedback-failed", "dimensions.QueueName", "ses-launch-staging-feedback-failed"),
    "launch-monitoring",
  ],
  [
    "no alarm looks at the account's complaints",
    both(
      ...["account-complaint-review", "account-complaint-rising"].map((name) =>
        removing(t.METRIC_ALARM, `monitoring-${name}`),
      ),
    ),
    "launch-monitoring",
  ],
  [
    "an alarm's threshold is above AWS's line",
    alarm("account-complaint-review", "threshold", 0.005),
    "reputation-alarm-fires",
    "launch-monitoring",
  ],
  [
    "an alarm's threshold is unknown",
    alarm("account-bounce-review", "threshold", UNKNOWN),
    "reputation-alarm-fires",
    "launch-monitoring",
  ],
  ["no alarm hears silence", removing(t.METRIC_ALARM, "monitoring-pipeline-silent"), "launch-monitoring"],
  [
    "nobody has confirmed",
    setting(t.SUBSCRIPTION, "monitoring-email-bb98b108", "pendingConfirmation", true),
    "launch-monitoring",
  ],
  [
    "it is unknown whether somebody has",
    setting(t.SUBSCRIPTION, "monitoring-email-bb98b108", "pendingConfirmation", UNKNOWN),
    "launch-monitoring",
  ],
  [
    "who confirmed hears another topic",
    setting(t.SUBSCRIPTION, "monitoring-email-bb98b108", "topic", OTHER_TOPIC),
    "launch-monitoring",
  ],
  [
    "what they hear is unknown",
    setting(t.SUBSCRIPTION, "monitoring-email-bb98b108", "topic", UNKNOWN),
    "launch-monitoring",
  ],
  ["nobody is to hear", removing(t.SUBSCRIPTION, "monitoring-email-bb98b108"), "launch-monitoring"],
];

const proofRows: readonly Row[] = [
  ["there are no templates", context({ templates: [] }), "launch-templates-reviewed"],
  ["nobody approved a template", template({ review: "missing" }), "launch-templates-reviewed"],
  ["a template changed", template({ review: "changed" }), "launch-templates-reviewed"],
  ["a template breaks a rule", template({ problems: ["no text part"] }), "launch-templates-reviewed"],
  ["there is no evidence", context({ evidence: undefined }), "launch-test-emails"],
  [
    "the evidence cannot be read",
    context({ evidenceProblem: "evidence/prod.json cannot be read: Unexpected end of JSON input" }),
    "launch-test-emails",
  ],
  [
    "the evidence is 40 days old",
    record((one) => (one.context = { ...one.context, evidence: evidenceFor(one, 40) })),
    "launch-test-emails",
  ],
  [
    "the evidence is from tomorrow",
    record((one) => (one.context = { ...one.context, evidence: evidenceFor(one, -2) })),
    "launch-test-emails",
  ],
  ["the evidence is of another path", context({ fingerprint: "another" }), "launch-test-emails"],
  ["the path is unknown", context({ fingerprint: undefined }), "launch-test-emails"],
  [
    "no complaint was seen",
    evidence(({ scenarios }) => ({ scenarios: scenarios.slice(0, 1) })),
    "launch-test-emails",
  ],
  ["a template was never rendered", evidence(() => ({ templates: [] })), "launch-test-emails"],
  ["no mailbox confirmed", evidence(() => ({ inbox: undefined })), "launch-test-emails"],
  [
    "the default set is open",
    set("identity-closed", "sendingOptions.sendingEnabled", true),
    "default-set-is-closed",
    "launch-gate",
    "launch-unnamed-closed",
  ],
  [
    "the identity has no default set",
    identity("configurationSetName", undefined),
    "default-set-is-closed",
    ...PATH,
    "launch-unnamed-closed",
  ],
  [
    "the identity's default set is unknown",
    identity("configurationSetName", UNKNOWN),
    "default-set-is-closed",
    ...PATH,
    "launch-unnamed-closed",
  ],
  [
    "the identity's default set is another stack's",
    identity("configurationSetName", "staging-closed"),
    "default-set-is-closed",
    ...PATH,
    "launch-unnamed-closed",
  ],
  [
    "the default set is gone",
    removing(t.CONFIGURATION_SET, "identity-closed"),
    "default-set-is-closed",
    "launch-unnamed-closed",
  ],
  [
    "it is unknown whether the default set is open",
    set("identity-closed", "sendingOptions.sendingEnabled", UNKNOWN),
    "default-set-is-closed",
    "launch-gate",
    "launch-unnamed-closed",
  ],
  [
    "production access is not granted",
    setting(t.PRODUCTION_ACCESS, "production-access", "productionAccessEnabled", false),
    "launch-production-access",
  ],
  [
    "production access is unknown",
    setting(t.PRODUCTION_ACCESS, "production-access", "productionAccessEnabled", UNKNOWN),
    "launch-production-access",
  ],
  [
    "the account is on probation",
    setting(t.PRODUCTION_ACCESS, "production-access", "enforcementStatus", "PROBATION"),
    "launch-production-access",
  ],
  [
    "nothing was asked of AWS",
    removing(t.PRODUCTION_ACCESS, "production-access"),
    "launch-production-access",
  ],
];

const gateRows: readonly Row[] = [
  ["there is no gate", removing(LAUNCH_GATE, "launch"), "launch-gate"],
  [
    "the gate's record is unknown",
    setting(LAUNCH_GATE, "launch", "record", UNKNOWN),
    "launch-gate",
    "launch-gate-holds",
  ],
  [
    "the gate has no record",
    setting(LAUNCH_GATE, "launch", "record", undefined),
    "launch-gate",
    "launch-gate-holds",
  ],
  [
    "a stream sends that the gate does not know",
    record((one) => (one.sends = one.sends.filter((name) => name !== "prod-alerts"))),
    "launch-gate",
  ],
  [
    "a stream sends under a name that is unknown",
    set("stream-alerts", "configurationSetName", UNKNOWN),
    "launch-gate",
    ...PATH,
  ],
  ["the gate calls a stream the canary", record((one) => (one.canary = "prod-alerts")), "launch-gate"],
  [
    "a part of the record is unknown",
    setting(LAUNCH_GATE, "launch", "record.context.fingerprint", UNKNOWN),
    "launch-gate",
    "launch-gate-holds",
  ],
  [
    "the record is something else",
    setting(LAUNCH_GATE, "launch", "record", { stack: "prod" }),
    "launch-gate",
    "launch-gate-holds",
  ],
  [
    "the record says that recipients are restricted, and they are not",
    both(context({ recipientsRestricted: true }), removing(t.PRODUCTION_ACCESS, "production-access")),
    "launch-restricted-recipients",
  ],
  ["streams send before live", record((one) => (one.stage = "request")), "launch-gate"],
  ["a request is made that the gate does not know", record((one) => (one.asks = false)), "launch-gate"],
  [
    "the program itself found something",
    record((one) => {
      one.stopping = [
        {
          id: "test-emails",
          title: "Test emails sent successfully",
          state: "missing",
          findings: [
            { state: "missing", binds: "switch-on", message: "There is no evidence", remedy: "prove" },
          ],
        },
      ];
    }),
    "launch-gate-holds",
  ],
  [
    "a request does not wait for the gate",
    setting(t.PRODUCTION_ACCESS, "production-access", "launchGate", undefined),
    "launch-request-behind-gate",
  ],
  [
    "a request waits for something else",
    setting(t.PRODUCTION_ACCESS, "production-access", "launchGate", "/ses-launch/prod/email"),
    "launch-request-behind-gate",
  ],
  [
    "it is unknown what a request waits for",
    setting(t.PRODUCTION_ACCESS, "production-access", "launchGate", UNKNOWN),
    "launch-request-behind-gate",
  ],
  [
    "the account of a request is unknown",
    setting(t.PRODUCTION_ACCESS, "production-access", "accountId", UNKNOWN),
    "launch-request-behind-gate",
  ],
  [
    "a request names no account",
    setting(t.PRODUCTION_ACCESS, "production-access", "accountId", "prod"),
    "launch-request-behind-gate",
  ],
];

const access = (path: string, value: unknown) =>
  setting(t.PRODUCTION_ACCESS, "production-access", path, value);
const quota = (changes: Record<string, unknown> = {}) =>
  adding(
    resource(T.serviceQuota, "sending-quota-daily-50000", {
      serviceCode: "ses",
      quotaCode: "L-804C8AE8",
      value: 50_000,
      ...changes,
    }),
  );
const QUOTA = "launch-sending-quota";
const ACCESS = "launch-production-access";

const quotaRows: readonly Row[] = [
  [
    "a quota is asked for before production access",
    both(quota(), access("productionAccessEnabled", false)),
    QUOTA,
    ACCESS,
  ],
  [
    "a quota is asked for while production access is unknown",
    both(quota(), access("productionAccessEnabled", UNKNOWN)),
    QUOTA,
    ACCESS,
  ],
  [
    "a quota is asked for on probation",
    both(quota(), access("enforcementStatus", "PROBATION")),
    QUOTA,
    ACCESS,
  ],
  [
    "a quota is asked for without a request for production access",
    both(quota(), removing(t.PRODUCTION_ACCESS, "production-access")),
    QUOTA,
    ACCESS,
  ],
  ["a quota is asked for below the limit", both(quota(), access("max24HourSend", 50_001)), QUOTA],
  ["a quota is asked for where there is no limit", both(quota(), access("max24HourSend", -1)), QUOTA],
  ["a quota is asked for, and the limit is unknown", both(quota(), access("max24HourSend", UNKNOWN)), QUOTA],
  [
    "a quota is asked for, and there is no limit told",
    both(quota(), access("maxSendRate", undefined)),
    QUOTA,
  ],
  [
    "a rate is asked for below the limit",
    both(quota({ quotaCode: "L-CDEF9B6B", value: 13 }), access("maxSendRate", 14)),
    QUOTA,
  ],
  ["a quota's value is unknown", quota({ value: UNKNOWN }), QUOTA],
  ["which quota is asked for is unknown", quota({ quotaCode: UNKNOWN }), QUOTA],
  ["whose quota is asked for is unknown", quota({ serviceCode: UNKNOWN }), QUOTA],
  [
    "it is unknown whether a quota was asked for",
    both(quota({ arn: UNKNOWN }), access("max24HourSend", 50_001)),
    QUOTA,
  ],
];

const SEND = "access-send-alerts";
const conditioned = (key: string, values: unknown) =>
  rewriting(T.iamPolicy, SEND, ({ Condition, ...statement }) => ({
    ...statement,
    Condition: { ...Condition, [key]: values } as never,
  }));
const recipients = (...patterns: string[]) =>
  conditioned("ForAllValues:StringLike", { "ses:Recipients": patterns });
const RESTRICTED = "launch-restricted-recipients";

/** Every way in which a role of a stack with restricted recipients could mail a customer. */
const restrictedRows: readonly Row[] = [
  ["recipients are anybody", recipients("*"), RESTRICTED],
  ["recipients are anybody with an address", recipients("*@*"), RESTRICTED],
  ["recipients are of another domain too", recipients("*@listbackup.ai", "*@gmail.com"), RESTRICTED],
  ["recipients are of a domain that ends alike", recipients("*@notlistbackup.ai"), RESTRICTED],
  ["a domain has a wildcard", recipients("*@*.listbackup.ai"), RESTRICTED],
  ["recipients are not asked for", conditioned("Null", undefined), "recipients-are-demanded", RESTRICTED],
  [
    "there is no condition on recipients",
    both(conditioned("Null", undefined), conditioned("ForAllValues:StringLike", undefined)),
    RESTRICTED,
  ],
  [
    "one recipient of several is enough",
    both(
      conditioned("ForAllValues:StringLike", undefined),
      conditioned("ForAnyValue:StringLike", { "ses:Recipients": ["*@listbackup.ai"] }),
    ),
    RESTRICTED,
  ],
  [
    "bulk sending beside it",
    rewriting(T.iamPolicy, SEND, (statement) => [
      statement,
      {
        ...statement,
        Action: ["ses:SendBulkEmail"],
        Condition: {
          StringEquals: { "ses:ApiVersion": "2" },
          StringLike: { "ses:FromAddress": "noreply@staging.listbackup.ai" },
        },
      },
    ]),
    "no-bulk-beside-recipients",
    RESTRICTED,
  ],
  [
    "everything of SES",
    rewriting(T.iamPolicy, SEND, () => ({ Effect: "Allow", Action: "ses:*", Resource: "*" })),
    "no-wildcard-to-send",
    RESTRICTED,
  ],
  [
    "everything but something else",
    rewriting(T.iamPolicy, SEND, () => ({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })),
    "no-wildcard-to-send",
    RESTRICTED,
  ],
  [
    "the policy is unknown",
    setting(T.iamPolicy, SEND, "policy", UNKNOWN),
    "no-wildcard-to-send",
    "no-bulk-beside-recipients",
    "recipients-are-demanded",
    "sending-is-bound",
    RESTRICTED,
  ],
  [
    "the canary may mail anybody",
    rewriting(T.iamRolePolicy, "canary-role-policy", ({ Condition, ...statement }) => ({
      ...statement,
      Condition: { ...Condition, "ForAllValues:StringLike": { "ses:Recipients": ["*"] } },
    })),
    RESTRICTED,
  ],
  [
    "raw messages, which know no recipients",
    rewriting(T.iamPolicy, SEND, (statement) => ({
      ...statement,
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
    })),
    "no-bulk-beside-recipients",
  ],
  [
    "recipients are unknown",
    setting(T.iamPolicy, SEND, "policy", { Statement: [{ Effect: "Allow", Action: UNKNOWN }] }),
    "no-wildcard-to-send",
    "no-bulk-beside-recipients",
    "recipients-are-demanded",
    "sending-is-bound",
    RESTRICTED,
  ],
  [
    "a role has an inline policy of its own",
    setting(T.iamRole, "canary-role", "inlinePolicies", [
      {
        name: "send",
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Action: "ses:SendEmail",
            Resource: [
              `arn:aws:ses:${AWS}:identity/staging.listbackup.ai`,
              `arn:aws:ses:${AWS}:configuration-set/staging-alerts`,
            ],
            Condition: { StringEquals: { "ses:FromAddress": "noreply@staging.listbackup.ai" } },
          },
        }),
      },
    ]),
    "sending-is-bound",
    RESTRICTED,
  ],
  [
    "a role's managed policies are unknown",
    setting(T.iamRole, "canary-role", "managedPolicyArns", UNKNOWN),
    RESTRICTED,
  ],
  [
    "a role has a policy of AWS's",
    setting(T.iamRole, "canary-role", "managedPolicyArns", ["arn:aws:iam::aws:policy/AmazonSESFullAccess"]),
    RESTRICTED,
  ],
  [
    "a policy of somebody else is attached",
    adding(
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "other", {
        role: "application",
        policyArn: "arn:aws:iam::aws:policy/AmazonSESFullAccess",
      }),
    ),
    RESTRICTED,
  ],
  [
    "it is unknown what is attached",
    adding(
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "other", {
        role: "application",
        policyArn: UNKNOWN,
      }),
    ),
    RESTRICTED,
  ],
];

export const LAUNCH_MUTATIONS: readonly LaunchMutation[] = [
  ...rows("prod", [...identityRows, ...pathRows, ...watchRows, ...proofRows, ...gateRows, ...quotaRows]),
  ...rows("staging", restrictedRows),
];
