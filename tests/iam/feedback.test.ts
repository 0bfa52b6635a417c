import assert from "node:assert/strict";
import type { PolicyDocument } from "../../iam/document";
import { functionPolicy, keyPolicy, queuePolicy, readPolicy, topicPolicy } from "../../iam/feedback";
import { functionTrust } from "../../iam/lambda";
import { ACCOUNT, type Call, REGION, roleMay, serviceMay } from "./simulate";

const PLACE = { region: REGION, accountId: ACCOUNT };
const here = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const TOPIC = here("sns", "ses-launch-prod-feedback");
const QUEUE = here("sqs", "ses-launch-prod-feedback");
const TABLE = here("dynamodb", "table/ses-launch-prod-suppression");
const LOG = here("logs", "log-group:/aws/lambda/ses-launch-prod-feedback");
const KEY = here("kms", "key/1111");
const ALIAS = "alias/ses-launch-prod";
const FUNCTION = here("lambda", "function:ses-launch-prod-feedback");
const SETS = { place: PLACE, configurationSets: ["prod-transactional", "prod-canary"] };

const from = (sourceArn: string, account = ACCOUNT) => ({
  "aws:SourceArn": sourceArn,
  "aws:SourceAccount": account,
});
const set = (name: string) => here("ses", `configuration-set/${name}`);

/** A service, what it does where, and whether it may. */
type Row = [string, PolicyDocument, string, Call, boolean];

const SNS_PUBLISH = { action: "sns:Publish", resource: TOPIC };
const SEND = { action: "sqs:SendMessage", resource: QUEUE };
const topic = topicPolicy(TOPIC, SETS);
const queue = queuePolicy(QUEUE, TOPIC, PLACE);
const key = keyPolicy(TOPIC, "aws", SETS);
const trust = functionTrust("feedback", FUNCTION, ACCOUNT);

const SERVICES: readonly Row[] = [
  [
    "SES for a stream publishes",
    topic,
    "ses.amazonaws.com",
    { ...SNS_PUBLISH, context: from(set("prod-transactional")) },
    true,
  ],
  [
    "SES for the canary publishes",
    topic,
    "ses.amazonaws.com",
    { ...SNS_PUBLISH, context: from(set("prod-canary")) },
    true,
  ],
  [
    "SES for another set publishes",
    topic,
    "ses.amazonaws.com",
    { ...SNS_PUBLISH, context: from(set("prod-transactional-2")) },
    false,
  ],
  [
    "SES for another account publishes",
    topic,
    "ses.amazonaws.com",
    { ...SNS_PUBLISH, context: from(set("prod-transactional"), "999999999999") },
    false,
  ],
  ["SES publishes without saying for whom", topic, "ses.amazonaws.com", SNS_PUBLISH, false],
  [
    "another service publishes",
    topic,
    "events.amazonaws.com",
    { ...SNS_PUBLISH, context: from(set("prod-transactional")) },
    false,
  ],
  [
    "SES subscribes",
    topic,
    "ses.amazonaws.com",
    { action: "sns:Subscribe", resource: TOPIC, context: from(set("prod-transactional")) },
    false,
  ],
  ["the topic sends", queue, "sns.amazonaws.com", { ...SEND, context: from(TOPIC) }, true],
  [
    "the topic sends, and SNS does not tell the account",
    queue,
    "sns.amazonaws.com",
    { ...SEND, context: { "aws:SourceArn": TOPIC } },
    true,
  ],
  [
    "another topic sends",
    queue,
    "sns.amazonaws.com",
    { ...SEND, context: from(here("sns", "other")) },
    false,
  ],
  [
    "a topic of the same name in another account sends",
    queue,
    "sns.amazonaws.com",
    { ...SEND, context: from(TOPIC.replace(ACCOUNT, "999999999999"), "999999999999") },
    false,
  ],
  ["SNS sends without saying for whom", queue, "sns.amazonaws.com", SEND, false],
  ["SES sends to the queue directly", queue, "ses.amazonaws.com", { ...SEND, context: from(TOPIC) }, false],
  [
    "the topic reads the queue",
    queue,
    "sns.amazonaws.com",
    { action: "sqs:ReceiveMessage", resource: QUEUE, context: from(TOPIC) },
    false,
  ],
  [
    "SES for a stream encrypts",
    key,
    "ses.amazonaws.com",
    { action: "kms:GenerateDataKey", resource: KEY, context: from(set("prod-canary")) },
    true,
  ],
  [
    "SES for another set encrypts",
    key,
    "ses.amazonaws.com",
    { action: "kms:GenerateDataKey", resource: KEY, context: from(set("other")) },
    false,
  ],
  [
    "the topic encrypts for the queue",
    key,
    "sns.amazonaws.com",
    { action: "kms:GenerateDataKey", resource: KEY, context: from(TOPIC) },
    true,
  ],
  [
    "the topic decrypts",
    key,
    "sns.amazonaws.com",
    { action: "kms:Decrypt", resource: KEY, context: from(TOPIC) },
    true,
  ],
  [
    "another topic encrypts",
    key,
    "sns.amazonaws.com",
    { action: "kms:GenerateDataKey", resource: KEY, context: from(here("sns", "other")) },
    false,
  ],
  [
    "SES schedules the key's deletion",
    key,
    "ses.amazonaws.com",
    { action: "kms:ScheduleKeyDeletion", resource: KEY, context: from(set("prod-canary")) },
    false,
  ],
];

