import type { Region } from "@pulumi/aws";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
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
