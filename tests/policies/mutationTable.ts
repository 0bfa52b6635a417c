import { T } from "../../policies/types";
import { resource, UNKNOWN } from "./launch";
import { adding, both, type LooseStatement, pick, removing, rewriting, setting, type Spoil } from "./spoil";

export interface Mutation {
  rule: string;
  title: string;
  spoil: Spoil;
  /** Part of the one message. */
  says: RegExp;
}

const CANNOT_KNOW = /cannot be known in this preview/;
const AWS = "us-east-1:123456789012";

function of(rule: string, ...rows: readonly (readonly [string, Spoil, RegExp])[]): Mutation[] {
  return rows.map(([title, spoil, says]) => ({ rule, title, spoil, says }));
}

const without = (statement: LooseStatement, operator: string): LooseStatement => ({
  ...statement,
  Condition: Object.fromEntries(
    Object.entries(statement.Condition ?? {}).filter(([key]) => key !== operator),
  ),
});
const withCondition = (
  statement: LooseStatement,
  condition: LooseStatement["Condition"],
): LooseStatement => ({
  ...statement,
  Condition: { ...statement.Condition, ...condition },
});
const partners = (change: (statement: LooseStatement) => LooseStatement) =>
  rewriting(T.identityPolicy, "partners", change);
const restricted = (change: (statement: LooseStatement) => LooseStatement | LooseStatement[]) =>
  rewriting(T.iamPolicy, "send-restricted", change);
const sending = (change: (statement: LooseStatement) => LooseStatement | LooseStatement[]) =>
  rewriting(T.iamPolicy, "access-send-transactional", change);
const topic = (change: (statement: LooseStatement) => LooseStatement) =>
  rewriting(T.topicPolicy, "feedback-topic-policy", change);
const queue = (change: (statement: LooseStatement) => LooseStatement) =>
  rewriting(T.queuePolicy, "feedback-policy", change);
const record = (name: string, type: string, recordName: string, content: string) =>
  resource(T.dnsRecord, name, { zoneId: "zone", ttl: 1, type, name: recordName, content });
const bounce = (path: string, value: unknown) => setting(T.metricAlarm, "bounce-rate", path, value);
const streamRate = (path: string, value: unknown) =>
  setting(T.metricAlarm, "own-stream-notifications-bounce-pause", path, value);
const spec = (metric: Record<string, unknown>) => ({ stat: "Maximum", period: 3600, ...metric });

const IDENTITY = of(
  "ses-identity-policy-is-not-open",
  ["the binding condition is gone", partners((s) => ({ ...s, Condition: undefined })), /lets everyone/],
  ["Principal is a bare *", partners((s) => ({ ...s, Principal: "*", Condition: {} })), /lets everyone/],
  [
    "* stands among accounts",
    partners((s) => ({ ...s, Principal: { AWS: ["1", "*"] }, Condition: {} })),
    /lets everyone/,
  ],
  [
    "NotPrincipal",
    partners((s) => ({ ...s, Principal: undefined, NotPrincipal: { AWS: "210987654321" }, Condition: {} })),
    /lets everyone/,
  ],
  [
    "the condition is on the mail, not on the caller",
    partners((s) => ({ ...s, Condition: { StringEquals: { "ses:FromAddress": "a@listbackup.ai" } } })),
    /lets everyone/,
  ],
  [
    "the condition holds where the key is missing",
    partners((s) => ({ ...s, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } })),
    /lets everyone/,
  ],
  [
    "the condition is negated",
    partners((s) => ({ ...s, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } })),
    /lets everyone/,
  ],
  [
    "the condition lets every value through",
    partners((s) => ({ ...s, Condition: { StringLike: { "aws:PrincipalArn": "*" } } })),
    /lets everyone/,
  ],
  [
    "one of the values is a wildcard",
    partners((s) => ({ ...s, Condition: { StringLike: { "aws:PrincipalOrgID": ["o-1", "*"] } } })),
    /lets everyone/,
  ],
  [
    "in the first SES API",
    rewriting(T.v1IdentityPolicy, "partners-v1", (s) => ({ ...s, Principal: "*" })),
    /lets everyone/,
  ],
  ["the document is unknown", setting(T.identityPolicy, "partners", "policy", UNKNOWN), CANNOT_KNOW],
  [
    "a part of it is unknown",
    setting(T.identityPolicy, "partners", "policy", { Statement: [{ Effect: "Allow", Principal: UNKNOWN }] }),
    CANNOT_KNOW,
  ],
  ["the document is no JSON", setting(T.identityPolicy, "partners", "policy", "{"), /no policy document/],
  ["the document is null", setting(T.identityPolicy, "partners", "policy", "null"), /no policy document/],
  [
    "one statement is no object",
    setting(T.identityPolicy, "partners", "policy", '{"Statement":[{},"x"]}'),
    /no policy document/,
  ],
  [
    "the document has no statement",
    setting(T.identityPolicy, "partners", "policy", "{}"),
    /no policy document/,
  ],
  [
    "a statement is no object",
    setting(T.identityPolicy, "partners", "policy", '{"Statement":["x"]}'),
    /no policy document/,
  ],
);

