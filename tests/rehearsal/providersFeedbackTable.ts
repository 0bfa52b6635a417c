/** One entry a type: what is made, what may not be, and what happens around it. `providersFeedback.test.ts` runs them all. */

import * as types from "../../rehearsal/providers/handlers/names";
import { SIGNATURE_KEY, type Props, type Value } from "../../rehearsal/providers/values";

export interface Life {
  readonly type: string;
  /** What must be there before, in this order. */
  readonly needs?: readonly (readonly [type: string, inputs: Props])[];
  readonly inputs: Props;
  /** The id, as far as it is not made up. */
  readonly id: string | RegExp;
  /** Outputs that are known after the create, and not before. */
  readonly outputs: Readonly<Record<string, Value | RegExp>>;
  /** What somebody changes by hand, each of which the next refresh shows. */
  readonly drift: Props;
  /** A new value for each input that replaces. */
  readonly replaces: Props;
  /** Inputs that a check refuses, with the property it names. */
  readonly refused: readonly (readonly [change: Props, property: string])[];
  /** What a second create comes to: an exception, the same object, or another one. */
  readonly again: RegExp | "the existing" | "overwritten" | "another";
  /** What deleting leaves. */
  readonly kept?: true;
}

export const ACCOUNT = "123456789012";
const REGION = "eu-west-1";
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

export const TOPIC_ARN = arn("sns", "feedback");
export const QUEUE_ARN = arn("sqs", "feedback");
export const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/feedback`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/runner`;

export const allow = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const NO_POLICY = "{}";

export const trust = (service: string): string =>
  allow({ Principal: { Service: service }, Action: "sts:AssumeRole" });
export const POLLS = allow({ Action: "sqs:*", Resource: QUEUE_ARN });
const SES_PUBLISHES = allow({
  Principal: { Service: "ses.amazonaws.com" },
  Action: "sns:Publish",
  Resource: TOPIC_ARN,
});
const KEY_POLICY = allow({
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
});

/** The archive as the engine sends it. */
export const archive = (text: string): Props => ({
  [SIGNATURE_KEY]: "0def7320c3a5731c473e5ecbe6d01bc7",
  hash: `hash of ${text}`,
  assets: {
    "index.js": { [SIGNATURE_KEY]: "c44067f5952c0a294b673a41bacd8c17", hash: `hash of ${text}`, text },
  },
});

export const TOPIC = [types.TOPIC, { name: "feedback" }] as const;
export const QUEUE = [types.QUEUE, { name: "feedback" }] as const;
export const ROLE = [
  types.ROLE,
  { name: "runner", assumeRolePolicy: trust("lambda.amazonaws.com") },
] as const;
export const POLL_POLICY = [types.ROLE_POLICY, { role: "runner", name: "poll", policy: POLLS }] as const;
export const FUNCTION = [
  types.FUNCTION,
  { name: "feedback", role: ROLE_ARN, runtime: "nodejs22.x", handler: "index.handler", code: archive("1") },
] as const;
const RULE = [types.EVENT_RULE, { name: "status", eventPattern: '{"source":["aws.ses"]}' }] as const;
const SET = [types.CONFIGURATION_SET, { configurationSetName: "news" }] as const;

