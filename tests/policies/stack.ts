import { queuePolicy, topicPolicy } from "../../iam/feedback";
import { sendPolicy } from "../../iam/sending";
import { T } from "../../policies/types";
import { type Recorded, recorded, resource } from "./launch";
import { monitoring } from "./monitoring";

const PLACE = { region: "us-east-1", accountId: "123456789012" };
const SEND = {
  place: PLACE,
  domain: "listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  configurationSet: "prod-transactional",
  raw: false,
};
const TOPIC = "arn:aws:sns:us-east-1:123456789012:other";

const identityPolicy = {
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "ses:SendEmail",
    Resource: "arn:aws:ses:us-east-1:123456789012:identity/listbackup.ai",
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
  },
};

/** What other programs have, all of it right: also what only looks wrong. */
function others(): Recorded[] {
  const record = (name: string, props: Record<string, unknown>) =>
    resource(T.dnsRecord, name, { zoneId: "zone", ttl: 1, ...props });
  return [
    resource(T.identityPolicy, "partners", {
      emailIdentity: "listbackup.ai",
      policyName: "partners",
      policy: JSON.stringify(identityPolicy),
    }),
    resource(T.v1IdentityPolicy, "partners-v1", {
      identity: "listbackup.ai",
      policy: JSON.stringify({
        ...identityPolicy,
        Statement: [
          { ...identityPolicy.Statement, Principal: { AWS: "210987654321" }, Condition: undefined },
        ],
      }),
    }),
    resource(T.iamPolicy, "send-restricted", {
      policy: JSON.stringify(sendPolicy({ ...SEND, allowedRecipients: ["*@listbackup.ai"] })),
    }),
    resource(T.iamUserPolicy, "send-raw", { policy: sendPolicy({ ...SEND, raw: true }) }),
    resource(T.iamRole, "application", {
      assumeRolePolicy: "{}",
      inlinePolicies: [
        { name: "send", policy: JSON.stringify(sendPolicy(SEND)) },
        {
          name: "files",
          policy: JSON.stringify({
            Statement: [
              { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::files/*" },
              { Effect: "Allow", Action: ["ses:Get*", "s3:ListBucket"], Resource: "*" },
              { Effect: "Deny", Action: "ses:*", Resource: "*" },
              { Effect: "Deny", Action: ["ses:SendEmail"], Resource: "*" },
            ],
          }),
        },
      ],
    }),
    resource(T.v1ConfigurationSet, "old-set", {
      name: "old",
      sendingEnabled: false,
      deliveryOptions: { tlsPolicy: "Require" },
    }),
    resource(T.v1EventDestination, "old-destination", {
      configurationSetName: "old",
      enabled: true,
      matchingTypes: ["bounce"],
    }),
    resource(T.configurationSet, "plain-set", {
      configurationSetName: "plain",
      sendingOptions: { sendingEnabled: false },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
    }),
    resource(T.emailIdentity, "recipient", { emailIdentity: "somebody@example.com" }),
    resource(T.v1MailFrom, "old-mail-from", { domain: "example.net", mailFromDomain: "bounce.example.net" }),
    resource(T.topic, "other", {
      name: "other",
      policy: JSON.stringify(topicPolicy(TOPIC, { place: PLACE, configurationSets: ["prod-alerts"] })),
    }),
    resource(T.queue, "other", {
      name: "other",
      policy: JSON.stringify(queuePolicy("arn:aws:sqs:us-east-1:123456789012:other", TOPIC, PLACE)),
    }),
    record("www", { type: "CNAME", name: "www.listbackup.ai", content: "web.example.net", proxied: true }),
    record("site", { type: "TXT", name: "listbackup.ai", content: '"google-site-verification=abc"' }),
    record("apex-spf", { type: "TXT", name: "listbackup.ai", content: '"v=spf1 include:example.net -all"' }),
    resource(T.table, "clients", { name: "clients", hashKey: "address", rangeKey: "id" }),
    resource(T.table, "orders", { name: "orders", hashKey: "id" }),
    resource(T.subscription, "webhook", {
      protocol: "https",
      endpoint: "https://hooks.example.com/in?token=0123456789",
    }),
    resource(T.parameter, "secret", {
      type: "SecureString",
      value: "https://hooks.example.com/in?token=0123456789",
    }),
    resource(T.eventSourceMapping, "stream-reader", {
      eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/orders",
      functionName: "ses-launch-prod-feedback",
    }),
    resource(T.lambda, "small", { name: "small" }),
    resource(T.eventSourceMapping, "small-queue", {
      eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:other",
      functionName: "small",
    }),
  ];
}

/**
 * A stack that keeps every rule: the whole program at its last stage with a stream that sends, its alarms, and what other
 * programs have.
 */
export async function soundStack(): Promise<Recorded[]> {
  sound ??= build();
  return structuredClone(await sound);
}

let sound: Promise<Recorded[]> | undefined;

async function build(): Promise<Recorded[]> {
  const program = await recorded("prod", {
    "ses-launch:launchStage": "live",
    "ses-launch:webhooks": ["https://hooks.example.com/events?token=0123456789"],
    "ses-launch:company": {
      name: "ListBackup.ai",
      website: "https://listbackup.ai",
      contact: "admin@listbackup.ai",
      postalAddress: "1 Backup Street, 10001 New York",
    },
  });
  // One stream sends, so that a rule that looks for one has one to lose.
  for (const { name, props } of program.filter(({ type }) => type === T.configurationSet))
    if (["stream-alerts", "stream-notifications"].includes(name))
      props["sendingOptions"] = { sendingEnabled: false };
  return [...program, ...monitoring(), ...others()];
}