const ofFunction = functionPolicy({
  queueArn: QUEUE,
  tableArn: TABLE,
  logGroupArn: LOG,
  place: PLACE,
});
const withKey = functionPolicy({
  queueArn: QUEUE,
  tableArn: TABLE,
  logGroupArn: LOG,
  keyAlias: ALIAS,
  place: PLACE,
});
const use = (action: string, context: NonNullable<Call["context"]>): Call => ({
  action,
  resource: KEY,
  context,
});
const via = (service: string, aliases = [ALIAS]) => ({
  "kms:ViaService": `${service}.${REGION}.amazonaws.com`,
  "kms:ResourceAliases": aliases,
});

const ROLES: readonly [string, PolicyDocument, Call, boolean][] = [
  ["the function receives", ofFunction, { action: "sqs:ReceiveMessage", resource: QUEUE }, true],
  ["the function deletes what is done", ofFunction, { action: "sqs:DeleteMessage", resource: QUEUE }, true],
  [
    "the function asks for the queue's attributes",
    ofFunction,
    { action: "sqs:GetQueueAttributes", resource: QUEUE },
    true,
  ],
  ["the function reads an entry", ofFunction, { action: "dynamodb:GetItem", resource: TABLE }, true],
  [
    "the function reads several entries at once",
    ofFunction,
    { action: "dynamodb:BatchGetItem", resource: TABLE },
    false,
  ],
  ["the function writes an entry", ofFunction, { action: "dynamodb:PutItem", resource: TABLE }, true],
  [
    "the function writes its log",
    ofFunction,
    { action: "logs:PutLogEvents", resource: `${LOG}:log-stream:1` },
    true,
  ],
  ["the function deletes an entry", ofFunction, { action: "dynamodb:DeleteItem", resource: TABLE }, false],
  ["the function scans", ofFunction, { action: "dynamodb:Scan", resource: TABLE }, false],
  [
    "the function writes another table",
    ofFunction,
    { action: "dynamodb:PutItem", resource: `${TABLE}-2` },
    false,
  ],
  [
    "the function reads another queue",
    ofFunction,
    { action: "sqs:ReceiveMessage", resource: `${QUEUE}-failed` },
    false,
  ],
  ["the function sends to its queue", ofFunction, { action: "sqs:SendMessage", resource: QUEUE }, false],
  ["the function purges the queue", ofFunction, { action: "sqs:PurgeQueue", resource: QUEUE }, false],
  [
    "the function sends a mail",
    ofFunction,
    {
      action: "ses:SendEmail",
      resource: here("ses", "identity/listbackup.ai"),
      context: { "ses:ApiVersion": "2" },
    },
    false,
  ],
  ["the function decrypts by itself", withKey, use("kms:Decrypt", { "kms:ResourceAliases": [ALIAS] }), false],
  [
    "the function decrypts with another stack's key",
    withKey,
    use("kms:Decrypt", via("sqs", ["alias/ses-launch-staging"])),
    false,
  ],
  ["the function decrypts with a key that has no alias", withKey, use("kms:Decrypt", via("sqs", [])), false],
  [
    "the function decrypts with its key under a second alias too",
    withKey,
    use("kms:Decrypt", via("sqs", ["alias/mail", ALIAS])),
    true,
  ],
  ["the function decrypts through SQS", withKey, use("kms:Decrypt", via("sqs")), true],
  ["the function encrypts through DynamoDB", withKey, use("kms:Encrypt", via("dynamodb")), true],
  ["the function decrypts through another service", withKey, use("kms:Decrypt", via("s3")), false],
  [
    "an application asks for one entry",
    readPolicy(TABLE, PLACE),
    { action: "dynamodb:GetItem", resource: TABLE },
    true,
  ],
  [
    "an application asks for both entries",
    readPolicy(TABLE, PLACE),
    { action: "dynamodb:BatchGetItem", resource: TABLE },
    true,
  ],
  [
    "an application reads the whole list",
    readPolicy(TABLE, PLACE),
    { action: "dynamodb:Scan", resource: TABLE },
    false,
  ],
  ["an application writes", readPolicy(TABLE, PLACE), { action: "dynamodb:PutItem", resource: TABLE }, false],
  [
    "an application reads an encrypted table",
    readPolicy(TABLE, PLACE, ALIAS),
    use("kms:Decrypt", via("dynamodb")),
    true,
  ],
  [
    "an application decrypts by itself",
    readPolicy(TABLE, PLACE, ALIAS),
    use("kms:Decrypt", { "kms:ResourceAliases": [ALIAS] }),
    false,
  ],
];

describe("policies of the feedback path", () => {
  for (const [what, document, service, call, allowed] of SERVICES)
    it(`${allowed ? "let" : "refuse"}: ${what}`, async () => {
      assert.equal(await serviceMay(document, service, call), allowed);
    });
  for (const [what, document, call, allowed] of ROLES)
    it(`${allowed ? "let" : "refuse"}: ${what}`, async () => {
      assert.equal(await roleMay(document, call, call.action.startsWith("kms:") ? key : undefined), allowed);
    });

  const assume = (context?: Call["context"]) =>
    serviceMay(trust, "lambda.amazonaws.com", {
      action: "sts:AssumeRole",
      resource: `arn:aws:iam::${ACCOUNT}:role/ses-launch-prod-feedback`,
      ...(context && { context }),
    });

  it("let Lambda act for the one function, and refuse another where Lambda tells which", async () => {
    assert.equal(await assume(from(FUNCTION)), true);
    assert.equal(await assume(), true);
    assert.equal(await assume(from(`${FUNCTION}-2`)), false);
    assert.equal(await assume(from(FUNCTION, "999999999999")), false);
  });
});
