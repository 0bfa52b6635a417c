import { type Evidence, fingerprintOf } from "../../checklist/evidence";
import type { ChecklistContext } from "../../checklist/item";
import * as types from "../../checklist/types";
import type { RecordedResource } from "../../checklist/view";

/** Epoch milliseconds of the tests' day. */
export const NOW = Date.parse("2026-11-25T09:00:00Z");

const AWS = "us-east-1:123456789012";
const TOPIC = `arn:aws:sns:${AWS}:feedback`;
const QUEUE = `arn:aws:sqs:${AWS}:feedback`;
const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/feedback";
const FAILED = `arn:aws:sqs:${AWS}:failed`;
const FAILED_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/failed";
const REDRIVE = JSON.stringify({ deadLetterTargetArn: FAILED });
const FUNCTION = `arn:aws:lambda:${AWS}:function:feedback`;
const TABLE = `arn:aws:dynamodb:${AWS}:table/list`;

const FINGERPRINT = fingerprintOf({ topicArn: TOPIC, queueArn: QUEUE, tableArn: TABLE, code: "code" });

const STREAMS = ["transactional", "canary"];

export const EVIDENCE: Evidence = {
  stack: "prod",
  fingerprint: FINGERPRINT,
  provenAt: "2026-11-20T09:00:00Z",
  scenarios: ["bounce", "complaint"].map((scenario) => ({
    scenario,
    stream: "canary",
    messageId: `message-${scenario}`,
    sentAt: "2026-11-20T08:59:00Z",
    seenAt: "2026-11-20T08:59:05Z",
  })),
  templates: [{ name: "password-reset", rendered: true }],
  inbox: { provider: "example", at: "2026-11-20T09:00:00Z", spf: "pass", dkim: "pass", dmarc: "pass" },
};

export const CONTEXT: ChecklistContext = {
  region: "us-east-1",
  domain: "listbackup.ai",
  ownsAccount: true,
  recipientsRestricted: false,
  templates: [{ name: "password-reset", problems: [], review: "approved" }],
  evidence: EVIDENCE,
  fingerprint: FINGERPRINT,
  now: NOW,
};

const set = (name: string, sendingEnabled: boolean): RecordedResource => ({
  type: types.CONFIGURATION_SET,
  name: `set-${name}`,
  inputs: {
    configurationSetName: `prod-${name}`,
    sendingOptions: { sendingEnabled },
    suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
  },
});

const record = (name: string, inputs: Record<string, unknown>): RecordedResource => ({
  type: types.DNS_RECORD,
  name,
  inputs: { proxied: false, ...inputs },
});

const alarm = (name: string, inputs: Record<string, unknown>): RecordedResource => ({
  type: types.METRIC_ALARM,
  name,
  inputs: { alarmActions: ["arn:alarms"], ...inputs },
});

/** A stack with every item proven. A new copy each time, so that a test may spoil it. */
export function completeStack(): RecordedResource[] {
  return [
    set("closed", false),
    ...STREAMS.map((name) => set(name, true)),
    {
      type: types.EMAIL_IDENTITY,
      name: "identity",
      inputs: {
        emailIdentity: "listbackup.ai",
        configurationSetName: "prod-closed",
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT", status: "SUCCESS" },
        verifiedForSendingStatus: true,
      },
    },
    {
      type: types.MAIL_FROM,
      name: "mail-from",
      inputs: { emailIdentity: "listbackup.ai", mailFromDomain: "bounce.listbackup.ai" },
    },
    ...["a", "b", "c"].map((token) =>
      record(`dkim-${token}`, {
        type: "CNAME",
        name: `${token}._domainkey.listbackup.ai`,
        content: `${token}.dkim.amazonses.com`,
      }),
    ),
    record("mx", {
      type: "MX",
      name: "bounce.listbackup.ai",
      content: "feedback-smtp.us-east-1.amazonses.com",
    }),
    record("spf", {
      type: "TXT",
      name: "bounce.listbackup.ai",
      content: '"v=spf1 include:amazonses.com ~all"',
    }),
    record("dmarc", { type: "TXT", name: "_dmarc.listbackup.ai", content: '"v=DMARC1; p=none"' }),
    { type: types.TOPIC, name: "topic", inputs: { arn: TOPIC } },
    {
      type: types.TOPIC_POLICY,
      name: "topic-policy",
      inputs: { arn: TOPIC, policy: '{"Service":"ses.amazonaws.com","aws:SourceArn":"…"}' },
    },
    {
      type: types.SUBSCRIPTION,
      name: "subscription",
      inputs: { topic: TOPIC, protocol: "sqs", endpoint: QUEUE, redrivePolicy: REDRIVE },
    },
    { type: types.QUEUE, name: "queue", inputs: { arn: QUEUE, url: QUEUE_URL, redrivePolicy: REDRIVE } },
    { type: types.QUEUE, name: "failed-queue", inputs: { arn: FAILED, url: FAILED_URL } },
    {
      type: types.QUEUE_POLICY,
      name: "queue-policy",
      inputs: { queueUrl: QUEUE_URL, policy: `{"Service":"sns.amazonaws.com","arn":"${TOPIC}"}` },
    },
    {
      type: types.QUEUE_POLICY,
      name: "failed-queue-policy",
      inputs: { queueUrl: FAILED_URL, policy: `{"Service":"sns.amazonaws.com","arn":"${TOPIC}"}` },
    },
    {
      type: types.FUNCTION,
      name: "function",
      inputs: { arn: FUNCTION, name: "feedback", environment: { variables: { TABLE_NAME: "list" } } },
    },
    {
      type: types.EVENT_SOURCE_MAPPING,
      name: "mapping",
      inputs: {
        eventSourceArn: QUEUE,
        functionName: FUNCTION,
        functionResponseTypes: ["ReportBatchItemFailures"],
        enabled: true,
      },
    },
    ...STREAMS.map((name) => ({
      type: types.EVENT_DESTINATION,
      name: `destination-${name}`,
      inputs: {
        configurationSetName: `prod-${name}`,
        eventDestination: {
          enabled: true,
          matchingEventTypes: ["BOUNCE", "COMPLAINT"],
          snsDestination: { topicArn: TOPIC },
        },
      },
    })),
    {
      type: types.TABLE,
      name: "table",
      inputs: {
        arn: TABLE,
        name: "list",
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
        ttl: { enabled: true, attributeName: "expiresAt" },
      },
    },
    {
      type: types.ACCOUNT_SUPPRESSION,
      name: "account-suppression",
      inputs: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    },
    { type: types.DASHBOARD, name: "dashboard", inputs: { dashboardName: "prod" } },
    alarm("bounces", { metricName: "Reputation.BounceRate", threshold: 0.05 }),
    alarm("complaints", { metricName: "Reputation.ComplaintRate", threshold: 0.001 }),
    alarm("failed", {
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "failed" },
      threshold: 1,
    }),
    alarm("silent", { metricQueries: [{ id: "m", metric: { metricName: "PipelineRoundTrips" } }] }),
    {
      type: types.SUBSCRIPTION,
      name: "on-call",
      inputs: { topic: "arn:alarms", protocol: "email", pendingConfirmation: false },
    },
    {
      type: types.PRODUCTION_ACCESS,
      name: "production-access",
      inputs: { productionAccessEnabled: true, enforcementStatus: "HEALTHY" },
    },
  ];
}
