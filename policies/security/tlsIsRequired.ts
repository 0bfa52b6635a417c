import { textAt } from "../resource";
import { judge, resourceRule } from "../rule";
import { CONFIGURATION_SETS } from "../types";

/** Without it SES falls back to sending in clear. */
export const tlsIsRequired = resourceRule(
  {
    name: "ses-tls-is-required",
    description:
      "Every configuration set requires TLS: SES's default is opportunistic and hands mail over in clear to whoever strips the offer.",
    severity: "high",
    remediation: 'Set deliveryOptions.tlsPolicy to "REQUIRE" ("Require" in the first SES API).',
    url: "https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",
    types: CONFIGURATION_SETS,
  },
  (set) =>
    judge(set, textAt(set, "deliveryOptions", "tlsPolicy"), "mail goes out over TLS only", (policy) =>
      policy?.toUpperCase() === "REQUIRE"
        ? undefined
        : 'TLS is not required. Set deliveryOptions.tlsPolicy to "REQUIRE".',
    ),
);
