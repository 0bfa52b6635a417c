import { Provider as AwsProvider } from "@pulumi/aws/provider";
import type { Region } from "@pulumi/aws";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
import { DnsAuthentication } from "./components/dnsAuthentication";
import { SenderIdentity } from "./components/senderIdentity";
import { CloudflareZone } from "./dns/cloudflare";
import { childName } from "./mail/domains";
import { readSettings } from "./settings";

/** The launch of one environment, read top to bottom. A function, so that one process can deploy several stacks. */
export = async () => {
  const settings = readSettings();
  const { domain, region, stack, adopt } = settings;
  const mailFromDomain = childName(settings.mailFromSubdomain, domain);
  const sends = settings.launchStage === "live";
  if (settings.launchStage !== "prepare")
    void pulumi.log.warn(
      `launchStage is "${settings.launchStage}", but this version of the program has neither streams nor the request for production access: ` +
        `nothing is asked of AWS and nothing sends${sends ? ", and the identity is protected as if it did" : ""}.`,
    );

  const providers = {
    aws: new AwsProvider("aws", {
      region: region as Region,
      allowedAccountIds: [settings.accountId],
      defaultTags: { tags: { project: pulumi.getProject(), stack, managedBy: "pulumi" } },
    }),
    cloudflare: new CloudflareProvider("cloudflare", {}),
  };
  const zone = (name: string, zoneId: string) =>
    new CloudflareZone({ name, zoneId, provider: providers.cloudflare });
  const mainZone = zone(settings.cloudflare.zone, settings.cloudflare.zoneId);
  const reportZones = Object.entries(settings.dmarc.reportZones).map(([name, zoneId]) => zone(name, zoneId));

  const identity = new SenderIdentity(
    "identity",
    {
      region,
      domain,
      mailFromDomain,
      behaviorOnMxFailure: settings.behaviorOnMxFailure,
      stack,
      sends,
      sandboxRecipients: settings.sandboxRecipients,
      recordsAtHost: mainZone.existing(domain),
      adopt,
    },
    { providers },
  );

  const dns = new DnsAuthentication(
    "dns",
    {
      zones: [mainZone, ...reportZones],
      domain,
      mailFromDomain,
      region,
      dkimTokens: identity.dkimTokens,
      dmarc: settings.dmarc,
      apexSpf: settings.apexSpf,
      stack,
      adopt: adopt.records,
    },
    { providers },
  );

  return {
    email: {
      region,
      domain,
      fromAddress: settings.fromAddress,
      identityArn: identity.identityArn,
      recipientsRestricted: settings.allowedRecipients !== undefined,
    },
    launch: { stage: settings.launchStage },
    dnsRecords: dns.records,
  };
};
