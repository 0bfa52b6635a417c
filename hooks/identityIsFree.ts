import type { GetEmailIdentityCommandOutput } from "@aws-sdk/client-sesv2";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingRecord } from "../dns/zone";
import { identityPreflight } from "../mail/identityPreflight";

export interface IdentityIsFreeArgs {
  region: string;
  stack: string;
  /** The set that the domain's identity gets by default. */
  defaultConfigurationSet: string;
  /** What the DNS host has at and below the domain. */
  records: Promise<readonly ExistingRecord[]>;
}

/**
 * Runs before an SES identity is created, in preview too, and refuses when AWS has it already. Credentials are the
 * ambient ones that the provider uses. The SDK is loaded only here: almost no run creates an identity.
 */
export function identityIsFree(name: string, args: IdentityIsFreeArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ newInputs }) => {
      const { emailIdentity } = (newInputs ?? {}) as { emailIdentity?: unknown };
      if (typeof emailIdentity !== "string") return;
      const problem = identityPreflight({
        identity: emailIdentity,
        region: args.region,
        stack: args.stack,
        ...(!emailIdentity.includes("@") && { defaultConfigurationSet: args.defaultConfigurationSet }),
        live: await liveIdentity(emailIdentity, args.region),
        records: await args.records,
      });
      if (problem !== undefined) throw new Error(problem);
    },
    { onDryRun: true },
  );
}

/** The identity as AWS has it, undefined when there is none; every other answer of AWS is an error. */
async function liveIdentity(
  identity: string,
  region: string,
): Promise<GetEmailIdentityCommandOutput | undefined> {
  const { GetEmailIdentityCommand, NotFoundException, SESv2Client } = await import("@aws-sdk/client-sesv2");
  const client = new SESv2Client({ region });
  try {
    return await client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Error(
      `Whether the SES identity exists already could not be asked of AWS in ${region} (${reason}). Nothing was created.`,
    );
  } finally {
    client.destroy();
  }
}