export const LIVES: readonly Life[] = [
  {
    type: types.TOPIC,
    inputs: { name: "feedback", signatureVersion: 2, tags: { a: "1" } },
    id: TOPIC_ARN,
    outputs: { arn: TOPIC_ARN, owner: ACCOUNT },
    drift: { kmsMasterKeyId: "alias/aws/sns", signatureVersion: 1 },
    replaces: { name: "other" },
    refused: [
      [{ name: "a b" }, "name"],
      [{ signatureVersion: 3 }, "signatureVersion"],
      [{ deliveryPolicy: "{" }, "deliveryPolicy"],
    ],
    again: "the existing",
  },
  {
    type: types.TOPIC_POLICY,
    needs: [TOPIC],
    inputs: { arn: TOPIC_ARN, policy: SES_PUBLISHES },
    id: TOPIC_ARN,
    outputs: { owner: ACCOUNT },
    drift: { policy: POLLS },
    replaces: { arn: arn("sns", "other") },
    refused: [
      [{ policy: NO_POLICY }, "policy"],
      [{ policy: "not JSON" }, "policy"],
      [{ policy: '{"Version":"2012-10-17","Statement":[]}' }, "policy"],
    ],
    again: "overwritten",
  },
  {
    type: types.SUBSCRIPTION,
    needs: [TOPIC, QUEUE],
    inputs: { topic: TOPIC_ARN, protocol: "sqs", endpoint: QUEUE_ARN },
    id: new RegExp(`^${TOPIC_ARN}:[0-9a-f-]{36}$`),
    outputs: { arn: new RegExp(`^${TOPIC_ARN}:`), ownerId: ACCOUNT, pendingConfirmation: false },
    drift: { rawMessageDelivery: true, filterPolicy: '{"a":["b"]}' },
    replaces: { topic: arn("sns", "other"), endpoint: arn("sqs", "other"), protocol: "https" },
    refused: [
      [{ protocol: "mail" }, "protocol"],
      [{ redrivePolicy: "{" }, "redrivePolicy"],
      [{ filterPolicy: "{" }, "filterPolicy"],
    ],
    again: "the existing",
  },
  {
    type: types.QUEUE,
    inputs: { name: "feedback", visibilityTimeoutSeconds: 180, tags: { a: "1" } },
    id: QUEUE_URL,
    outputs: { arn: QUEUE_ARN, url: QUEUE_URL, sqsManagedSseEnabled: true },
    drift: { visibilityTimeoutSeconds: 20, messageRetentionSeconds: 60 },
    replaces: { name: "other" },
    refused: [
      [{ name: "a.b" }, "name"],
      [{ visibilityTimeoutSeconds: 43_201 }, "visibilityTimeoutSeconds"],
      [{ messageRetentionSeconds: 59 }, "messageRetentionSeconds"],
      [{ receiveWaitTimeSeconds: 21 }, "receiveWaitTimeSeconds"],
      [{ redrivePolicy: "{" }, "redrivePolicy"],
      [{ redriveAllowPolicy: "{" }, "redriveAllowPolicy"],
      [{ sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/mail" }, "sqsManagedSseEnabled"],
    ],
    again: "the existing",
  },
  {
    type: types.QUEUE_POLICY,
    needs: [QUEUE],
    inputs: { queueUrl: QUEUE_URL, policy: POLLS },
    id: QUEUE_URL,
    outputs: {},
    drift: { policy: SES_PUBLISHES },
    replaces: { queueUrl: `${QUEUE_URL}-other` },
    refused: [[{ policy: NO_POLICY }, "policy"]],
    again: "overwritten",
  },
  {
    type: types.ROLE,
    inputs: { name: "runner", assumeRolePolicy: trust("lambda.amazonaws.com"), tags: { a: "1" } },
    id: "runner",
    outputs: { arn: ROLE_ARN, uniqueId: /^AROA/ },
    drift: { assumeRolePolicy: trust("ec2.amazonaws.com"), description: "by hand" },
    replaces: { name: "other", path: "/mail/" },
    refused: [
      [{ assumeRolePolicy: '{"Statement":[{}]}' }, "assumeRolePolicy"],
      [{ name: "a b" }, "name"],
      [{ region: REGION }, "region"],
      [{ maxSessionDuration: 60 }, "maxSessionDuration"],
    ],
    again: /StatusCode: 409.*EntityAlreadyExists: Role with name runner already exists\./,
  },
  {
    type: types.ROLE_POLICY,
    needs: [ROLE],
    inputs: { role: "runner", name: "poll", policy: POLLS },
    id: "runner:poll",
    outputs: {},
    drift: { policy: SES_PUBLISHES },
    replaces: { role: "other", name: "other" },
    refused: [[{ policy: "" }, "policy"]],
    again: "overwritten",
  },
  {
    type: types.POLICY,
    inputs: { name: "send", policy: POLLS, tags: { a: "1" } },
    id: `arn:aws:iam::${ACCOUNT}:policy/send`,
    outputs: { arn: `arn:aws:iam::${ACCOUNT}:policy/send`, policyId: /^ANPA/ },
    drift: { policy: SES_PUBLISHES },
    replaces: { name: "other", description: "other", path: "/mail/" },
    refused: [[{ policy: NO_POLICY }, "policy"]],
    again: /EntityAlreadyExists: A policy called send already exists\./,
  },
  {
    type: types.FUNCTION,
    needs: [ROLE],
    inputs: { ...FUNCTION[1], timeout: 30, architectures: ["arm64"], environment: { variables: { A: "1" } } },
    id: "feedback",
    outputs: {
      arn: arn("lambda", "function:feedback"),
      invokeArn: /functions\/arn:aws:lambda:.*\/invocations$/,
      qualifiedArn: arn("lambda", "function:feedback:$LATEST"),
      version: "$LATEST",
      codeSha256: /^[A-Za-z0-9+/]{43}=$/,
      lastModified: /^\d{4}-/,
      loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/feedback" },
    },
    drift: { timeout: 3, code: archive("2"), environment: { variables: { A: "2" } }, memorySize: 256 },
    replaces: { name: "other", packageType: "Image" },
    refused: [
      [{ name: "a b" }, "name"],
      [{ timeout: 901 }, "timeout"],
      [{ memorySize: 64 }, "memorySize"],
      [{ runtime: "nodejs6.x" }, "runtime"],
      [{ architectures: ["arm"] }, "architectures"],
      [{ loggingConfig: { logFormat: "Text", applicationLogLevel: "INFO" } }, "loggingConfig"],
    ],
    again: /StatusCode: 409.*ResourceConflictException: Function already exist: feedback/,
  },
  {
    type: types.PERMISSION,
    needs: [ROLE, FUNCTION],
    inputs: {
      statementId: "Topic",
      function: arn("lambda", "function:feedback"),
      action: "lambda:InvokeFunction",
      principal: "sns.amazonaws.com",
      sourceArn: TOPIC_ARN,
    },
    id: "feedback/Topic",
    outputs: {},
    drift: { principal: "events.amazonaws.com" },
    replaces: {
      statementId: "Other",
      function: "other",
      action: "lambda:*",
      principal: "events.amazonaws.com",
      sourceArn: arn("sns", "other"),
      sourceAccount: ACCOUNT,
    },
    refused: [
      [{ action: "sns:Publish" }, "action"],
      [{ sourceAccount: "1" }, "sourceAccount"],
    ],
    again: /ResourceConflictException: The statement id \(Topic\) provided already exists\./,
  },
  {
    type: types.EVENT_SOURCE_MAPPING,
    needs: [QUEUE, ROLE, POLL_POLICY, FUNCTION],
    inputs: {
      functionName: arn("lambda", "function:feedback"),
      eventSourceArn: QUEUE_ARN,
      scalingConfig: { maximumConcurrency: 5 },
      functionResponseTypes: ["ReportBatchItemFailures"],
    },
    id: /^[0-9a-f-]{36}$/,
    outputs: { uuid: /^[0-9a-f-]{36}$/, state: "Enabled", functionArn: arn("lambda", "function:feedback") },
    drift: {
      batchSize: 1,
      enabled: false,
      functionResponseTypes: [],
      scalingConfig: { maximumConcurrency: 2 },
    },
    replaces: { eventSourceArn: arn("sqs", "other") },
    refused: [
      [{ scalingConfig: { maximumConcurrency: 1 } }, "scalingConfig"],
      [{ scalingConfig: { maximumConcurrency: 1001 } }, "scalingConfig"],
      [{ batchSize: 10_001 }, "batchSize"],
      [{ batchSize: 11 }, "maximumBatchingWindowInSeconds"],
      [{ functionResponseTypes: ["All"] }, "functionResponseTypes"],
    ],
    again: /StatusCode: 409.*An event source mapping with SQS arn .* already exists\. .* UUID [0-9a-f-]{36}/,
  },
  {
    type: types.LOG_GROUP,
    inputs: { name: "/aws/lambda/feedback", retentionInDays: 30 },
    id: "/aws/lambda/feedback",
    outputs: { arn: arn("logs", "log-group:/aws/lambda/feedback") },
    drift: { retentionInDays: 0 },
    replaces: { name: "other", logGroupClass: "INFREQUENT_ACCESS" },
    refused: [
      [{ retentionInDays: 31 }, "retentionInDays"],
      [{ name: "a b" }, "name"],
    ],
    again: /ResourceAlreadyExistsException: The specified log group already exists/,
  },
  {
    type: types.TABLE,
    inputs: {
      name: "list",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      ttl: { attributeName: "expiresAt", enabled: true },
      pointInTimeRecovery: { enabled: true },
    },
    id: "list",
    outputs: { arn: arn("dynamodb", "table/list"), readCapacity: 0 },
    drift: {
      pointInTimeRecovery: { enabled: false },
      ttl: { enabled: false },
      deletionProtectionEnabled: true,
    },
    replaces: { name: "other", hashKey: "other", rangeKey: "other" },
    refused: [
      [{ name: "l" }, "name"],
      [{ billingMode: "FREE" }, "billingMode"],
      [{ billingMode: "PROVISIONED" }, "readCapacity"],
      [{ attributes: [{ name: "pk", type: "S" }] }, "attributes"],
      [{ attributes: [{ name: "pk", type: "X" }] }, "attributes"],
      [{ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 36 } }, "pointInTimeRecovery"],
    ],
    again: /ResourceInUseException: Table already exists: list/,
  },
  {
    type: types.PARAMETER,
    inputs: { name: "/mail/prod", type: "String", value: "{}" },
    id: "/mail/prod",
    outputs: { arn: arn("ssm", "parameter/mail/prod"), version: 1 },
    drift: { value: "{ }" },
    replaces: { name: "/mail/other" },
    refused: [
      [{ type: "Text" }, "type"],
      [{ insecureValue: "a" }, "value"],
      [{ value: "" }, "value"],
      [{ tier: "Free" }, "tier"],
    ],
    again: /ParameterAlreadyExists: The parameter already exists\./,
  },
  {
    type: types.KEY,
    inputs: { policy: KEY_POLICY, enableKeyRotation: true, deletionWindowInDays: 30 },
    id: /^[0-9a-f-]{36}$/,
    outputs: { arn: new RegExp(`^${arn("kms", "key/")}`), keyId: /^[0-9a-f-]{36}$/ },
    drift: { enableKeyRotation: false, policy: KEY_POLICY.replace("kms:*", "kms:Put*"), isEnabled: false },
    replaces: { multiRegion: true, keyUsage: "SIGN_VERIFY" },
    refused: [
      [{ deletionWindowInDays: 6 }, "deletionWindowInDays"],
      [{ policy: NO_POLICY }, "policy"],
    ],
    again: "another",
  },
  {
    type: types.METRIC_ALARM,
    inputs: {
      name: "bounces",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 5,
      namespace: "AWS/SES",
      metricName: "Reputation.BounceRate",
      period: 900,
      statistic: "Maximum",
      treatMissingData: "ignore",
      alarmActions: [TOPIC_ARN, arn("sns", "other")],
    },
    id: "bounces",
    outputs: { arn: arn("cloudwatch", "alarm:bounces") },
    drift: { threshold: 50, actionsEnabled: false, alarmActions: [TOPIC_ARN] },
    replaces: { name: "other" },
    refused: [
      [{ comparisonOperator: "Above" }, "comparisonOperator"],
      [{ metricQueries: [{ id: "a", expression: "1" }] }, "metricName"],
      [{ statistic: "Median" }, "statistic"],
      [{ extendedStatistic: "p99" }, "statistic"],
      [{ period: 61 }, "period"],
      [{ treatMissingData: "fine" }, "treatMissingData"],
      [{ alarmActions: ["feedback"] }, "alarmActions"],
    ],
    again: "overwritten",
  },
  {
    type: types.DASHBOARD,
    inputs: { dashboardName: "mail", dashboardBody: '{"widgets":[]}' },
    id: "mail",
    outputs: { dashboardArn: `arn:aws:cloudwatch::${ACCOUNT}:dashboard/mail` },
    drift: { dashboardBody: '{"widgets":[{}]}' },
    replaces: { dashboardName: "other" },
    refused: [
      [{ dashboardBody: "{" }, "dashboardBody"],
      [{ dashboardName: "a b" }, "dashboardName"],
    ],
    again: "overwritten",
  },
  {
    type: types.EVENT_RULE,
    inputs: { ...RULE[1], description: "status" },
    id: "status",
    outputs: { arn: arn("events", "rule/status") },
    drift: { state: "DISABLED", eventPattern: '{"source":["aws.s3"]}' },
    replaces: { name: "other", eventBusName: "other" },
    refused: [
      [{ eventPattern: "{" }, "eventPattern"],
      [{ eventPattern: "" }, "eventPattern"],
      [{ state: "ON" }, "state"],
    ],
    again: "overwritten",
  },
  {
    type: types.EVENT_TARGET,
    needs: [RULE],
    inputs: { rule: "status", targetId: "queue", arn: QUEUE_ARN, retryPolicy: { maximumRetryAttempts: 3 } },
    id: "status-queue",
    outputs: {},
    drift: { arn: TOPIC_ARN, retryPolicy: { maximumRetryAttempts: 0 } },
    replaces: { rule: "other", targetId: "other", eventBusName: "other" },
    refused: [
      [{ arn: "queue" }, "arn"],
      [{ input: "{}", inputPath: "$.detail" }, "input"],
      [{ retryPolicy: { maximumEventAgeInSeconds: 1 } }, "retryPolicy"],
    ],
    again: "overwritten",
  },
  {
    type: types.SCHEDULE,
    needs: [[types.ROLE, { name: "runner", assumeRolePolicy: trust("scheduler.amazonaws.com") }]],
    inputs: {
      name: "check",
      scheduleExpression: "rate(1 hour)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: arn("lambda", "function:feedback"), roleArn: ROLE_ARN },
    },
    id: "default/check",
    outputs: { arn: arn("scheduler", "schedule/default/check"), groupName: "default" },
    drift: { state: "DISABLED", scheduleExpression: "rate(2 hours)" },
    replaces: { name: "other", groupName: "other" },
    refused: [
      [{ scheduleExpression: "hourly" }, "scheduleExpression"],
      [{ flexibleTimeWindow: { mode: "FLEXIBLE" } }, "flexibleTimeWindow"],
      [{ target: { arn: arn("lambda", "function:feedback") } }, "target"],
    ],
    again: /ConflictException: Schedule check already exists\./,
  },
  {
    type: types.TEMPLATE,
    inputs: { name: "welcome", subject: "Welcome", text: "Hello" },
    id: "welcome",
    outputs: { arn: arn("ses", "template/welcome") },
    drift: { subject: "Hello", html: "<p>" },
    replaces: { name: "other" },
    refused: [[{ name: "a b" }, "name"]],
    again: /Template welcome already exists/,
  },
  {
    type: types.EVENT_DESTINATION,
    needs: [SET, TOPIC, [types.TOPIC_POLICY, { arn: TOPIC_ARN, policy: SES_PUBLISHES }]],
    inputs: {
      configurationSetName: "news",
      eventDestinationName: "feedback",
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT"],
        snsDestination: { topicArn: TOPIC_ARN },
      },
    },
    id: "news|feedback",
    outputs: {},
    drift: { eventDestination: { enabled: false, matchingEventTypes: ["BOUNCE"] } },
    replaces: { configurationSetName: "other", eventDestinationName: "other" },
    refused: [
      [{ eventDestination: { matchingEventTypes: ["BOUNCE"] } }, "eventDestination"],
      [
        { eventDestination: { matchingEventTypes: ["bounce"], snsDestination: { topicArn: TOPIC_ARN } } },
        "eventDestination",
      ],
      [
        {
          eventDestination: {
            matchingEventTypes: ["BOUNCE"],
            snsDestination: { topicArn: TOPIC_ARN },
            eventBridgeDestination: { eventBusArn: arn("events", "event-bus/default") },
          },
        },
        "eventDestination",
      ],
      ...[
        { dimensionName: "a b", dimensionValueSource: "MESSAGE_TAG", defaultDimensionValue: "none" },
        { dimensionName: "a", dimensionValueSource: "HEADER", defaultDimensionValue: "none" },
        { dimensionName: "a", dimensionValueSource: "MESSAGE_TAG", defaultDimensionValue: "a b" },
        { dimensionName: "a", dimensionValueSource: "MESSAGE_TAG" },
      ].map((dimension): [Props, string] => [
        {
          eventDestination: {
            matchingEventTypes: ["SEND"],
            cloudWatchDestination: { dimensionConfigurations: [dimension] },
          },
        },
        "eventDestination",
      ]),
    ],
    again: /AlreadyExistsException: An event destination with name feedback already exists\./,
  },
  {
    type: types.ACCOUNT_SUPPRESSION,
    inputs: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    id: ACCOUNT,
    outputs: {},
    drift: { suppressedReasons: ["COMPLAINT"] },
    replaces: {},
    refused: [[{ suppressedReasons: ["SPAM"] }, "suppressedReasons"]],
    again: "overwritten",
    kept: true,
  },
  {
    type: types.CONTACT_LIST,
    inputs: {
      contactListName: "contacts",
      topics: [{ topicName: "news", displayName: "News", defaultSubscriptionStatus: "OPT_OUT" }],
    },
    id: "contacts",
    outputs: { arn: arn("ses", "contact-list/contacts"), createdTimestamp: /^\d{4}-/ },
    drift: { topics: [], description: "by hand" },
    replaces: { contactListName: "other" },
    refused: [
      [{ topics: [{ topicName: "news", displayName: "News", defaultSubscriptionStatus: "IN" }] }, "topics"],
      [{ topics: [{ topicName: "news" }] }, "topics"],
    ],
    again: /AlreadyExistsException: List with name: contacts already exists\./,
  },
];

/** An alias points at a key whose id is made up, so it has its own suite. */
export const ELSEWHERE = [
  types.ALIAS,
  types.EMAIL_IDENTITY,
  types.CONFIGURATION_SET,
  types.MAIL_FROM,
  types.SERVICE_QUOTA,
];
