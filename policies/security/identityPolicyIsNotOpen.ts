import { judgeStatements } from "../document";
import { resourceRule } from "../rule";
import { isOpenToEveryone } from "../statements";
import { T } from "../types";

/** Sending authorisation for anybody lets anybody send in the company's name. */
export const identityPolicyIsNotOpen = resourceRule(
  {
    name: "ses-identity-policy-is-not-open",
    description:
      "A policy of an SES identity never lets everyone in: whoever it admits sends in the company's name and from its reputation.",
    severity: "critical",
    remediation:
      "Name the accounts or roles in Principal, or bind the statement with aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceAccount.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html",
    types: [T.identityPolicy, T.v1IdentityPolicy],
  },
  (policy) =>
    judgeStatements(policy, "the identity is not open to everyone", (statement) =>
      isOpenToEveryone(statement)
        ? "a statement lets everyone use the identity, without a condition that binds the caller. Name the accounts or roles in Principal, or add aws:PrincipalOrgID."
        : undefined,
    ),
);
