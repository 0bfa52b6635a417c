import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { REHEARSAL_ZONE_ID as ZONE } from "../rehearsal/engine/workspace";

/** The identity and DNS of prod as somebody writes them down by hand: no components, no settings, no checks. */
export async function flatProgram(): Promise<Record<string, unknown>> {
  const provider = new aws.Provider("aws", {
    region: "us-east-1",
    allowedAccountIds: ["123456789012"],
    defaultTags: { tags: { project: "ses-launch", stack: "prod", managedBy: "pulumi" } },
  });
  const dns = { provider: new cloudflare.Provider("cloudflare", {}) };
  const closed = new aws.sesv2.ConfigurationSet(
    "closed",
    {
      configurationSetName: "prod-closed",
      sendingOptions: { sendingEnabled: false },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    },
    { provider },
  );
  const identity = new aws.sesv2.EmailIdentity(
    "identity",
    {
      emailIdentity: "listbackup.ai",
      configurationSetName: closed.configurationSetName,
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    },
    { provider },
  );
  new aws.sesv2.EmailIdentityMailFromAttributes(
    "mail-from",
    {
      emailIdentity: identity.emailIdentity,
      mailFromDomain: "bounce.listbackup.ai",
      behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    },
    { provider },
  );
  const record = (name: string, args: Omit<cloudflare.DnsRecordArgs, "zoneId" | "ttl">) =>
    new cloudflare.DnsRecord(name, { zoneId: ZONE, ttl: 1, proxied: false, ...args }, dns);
  for (let index = 0; index < 3; index++) {
    const token = identity.dkimSigningAttributes.tokens.apply((tokens) => tokens[index] ?? "");
    record(`dkim-${index}`, {
      name: token.apply((known) => `${known}._domainkey.listbackup.ai`),
      type: "CNAME",
      content: token.apply((known) => `${known}.dkim.amazonses.com`),
    });
  }
  record("mx", {
    name: "bounce.listbackup.ai",
    type: "MX",
    content: "feedback-smtp.us-east-1.amazonses.com",
    priority: 10,
  });
  record("spf", {
    name: "bounce.listbackup.ai",
    type: "TXT",
    content: '"v=spf1 include:amazonses.com ~all"',
  });
  record("dmarc", {
    name: "_dmarc.listbackup.ai",
    type: "TXT",
    content: '"v=DMARC1; p=none; rua=mailto:admin@listbackup.ai"',
  });
  return { identityArn: identity.arn };
}
