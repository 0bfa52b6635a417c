import { type ResourceValidationPolicy, Secret } from "@pulumi/policy";
import { ifKnown, isRecord, known, valueAt } from "../known";
import { T } from "../types";

/**
 * Marks the endpoint of every HTTPS subscription as a secret, because its address often holds a token and would otherwise
 * stand in the state and in every preview.
 *
 * A remediation and no rule: validations get secrets in plain text and cannot tell whether a value is marked, while a
 * remediation can return a marked one (`Secret`) in its place, before the resource is registered.
 */
export const sealWebhooks: ResourceValidationPolicy = {
  name: "ses-seal-webhooks",
  description:
    "The endpoint of an HTTPS subscription is kept as a secret: its address often holds the token that protects it.",
  severity: "medium",
  remediationSteps: "Give the endpoint as pulumi.secret(...); until then this policy does.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  enforcementLevel: "remediate",
  remediateResource: ({ type, props }) => {
    if (type !== T.subscription || ifKnown(valueAt(props, ["protocol"])) !== "https") return undefined;
    const endpoint = valueAt(props, ["endpoint"]);
    if (!("known" in endpoint) || isMarked(props, "endpoint")) return undefined;
    // Set over a marked value, the new one would be marked twice.
    Reflect.deleteProperty(props, "endpoint");
    props["endpoint"] = new Secret(endpoint.known);
    return props;
  },
};

/** Where @pulumi/policy 1.21 keeps what its two proxies stand before: one for unknowns, one for secrets. */
const PROXIED = "__getSpecialProxyTarget";

/**
 * Whether a property is a secret already, as far as can be told: only below the proxies. Where they are no longer built
 * that way, a marked endpoint is marked again, which changes nothing and is reported on every run.
 */
function isMarked(props: Readonly<Record<string, unknown>>, property: string): boolean {
  const target = known(() => {
    const inner = props[PROXIED];
    return isRecord(inner) ? inner[PROXIED] : undefined;
  });
  return "known" in target && isRecord(target.known) && target.known[property] instanceof Secret;
}