const WILDCARDS = of(
  "ses-no-wildcard-to-send",
  ...["ses:*", "ses:Send*", "SES:send*", "ses:Send?mail", "*", "s*", "ses:SendBulk*"].map(
    (action) =>
      [
        `the action ${action}`,
        rewriting(T.iamRolePolicy, "feedback-function-role-policy", (s) => ({
          ...s,
          Action: action,
          Resource: "*",
        })),
        /includes sending/,
      ] as const,
  ),
  [
    "an ARN of any service",
    sending((s) => ({ ...s, Action: "ses:*", Resource: "arn:aws:*:::*" })),
    /includes sending/,
  ],
  [
    "NotAction",
    rewriting(T.iamPolicy, "access-read-suppression", (s) => ({
      ...s,
      Action: undefined,
      NotAction: "iam:*",
      Resource: "*",
    })),
    /NotAction/,
  ],
  [
    "NotAction leaves out one way to send",
    rewriting(T.iamPolicy, "access-read-suppression", (s) => ({
      ...s,
      Action: undefined,
      NotAction: ["ses:SendEmail"],
      Resource: "*",
    })),
    /NotAction/,
  ],
  [
    "NotResource",
    rewriting(T.iamPolicy, "access-read-suppression", (s) => ({
      ...s,
      Action: "ses:*",
      Resource: undefined,
      NotResource: "arn:aws:s3:::files",
    })),
    /includes sending/,
  ],
  [
    "in a document given as an object",
    rewriting(T.iamUserPolicy, "send-raw", (s) => ({ ...s, Action: ["ses:*"] })),
    /includes sending/,
  ],
  [
    "in a role's inline policy",
    rewriting(
      T.iamRole,
      "application",
      (s) => ({ ...s, Action: "ses:Send*", Resource: "*" }),
      "inlinePolicies.1.policy",
    ),
    /includes sending/,
  ],
  [
    "in a group's policy",
    adding(resource(T.iamGroupPolicy, "group", { policy: '{"Statement":{"Action":"*","Resource":"*"}}' })),
    /includes sending/,
  ],
);

const BULK = of(
  "ses-no-bulk-beside-recipients",
  ...["ses:SendBulkEmail", "ses:SendBulkTemplatedEmail", "ses:SendRawEmail", "SES:sendrawemail"].map(
    (action) =>
      [
        `${action} in the statement`,
        restricted((s) => ({ ...s, Action: [s.Action ?? [], action].flat() })),
        /Take it out/,
      ] as const,
  ),
  [
    "in a statement beside it",
    restricted((s) => [
      s,
      withCondition(
        { ...without(without(s, "ForAllValues:StringLike"), "Null"), Action: ["ses:SendRawEmail"] },
        {},
      ),
    ]),
    /SendRawEmail/,
  ],
);

const RECIPIENTS = of(
  "ses-recipients-are-demanded",
  ["Null is gone", restricted((s) => without(s, "Null")), /Null/],
  ["Null is true", restricted((s) => withCondition(s, { Null: { "ses:Recipients": "true" } })), /Null/],
  [
    "Null is on another key",
    restricted((s) => withCondition(s, { Null: { "ses:FromAddress": "false" } })),
    /Null/,
  ],
  [
    "the key in other letters",
    restricted((s) =>
      withCondition(without(s, "Null"), { "ForAllValues:StringEquals": { "SES:recipients": "a" } }),
    ),
    /Null/,
  ],
);

