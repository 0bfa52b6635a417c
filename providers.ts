import type { Region } from "@pulumi/aws";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
import { CloudflareZone } from "./dns/cloudflare";
import type { StackSettings } from "./settings";

/** The stack's providers, explicit so that no resource lands in another account or Region. */
export function makeProviders({ region, accountId, stack }: StackSettings) {
  return {
    aws: new AwsProvider("aws", {
      region: region as Region,
      allowedAccountIds: [accountId],
      defaultTags: { tags: { project: pulumi.getProject(), stack, managedBy: "pulumi" } },
    }),
    cloudflare: new CloudflareProvider("cloudflare", {}),
  };
}

/** The zone of the domain first, then those of other domains that receive DMARC reports. */
export function zonesOf(
  { cloudflare, dmarc }: StackSettings,
  provider: CloudflareProvider,
): [CloudflareZone, ...CloudflareZone[]] {
  const zone = (name: string, zoneId: string) => new CloudflareZone({ name, zoneId, provider });
  return [
    zone(cloudflare.zone, cloudflare.zoneId),
    ...Object.entries(dmarc.reportZones).map(([name, zoneId]) => zone(name, zoneId)),
  ];
}
