import { type Known, ifKnown, mapKnown } from "../known";
import { recordAt, type ResourceView, textAt } from "../resource";
import { resourceRule, type Violation, violation } from "../rule";
import { DNS_RECORDS, T } from "../types";
import { showsSecret } from "./plainSecrets";

/**
 * Secrets in what AWS and Cloudflare show to everybody who may read the resource.
 *
 * Policies get secrets in plain text and cannot see that they were marked: @pulumi/policy unwraps them before
 * `validateResource` and `validateStack`. So only properties are judged that no marking protects. The endpoint of a webhook
 * may hold a token if it is marked, and `sealWebhooks` marks it.
 *
 * What is not known in a preview is no violation here, unlike elsewhere: it is what AWS will make, such as an ARN, and the
 * engine asks this rule again, with the value, just before it creates the resource.
 */
export const noPlainSecret = resourceRule(
  {
    name: "ses-no-plain-secret",
    description:
      "No token, password or key stands where everybody who may read the resource sees it: environment variables of functions, plain parameters, comments of DNS records, deliveries without TLS.",
    severity: "high",
    remediation: "Keep it in Secrets Manager or a SecureString parameter, and give the function its name.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    types: [T.lambda, T.parameter, T.subscription, ...DNS_RECORDS],
  },
  (resource) => [
    ...shownTexts(resource).flatMap(([path, text]) =>
      showsSecret(ifKnown(text) ?? "")
        ? [
            violation(
              resource,
              `${path} shows a secret to everybody who may read it. Replace the secret, and keep the new one in Secrets Manager.`,
            ),
          ]
        : [],
    ),
    ...clearDelivery(resource),
  ],
);

type Shown = readonly [path: string, text: Known<string>];

function shownTexts(resource: ResourceView): readonly Shown[] {
  switch (resource.type) {
    case T.lambda:
      return variables(resource);
    case T.parameter:
      return parameterTexts(resource);
    case T.subscription:
      return [];
    default:
      return [["comment", textAt(resource, "comment")]];
  }
}

function variables(fn: ResourceView): readonly Shown[] {
  const names = mapKnown(recordAt(fn, "environment", "variables"), (record) => Object.keys(record));
  return (ifKnown(names) ?? []).map((name) => [
    `environment.variables.${name}`,
    textAt(fn, "environment", "variables", name),
  ]);
}

/** `insecureValue` is shown by its meaning, `value` unless the parameter is known to be a SecureString. */
function parameterTexts(parameter: ResourceView): readonly Shown[] {
  const insecure: Shown = ["insecureValue", textAt(parameter, "insecureValue")];
  if (ifKnown(textAt(parameter, "type")) === "SecureString") return [insecure];
  return [insecure, ["value", textAt(parameter, "value")]];
}

/** SNS to plain http: whatever the endpoint's address holds, and every event, crosses the net in clear. */
function clearDelivery(resource: ResourceView): readonly Violation[] {
  if (resource.type !== T.subscription || ifKnown(textAt(resource, "protocol")) !== "http") return [];
  return [violation(resource, "events and the endpoint's secrets would cross the net in clear. Use https.")];
}