const BOUND = of(
  "ses-sending-is-bound",
  ["any resource", sending((s) => ({ ...s, Resource: "*" })), /identity ARN.*configuration set ARN/],
  [
    "any identity",
    sending((s) => ({
      ...s,
      Resource: [`arn:aws:ses:${AWS}:identity/*`, `arn:aws:ses:${AWS}:configuration-set/a`],
    })),
    /bound to an identity ARN\./,
  ],
  [
    "any configuration set",
    sending((s) => ({
      ...s,
      Resource: [`arn:aws:ses:${AWS}:identity/a.example`, `arn:aws:ses:${AWS}:configuration-set/*`],
    })),
    /bound to a configuration set ARN\./,
  ],
  [
    "no configuration set",
    sending((s) => ({ ...s, Resource: `arn:aws:ses:${AWS}:identity/a.example` })),
    /configuration set/,
  ],
  [
    "no identity",
    sending((s) => ({ ...s, Resource: `arn:aws:ses:${AWS}:configuration-set/a` })),
    /identity ARN/,
  ],
  [
    "one resource is anything of SES",
    sending((s) => ({ ...s, Resource: [...[s.Resource ?? []].flat(), `arn:aws:ses:${AWS}:*`] })),
    /SES alone/,
  ],
  [
    "NotResource",
    sending((s) => ({ ...s, Resource: undefined, NotResource: "arn:aws:ses:::identity/a" })),
    /SES alone/,
  ],
  ["no from address", sending((s) => without(s, "StringEqualsIgnoreCase")), /ses:FromAddress/],
  [
    "any from address",
    sending((s) => withCondition(s, { StringEqualsIgnoreCase: { "ses:FromAddress": "*" } })),
    /ses:FromAddress/,
  ],
  [
    "a from address only where it is told",
    sending((s) =>
      withCondition(without(s, "StringEqualsIgnoreCase"), {
        StringEqualsIfExists: { "ses:FromAddress": "a" },
      }),
    ),
    /ses:FromAddress/,
  ],
  ["no API version", sending((s) => without(s, "StringEquals")), /ses:ApiVersion/],
  [
    "API version 1",
    sending((s) => withCondition(s, { StringEquals: { "ses:ApiVersion": "1" } })),
    /ses:ApiVersion/,
  ],
  [
    "both API versions",
    sending((s) => withCondition(s, { StringEquals: { "ses:ApiVersion": ["1", "2"] } })),
    /ses:ApiVersion/,
  ],
  ["no condition at all", sending((s) => ({ ...s, Condition: undefined })), /FromAddress.*ApiVersion/],
  [
    "bulk sending without conditions",
    sending((s) => ({ ...s, Action: "ses:SendBulkEmail", Condition: {} })),
    /FromAddress/,
  ],
  [
    "in a role's inline policy",
    rewriting(T.iamRole, "application", (s) => ({ ...s, Condition: {} }), "inlinePolicies.0.policy"),
    /FromAddress/,
  ],
);

