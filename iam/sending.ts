import { type AwsPlace, arn } from "./arns";
import { type PolicyDocument, type PolicyStatement, policy } from "./document";

export interface SendPolicyArgs {
  place: AwsPlace;
  /** The identity's domain. */
  domain: string;
  fromAddress: string;
  /** Name of the stream's configuration set; names of its templates begin with it and a hyphen. */
  configurationSet: string;
  /** Also raw MIME messages. Never together with `allowedRecipients`. */
  raw: boolean;
  /** Restricted recipients: `*@domain` or whole addresses, lower case. */
  allowedRecipients?: readonly string[] | undefined;
}

/**
 * What an application may do that sends through one stream, and nothing else: `ses:SendEmail` of API version 2, from the
 * one address, through the one configuration set. Never `ses:SendBulkEmail`, which knows neither `ses:FromAddress` nor
 * `ses:Recipients`. The v2 API authorises raw content as `ses:SendRawEmail`.
 *
 * SES authorises the identity, and the configuration set and template where the call names them; the identity of the
 * address itself, if one exists, before that of its domain; in the sandbox also the identities of the recipients. A call
 * that names no configuration set gets the identity's default one, which is closed.
 *
 * Restricted recipients need `Null` beside `ForAllValues`, which is true where the key is absent (IAM User Guide,
 * "Multivalued context keys"). `StringLike` compares with case: applications write recipients in lower case.
 *
 * Sources: Service Authorization Reference, "Amazon SES v2"; SES Developer Guide, "Controlling access to Amazon SES".
 */
export function sendPolicy({ configurationSet, ...args }: SendPolicyArgs): PolicyDocument {
  return policy(
    sendStatement("SendThroughThisStream", {
      ...args,
      configurationSets: [configurationSet],
      templates: [`${configurationSet}-*`],
    }),
  );
}

/** The statement of `sendPolicy`, for whoever sends through several streams or through none's templates. */
export function sendStatement(
  Sid: string,
  args: Omit<SendPolicyArgs, "configurationSet"> & {
    configurationSets: readonly string[];
    templates: readonly string[];
  },
): PolicyStatement {
  const { place, domain, fromAddress, configurationSets, templates, raw, allowedRecipients } = args;
  const identities = [domain, fromAddress, ...recipientIdentities(allowedRecipients ?? [])];
  const arns = (kind: string, names: readonly string[]) =>
    names.map((name) => arn(place, "ses", `${kind}/${name}`));
  return {
    Sid,
    Effect: "Allow",
    Action: raw ? ["ses:SendEmail", "ses:SendRawEmail"] : ["ses:SendEmail"],
    Resource: [
      ...new Set(arns("identity", identities)),
      ...arns("configuration-set", configurationSets),
      ...arns("template", templates),
    ],
    Condition: {
      StringEquals: { "ses:ApiVersion": "2" },
      StringEqualsIgnoreCase: { "ses:FromAddress": fromAddress },
      ...(allowedRecipients && {
        "ForAllValues:StringLike": { "ses:Recipients": [...allowedRecipients] },
        Null: { "ses:Recipients": "false" },
      }),
    },
  };
}

/** Names of the identities that recipients of these patterns may have: an address of its own, or the domain's. */
function recipientIdentities(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => (pattern.startsWith("*@") ? [pattern, pattern.slice(2)] : [pattern]));
}
