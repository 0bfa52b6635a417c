/** The configuration of the two providers: what `checkConfig` finds and what `configure` makes of it. */
import type { Cloud } from "./cloud";
import type { Context, ProviderName } from "./handler";
import type { Failure } from "./rules";
import { nestedList, nestedProps } from "./structs";
import { isProps, knownString, type Props } from "./values";

/** The account that the pretend credentials belong to. */
export const ACCOUNT_VARIABLE = "SES_LAUNCH_CLOUD_ACCOUNT";
export const DEFAULT_ACCOUNT = "123456789012";

/** The configuration with the provider's defaults, and what is wrong with it. */
export function checkConfiguration(
  provider: ProviderName,
  news: Props,
): { inputs: Props; failures: Failure[] } {
  if (provider === "cloudflare") return { inputs: news, failures: [] };
  const region = news["region"] ?? regionFromEnvironment();
  if (region !== undefined) return { inputs: { ...news, region }, failures: [] };
  return { inputs: news, failures: [{ property: "region", reason: MISSING_REGION }] };
}

/**
 * The context in which a provider with this configuration works.
 *
 * @throws Error if the AWS Region is missing or the account is not allowed, in the words of terraform-provider-aws
 */
export function configured(provider: ProviderName, config: Props, cloud: Cloud): Context {
  if (provider === "cloudflare") return { provider, cloud, account: "", region: "", defaultTags: {} };
  const account = process.env[ACCOUNT_VARIABLE] ?? DEFAULT_ACCOUNT;
  const region = knownString(config["region"]) ?? regionFromEnvironment();
  if (region === undefined) throw new Error(MISSING_REGION);
  const allowed = nestedList(config, "allowedAccountIds");
  const isForbidden = nestedList(config, "forbiddenAccountIds").includes(account);
  // The text is that of hashicorp/terraform-provider-aws#32352.
  if (isForbidden || (allowed.length > 0 && !allowed.includes(account))) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
  const tags = nestedProps(config, "defaultTags")["tags"];
  return { provider, cloud, account, region, defaultTags: isProps(tags) ? tags : {} };
}

const MISSING_REGION =
  'Missing region configuration: set "aws:region", the provider\'s `region`, or the environment variable AWS_REGION';

/** As the SDK's provider class does: `utilities.getEnv("AWS_REGION", "AWS_DEFAULT_REGION")` in @pulumi/aws/provider.js. */
function regionFromEnvironment(): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return [AWS_REGION, AWS_DEFAULT_REGION].find((region) => region !== undefined && region !== "");
}