const CLOSED = of(
  "ses-default-set-is-closed",
  [
    "sending is on",
    setting(T.configurationSet, "identity-closed", "sendingOptions.sendingEnabled", true),
    /sending on/,
  ],
  [
    "the switch is not written",
    setting(T.configurationSet, "identity-closed", "sendingOptions", undefined),
    /sending on/,
  ],
  [
    "the switch is unknown",
    setting(T.configurationSet, "identity-closed", "sendingOptions.sendingEnabled", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "the switch is a text",
    setting(T.configurationSet, "identity-closed", "sendingOptions.sendingEnabled", "false"),
    CANNOT_KNOW,
  ],
  ["no default set", setting(T.emailIdentity, "identity", "configurationSetName", undefined), /no default/],
  [
    "no default set of an unknown identity",
    both(setting(T.emailIdentity, "recipient", "emailIdentity", UNKNOWN)),
    CANNOT_KNOW,
  ],
  [
    "the default set is a stream",
    setting(T.emailIdentity, "identity", "configurationSetName", "prod-transactional"),
    /sending on/,
  ],
  [
    "the default set is nobody's",
    setting(T.emailIdentity, "identity", "configurationSetName", "elsewhere"),
    /not one of this stack/,
  ],
  [
    "the default set's name is empty, as state may hold it",
    setting(T.emailIdentity, "identity", "configurationSetName", ""),
    /no default/,
  ],
  [
    "the default set is unknown",
    setting(T.emailIdentity, "identity", "configurationSetName", UNKNOWN),
    CANNOT_KNOW,
  ],
  ["the closed set is gone", removing(T.configurationSet, "identity-closed"), /not one of this stack/],
  [
    "the closed set's name is unknown",
    setting(T.configurationSet, "identity-closed", "configurationSetName", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "an address's own default set is open",
    setting(T.emailIdentity, "recipient", "configurationSetName", "prod-canary"),
    /sending on/,
  ],
  [
    "the default set is one of the first SES API and open",
    both(
      setting(T.emailIdentity, "identity", "configurationSetName", "old"),
      setting(T.v1ConfigurationSet, "old-set", "sendingEnabled", undefined),
    ),
    /sending on/,
  ],
);

const SOURCES = of(
  "ses-services-name-their-source",
  ["SES without a condition", topic((s) => ({ ...s, Condition: {} })), /SourceArn and aws:SourceAccount/],
  [
    "SES without its account",
    topic((s) => ({
      ...s,
      Condition: { StringEquals: { "aws:SourceArn": `arn:aws:ses:${AWS}:configuration-set/a` } },
    })),
    /without aws:SourceAccount/,
  ],
  [
    "SES without the set",
    topic((s) => ({ ...s, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } })),
    /without aws:SourceArn/,
  ],
  [
    "any source",
    topic((s) => ({
      ...s,
      Condition: { StringEquals: { "aws:SourceAccount": "1" }, ArnLike: { "aws:SourceArn": "*" } },
    })),
    /without aws:SourceArn/,
  ],
  [
    "a source where it is told",
    queue((s) => ({ ...s, Condition: { ArnEqualsIfExists: { "aws:SourceArn": "arn:a" } } })),
    /IfExists/,
  ],
  [
    "all sources but one",
    queue((s) => ({ ...s, Condition: { ArnNotEquals: { "aws:SourceArn": "arn:a" } } })),
    /SourceArn/,
  ],
  [
    "SNS into a queue without a condition",
    queue((s) => ({ ...s, Condition: undefined })),
    /sns\.amazonaws\.com/,
  ],
  [
    "several services",
    queue((s) => ({ ...s, Principal: { Service: ["sns.amazonaws.com", "ses.amazonaws.com"] } })),
    /SourceAccount/,
  ],
  ["everyone", queue((s) => ({ ...s, Principal: "*", Condition: {} })), /lets everyone in/],
  ["the topic's own policy", rewriting(T.topic, "other", (s) => without(s, "StringEquals")), /SourceArn/],
  ["the queue's own policy", rewriting(T.queue, "other", (s) => without(s, "ArnEquals")), /SourceArn/],
  [
    "the document is unknown",
    setting(T.topicPolicy, "feedback-topic-policy", "policy", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "the queue's document is unknown",
    setting(T.queuePolicy, "feedback-policy", "policy", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "the document is no JSON",
    setting(T.queuePolicy, "feedback-policy", "policy", "nonsense"),
    /no policy document/,
  ],
);

const PROXIED = of(
  "ses-mail-record-is-not-proxied",
  ...["dns-dkim-0", "dns-mail-from-mx", "dns-mail-from-spf", "dns-dmarc"].flatMap((name) => [
    [`${name} is proxied`, setting(T.dnsRecord, name, "proxied", true), /is proxied/] as const,
    [`${name}: proxied is unknown`, setting(T.dnsRecord, name, "proxied", UNKNOWN), CANNOT_KNOW] as const,
  ]),
  [
    "a proxied record of an unknown name",
    both(
      setting(T.dnsRecord, "dns-dkim-1", "proxied", true),
      setting(T.dnsRecord, "dns-dkim-1", "name", UNKNOWN),
    ),
    CANNOT_KNOW,
  ],
  [
    "a proxied record of an unknown type",
    both(setting(T.dnsRecord, "www", "type", UNKNOWN), setting(T.dnsRecord, "www", "content", '"a"')),
    CANNOT_KNOW,
  ],
  [
    "the resource's older name",
    adding(
      resource(T.oldDnsRecord, "mx", { type: "MX", name: "a.example", content: "b.example", proxied: true }),
    ),
    /is proxied/,
  ],
);

const QUOTED = of(
  "ses-txt-is-quoted",
  [
    "SPF without quotes",
    setting(T.dnsRecord, "dns-mail-from-spf", "content", "v=spf1 include:amazonses.com ~all"),
    /not in quotes/,
  ],
  ["DMARC without quotes", setting(T.dnsRecord, "dns-dmarc", "content", "v=DMARC1; p=none"), /not in quotes/],
  ["half a quote", setting(T.dnsRecord, "site", "content", '"google-site-verification=abc'), /not in quotes/],
  ["text after the quote", setting(T.dnsRecord, "site", "content", '"a" b'), /not in quotes/],
  ["no content", setting(T.dnsRecord, "site", "content", undefined), /not in quotes/],
  [
    "unquoted content of an unknown type",
    both(setting(T.dnsRecord, "site", "type", UNKNOWN), setting(T.dnsRecord, "site", "content", "abc")),
    CANNOT_KNOW,
  ],
);

const SPF = of(
  "ses-one-spf-per-name",
  [
    "a second record",
    adding(record("second", "TXT", "bounce.listbackup.ai", '"v=spf1 -all"')),
    /dns-mail-from-spf/,
  ],
  [
    "a second record in other spelling",
    adding(record("second", "TXT", "Bounce.ListBackup.ai.", '"v=spf1" " -all"')),
    /Merge/,
  ],
  [
    "a second record of an unknown name",
    adding(record("second", "TXT", UNKNOWN, '"v=spf1 -all"')),
    CANNOT_KNOW,
  ],
  [
    "the second of an unknown type",
    adding(record("second", UNKNOWN, "bounce.listbackup.ai", '"v=spf1 -all"')),
    /Merge/,
  ],
);

const DMARC = of(
  "ses-dmarc-is-aligned",
  ["strict SPF", setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; aspf=s"'), /aspf=s/],
  [
    "strict SPF of the parent domain",
    both(
      setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; aspf=s"'),
      setting(T.mailFrom, "identity-mail-from", "emailIdentity", "mail.listbackup.ai"),
    ),
    /aspf=s/,
  ],
  [
    "strict SPF in the first SES API",
    adding(record("net", "TXT", "_dmarc.example.net", '"v=DMARC1; p=none; aspf=S"')),
    /aspf=s/,
  ],
  ["no DMARC record", setting(T.dnsRecord, "dns-dmarc", "content", '"p=none"'), /v=DMARC1/],
  ["a wrong policy", setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=block"'), /none of/],
  ["a tag twice", setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; p=reject"'), /twice/],
  [
    "a part without a value",
    setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; rua"'),
    /no tag/,
  ],
  [
    "strict SPF at an unknown name",
    both(
      setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; aspf=s"'),
      setting(T.dnsRecord, "dns-dmarc", "name", UNKNOWN),
    ),
    CANNOT_KNOW,
  ],
  [
    "strict SPF of an unknown identity",
    both(
      setting(T.dnsRecord, "dns-dmarc", "content", '"v=DMARC1; p=none; aspf=s"'),
      setting(T.mailFrom, "identity-mail-from", "emailIdentity", UNKNOWN),
    ),
    CANNOT_KNOW,
  ],
);

const TLS = of(
  "ses-tls-is-required",
  ...["identity-closed", "stream-canary", "stream-alerts"].map(
    (name) =>
      [
        `${name}: optional`,
        setting(T.configurationSet, name, "deliveryOptions.tlsPolicy", "OPTIONAL"),
        /REQUIRE/,
      ] as const,
  ),
  ["not written", setting(T.configurationSet, "stream-alerts", "deliveryOptions", undefined), /REQUIRE/],
  [
    "unknown",
    setting(T.configurationSet, "stream-alerts", "deliveryOptions.tlsPolicy", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "all options unknown",
    setting(T.configurationSet, "stream-alerts", "deliveryOptions", UNKNOWN),
    CANNOT_KNOW,
  ],
  ["a number", setting(T.configurationSet, "stream-alerts", "deliveryOptions.tlsPolicy", 1), CANNOT_KNOW],
  [
    "in the first SES API",
    setting(T.v1ConfigurationSet, "old-set", "deliveryOptions.tlsPolicy", "Optional"),
    /REQUIRE/,
  ],
  [
    "not written in the first SES API",
    setting(T.v1ConfigurationSet, "old-set", "deliveryOptions", undefined),
    /REQUIRE/,
  ],
);

const RATES = of(
  "ses-reputation-alarm-fires",
  ["percent", bounce("threshold", 5), /ratios/],
  ["above the review line", bounce("threshold", 0.06), /at most 0\.05/],
  [
    "complaints above the line",
    setting(T.metricAlarm, "complaint-rate", "threshold", 0.002),
    /at most 0\.001/,
  ],
  ["complaints in percent", setting(T.metricAlarm, "complaint-rate", "threshold", 0.1), /ratios/],
  ["a pause alarm above its line", both(bounce("name", "bounce-pause"), bounce("threshold", 0.1)), /ratios/],
  ["a threshold of 0", bounce("threshold", 0), /above 0/],
  ["no threshold", bounce("threshold", undefined), /above 0/],
  ["a unit", bounce("unit", "Percent"), /unit/],
  ["the unit None", bounce("unit", "None"), /unit/],
  ["fires when the rate falls", bounce("comparisonOperator", "LessThanThreshold"), /rises/],
  ["no comparison", bounce("comparisonOperator", undefined), /rises/],
  ["a metric that is not there", bounce("metricName", "Reputation.BouncesRate"), /no metric of this name/],
  ["the metric in other letters", bounce("metricName", "reputation.bouncerate"), /no metric of this name/],
  ["the metric without its beginning", bounce("metricName", "BounceRate"), /no metric of this name/],
  ["another namespace", bounce("namespace", "AWS/SESv2"), /namespace/],
  ["no namespace", bounce("namespace", undefined), /namespace/],
  ["unknown threshold", bounce("threshold", UNKNOWN), CANNOT_KNOW],
  ["unknown unit", bounce("unit", UNKNOWN), CANNOT_KNOW],
  ["unknown metric", bounce("metricName", UNKNOWN), CANNOT_KNOW],
  ["unknown namespace", bounce("namespace", UNKNOWN), CANNOT_KNOW],
  ["unknown name between the lines", both(bounce("name", UNKNOWN), bounce("threshold", 0.07)), CANNOT_KNOW],
  [
    "a unit inside a query",
    both(
      streamRate("metricQueries.1", {
        id: "rate",
        metric: spec({ namespace: "AWS/SES", metricName: "Reputation.BounceRate", unit: "Percent" }),
      }),
    ),
    /unit/,
  ],
  [
    "a wrong metric inside a query",
    streamRate("metricQueries.1", {
      id: "rate",
      metric: spec({ namespace: "AWS/SES", metricName: "Reputation.Bounces" }),
    }),
    /no metric of this name/,
  ],
  ["a query's metric is unknown", streamRate("metricQueries", [{ id: "a", metric: UNKNOWN }]), CANNOT_KNOW],
  ["the queries are unknown", streamRate("metricQueries", UNKNOWN), CANNOT_KNOW],
  [
    "a query in percent",
    streamRate("metricQueries.0.expression", "IF(bounces >= 10, rate * 100, 0)"),
    /percent/,
  ],
  ["a query in percent, the other way", streamRate("metricQueries.0.expression", "100*rate"), /percent/],
  ["an unknown expression", streamRate("metricQueries.0.expression", UNKNOWN), CANNOT_KNOW],
  ["a stream's threshold in percent", streamRate("threshold", 8), /ratios/],
);

const ACTIONS = of(
  "ses-alarm-has-action",
  ["no action", bounce("alarmActions", undefined), /tells nobody/],
  ["an empty list", bounce("alarmActions", []), /tells nobody/],
  ["actions switched off", bounce("actionsEnabled", false), /tells nobody/],
  ["unknown actions", bounce("alarmActions", UNKNOWN), CANNOT_KNOW],
  ["an unknown switch", bounce("actionsEnabled", UNKNOWN), CANNOT_KNOW],
  [
    "a composite alarm without action",
    setting(T.compositeAlarm, "whole", "alarmActions", []),
    /tells nobody/,
  ],
  [
    "the composite alarm asks for another",
    setting(T.compositeAlarm, "whole", "alarmRule", "ALARM(part-two) OR ALARM(part-one-b)"),
    /part-one/,
  ],
  [
    "the composite alarm's rule is unknown",
    both(setting(T.compositeAlarm, "whole", "alarmRule", UNKNOWN), removing(T.metricAlarm, "part-two")),
    CANNOT_KNOW,
  ],
  ["a part's name is unknown", setting(T.metricAlarm, "part-one", "name", UNKNOWN), CANNOT_KNOW],
  ["a part has no name", setting(T.metricAlarm, "part-one", "name", undefined), /tells nobody/],
);

const visibility = (value: unknown) => setting(T.queue, "feedback", "visibilityTimeoutSeconds", value);
const timeout = (value: unknown) => setting(T.lambda, "feedback-function", "timeout", value);
const withoutDependencies: Spoil = (stack) => {
  delete pick(stack, T.eventSourceMapping, "feedback-function-queue").dependencies;
};
const OUTLASTS = of(
  "ses-queue-outlasts-function",
  ["shorter than the function's limit", visibility(29), /29 s is shorter than the 30 s/],
  ["0 seconds", visibility(0), /shorter/],
  [
    "not written, against a slow function",
    both(visibility(undefined), timeout(31)),
    /30 s is shorter than the 31 s/,
  ],
  ["a function slower than the queue", timeout(181), /181 s/],
  [
    "a function named by its alias",
    both(
      visibility(29),
      setting(
        T.lambda,
        "feedback-function",
        "arn",
        `arn:aws:lambda:${AWS}:function:ses-launch-prod-feedback`,
      ),
      setting(
        T.eventSourceMapping,
        "feedback-function-queue",
        "functionName",
        `arn:aws:lambda:${AWS}:function:ses-launch-prod-feedback:live`,
      ),
      withoutDependencies,
    ),
    /29 s/,
  ],
  [
    "a function named by its alias, its own ARN unknown",
    both(
      visibility(29),
      setting(
        T.eventSourceMapping,
        "feedback-function-queue",
        "functionName",
        `arn:aws:lambda:${AWS}:function:ses-launch-prod-feedback:live`,
      ),
      withoutDependencies,
    ),
    /29 s/,
  ],
  [
    "found by its ARN alone",
    both(
      visibility(29),
      setting(T.queue, "feedback", "arn", `arn:aws:sqs:${AWS}:ses-launch-prod-feedback`),
      setting(T.queue, "feedback", "name", undefined),
      withoutDependencies,
    ),
    /29 s/,
  ],
  [
    "found by its ARN",
    both(visibility(29), setting(T.queue, "feedback", "arn", `arn:aws:sqs:${AWS}:ses-launch-prod-feedback`)),
    /29 s/,
  ],
  [
    "found by what the mapping is made from",
    both(visibility(29), setting(T.eventSourceMapping, "feedback-function-queue", "eventSourceArn", UNKNOWN)),
    /29 s/,
  ],
  [
    "the function's default limit",
    setting(T.queue, "other", "visibilityTimeoutSeconds", 2),
    /2 s is shorter than the 3 s/,
  ],
);

const RETRIES = of(
  "ses-queue-outlasts-retries",
  ["five times the limit", visibility(150), /advises 180 s/],
  [
    "six times without the window",
    setting(T.eventSourceMapping, "feedback-function-queue", "maximumBatchingWindowInSeconds", 20),
    /advises 200 s/,
  ],
  ["the default of 30 s against 30 s", visibility(undefined), /30 s/],
);

const TABLE = of(
  "ses-suppression-table-is-kept",
  [
    "no deletion protection",
    setting(T.table, "suppression", "deletionProtectionEnabled", false),
    /deletionProtection/,
  ],
  [
    "deletion protection not written",
    setting(T.table, "suppression", "deletionProtectionEnabled", undefined),
    /deletionProtection/,
  ],
  [
    "no recovery",
    setting(T.table, "suppression", "pointInTimeRecovery.enabled", false),
    /pointInTimeRecovery/,
  ],
  [
    "recovery not written",
    setting(T.table, "suppression", "pointInTimeRecovery", undefined),
    /pointInTimeRecovery/,
  ],
  ["unknown protection", setting(T.table, "suppression", "deletionProtectionEnabled", UNKNOWN), CANNOT_KNOW],
  ["unknown recovery", setting(T.table, "suppression", "pointInTimeRecovery.enabled", UNKNOWN), CANNOT_KNOW],
  [
    "known by the resource's name alone",
    adding(resource(T.table, "suppressions", { name: "no-mail", hashKey: "email" })),
    /deletionProtection/,
  ],
  [
    "one stream sends, of another it is unknown",
    both(
      setting(T.configurationSet, "stream-alerts", "sendingOptions.sendingEnabled", UNKNOWN),
      setting(T.table, "suppression", "deletionProtectionEnabled", false),
    ),
    /deletionProtection/,
  ],
  [
    "known by its key alone",
    adding(resource(T.table, "kept", { name: "no-mail", hashKey: "address", rangeKey: "scope" })),
    /deletionProtection/,
  ],
  [
    "known by its name alone",
    adding(resource(T.table, "kept", { name: "suppressed", hashKey: "email" })),
    /deletionProtection/,
  ],
  ["a table of an unknown name", setting(T.table, "orders", "name", UNKNOWN), CANNOT_KNOW],
  [
    "it is unknown whether the only stream sends",
    both(
      setting(T.configurationSet, "stream-transactional", "sendingOptions.sendingEnabled", UNKNOWN),
      setting(T.table, "suppression", "deletionProtectionEnabled", false),
    ),
    CANNOT_KNOW,
  ],
  [
    "a sending set of the first SES API",
    both(
      setting(T.configurationSet, "stream-transactional", "sendingOptions.sendingEnabled", false),
      setting(T.v1ConfigurationSet, "old-set", "sendingEnabled", undefined),
      setting(T.table, "suppression", "pointInTimeRecovery.enabled", false),
    ),
    /pointInTimeRecovery/,
  ],
  [
    "it is unknown whether the only sending set is the canary",
    both(
      setting(T.configurationSet, "stream-transactional", "sendingOptions.sendingEnabled", false),
      setting(T.configurationSet, "stream-canary", "configurationSetName", UNKNOWN),
      setting(T.table, "suppression", "deletionProtectionEnabled", false),
    ),
    CANNOT_KNOW,
  ],
);

const ENABLED = of(
  "ses-event-destination-is-enabled",
  ...["stream-transactional-feedback", "stream-canary-counts"].flatMap((name) => [
    [
      `${name}: off`,
      setting(T.eventDestination, name, "eventDestination.enabled", false),
      /publishes nothing/,
    ] as const,
    [
      `${name}: not written`,
      setting(T.eventDestination, name, "eventDestination.enabled", undefined),
      /publishes nothing/,
    ] as const,
    [
      `${name}: unknown`,
      setting(T.eventDestination, name, "eventDestination.enabled", UNKNOWN),
      CANNOT_KNOW,
    ] as const,
  ]),
  [
    "all of it unknown",
    setting(T.eventDestination, "stream-alerts-feedback", "eventDestination", UNKNOWN),
    CANNOT_KNOW,
  ],
  [
    "a text",
    setting(T.eventDestination, "stream-alerts-feedback", "eventDestination.enabled", "true"),
    CANNOT_KNOW,
  ],
  [
    "in the first SES API",
    setting(T.v1EventDestination, "old-destination", "enabled", undefined),
    /publishes nothing/,
  ],
);

const reasons = (value: unknown) =>
  setting(T.configurationSet, "stream-alerts", "suppressionOptions.suppressedReasons", value);
const account = (value: unknown) =>
  setting(T.accountSuppression, "suppression-account", "suppressedReasons", value);
const SUPPRESSION = of(
  "ses-suppression-is-on",
  ["a set with an empty list", reasons([]), /BOUNCE and COMPLAINT/],
  ["a set without complaints", reasons(["BOUNCE"]), /lacks COMPLAINT/],
  ["a set without bounces", reasons(["COMPLAINT"]), /lacks BOUNCE/],
  ["a set with options and no list", reasons(undefined), /BOUNCE and COMPLAINT/],
  ["a set's list is unknown", reasons(UNKNOWN), CANNOT_KNOW],
  ["a set's reason is unknown", reasons(["BOUNCE", UNKNOWN]), CANNOT_KNOW],
  [
    "a set's options are unknown",
    setting(T.configurationSet, "stream-alerts", "suppressionOptions", UNKNOWN),
    CANNOT_KNOW,
  ],
  ["the account with an empty list", account([]), /BOUNCE and COMPLAINT/],
  ["the account without complaints", account(["BOUNCE"]), /lacks COMPLAINT/],
  ["the account without a list", account(undefined), /BOUNCE and COMPLAINT/],
  ["the account's list is unknown", account(UNKNOWN), CANNOT_KNOW],
);

const SECRETS = of(
  "ses-no-plain-secret",
  ...[
    "https://hooks.example.com/in?token=0123456789abcdef",
    "https://hooks.example.com/in?a=1&access_token=0123456789",
    "https://user:password1@hooks.example.com/in",
    "https://hooks.slack.com/services/T0000/B0000/abcdefghij",
    "AKIAIOSFODNN7EXAMPLE",
    "-----BEGIN RSA PRIVATE KEY-----",
    "https://hooks.example.com/in?x-api-key=0123456789",
  ].map(
    (value, index) =>
      [
        `a variable of a function, ${index + 1}`,
        setting(T.lambda, "feedback-function", "environment.variables.HOOK", value),
        /variables\.HOOK/,
      ] as const,
  ),
  ["a plain parameter", setting(T.parameter, "secret", "type", "String"), /value shows/],
  ["a parameter of unknown type", setting(T.parameter, "secret", "type", UNKNOWN), /value shows/],
  [
    "a parameter's insecure value",
    setting(T.parameter, "email", "insecureValue", '{"hook":"https://a.example/?sig=abcdefgh"}'),
    /insecureValue/,
  ],
  [
    "a comment in DNS",
    setting(T.dnsRecord, "www", "comment", "see https://a.example/?key=abcdefgh"),
    /comment/,
  ],
  ["a delivery in clear", setting(T.subscription, "webhook", "protocol", "http"), /https/],
);

const list = (name: string, props: Record<string, unknown> = {}) =>
  adding(resource(T.contactList, name, props));
const ACCOUNT = of(
  "ses-account-wide-once",
  ["a second contact list", list("second"), /second one/],
  [
    "second suppression attributes",
    adding(resource(T.accountSuppression, "second", { suppressedReasons: ["BOUNCE", "COMPLAINT"] })),
    /second one/,
  ],
  [
    "two deliverability managers",
    both(adding(resource(T.accountVdm, "one", {})), adding(resource(T.accountVdm, "two", {}))),
    /second one/,
  ],
  ["a second contact list of an unknown Region", list("second", { region: UNKNOWN }), CANNOT_KNOW],
);

/** Every way in which a rule can be broken. Each gives exactly one violation, of this rule. */
export const MUTATIONS: readonly Mutation[] = [
  ...IDENTITY,
  ...WILDCARDS,
  ...BULK,
  ...RECIPIENTS,
  ...BOUND,
  ...CLOSED,
  ...SOURCES,
  ...PROXIED,
  ...QUOTED,
  ...SPF,
  ...DMARC,
  ...TLS,
  ...RATES,
  ...ACTIONS,
  ...OUTLASTS,
  ...RETRIES,
  ...TABLE,
  ...ENABLED,
  ...SUPPRESSION,
  ...SECRETS,
  ...ACCOUNT,
];

/** Where it takes more than one rule to say what is wrong, because none of them can read what it needs. */
export const SHARED: readonly { title: string; spoil: Spoil; rules: readonly string[] }[] = [
  {
    title: "an IAM document is unknown",
    spoil: setting(T.iamPolicy, "access-send-alerts", "policy", UNKNOWN),
    rules: [
      "ses-no-wildcard-to-send",
      "ses-no-bulk-beside-recipients",
      "ses-recipients-are-demanded",
      "ses-sending-is-bound",
    ],
  },
  {
    title: "an IAM document is no JSON",
    spoil: setting(T.iamPolicy, "access-send-alerts", "policy", "{"),
    rules: [
      "ses-no-wildcard-to-send",
      "ses-no-bulk-beside-recipients",
      "ses-recipients-are-demanded",
      "ses-sending-is-bound",
    ],
  },
  {
    title: "a role's inline policies are unknown",
    spoil: setting(T.iamRole, "application", "inlinePolicies", UNKNOWN),
    rules: [
      "ses-no-wildcard-to-send",
      "ses-no-bulk-beside-recipients",
      "ses-recipients-are-demanded",
      "ses-sending-is-bound",
    ],
  },
  {
    title: "the queue behind a mapping cannot be told",
    spoil: (stack) => {
      setting(T.eventSourceMapping, "small-queue", "eventSourceArn", UNKNOWN)(stack);
    },
    rules: ["ses-queue-outlasts-function", "ses-queue-outlasts-retries"],
  },
  {
    title: "a queue that tells neither name nor ARN may be the one",
    spoil: both(
      setting(T.eventSourceMapping, "small-queue", "eventSourceArn", `arn:aws:sqs:${AWS}:nowhere`),
      setting(T.queue, "feedback-failed", "name", UNKNOWN),
    ),
    rules: ["ses-queue-outlasts-function", "ses-queue-outlasts-retries"],
  },
  {
    title: "the queue's time is unknown",
    spoil: visibility(UNKNOWN),
    rules: ["ses-queue-outlasts-function", "ses-queue-outlasts-retries"],
  },
  {
    title: "the content of a TXT record beside SPF is unknown",
    spoil: adding(record("second", "TXT", "bounce.listbackup.ai", UNKNOWN)),
    rules: ["ses-txt-is-quoted", "ses-one-spf-per-name"],
  },
  {
    title: "the content of the DMARC record is unknown",
    spoil: setting(T.dnsRecord, "dns-dmarc", "content", UNKNOWN),
    rules: ["ses-txt-is-quoted", "ses-dmarc-is-aligned"],
  },
];
