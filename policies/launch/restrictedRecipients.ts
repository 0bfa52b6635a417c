import { LAUNCH_GATE } from "../../checklist/launchRecord";
import { SIMULATOR_DOMAIN } from "../../mail/simulator";
import { IAM_TYPES, type Statement, judgeStatements } from "../document";
import { type ResourceView, lengthAt, textAt } from "../resource";
import { type Rule, type Violation, judge, stackRule } from "../rule";
import { RECIPIENTS, SEND_ACTIONS, matches, mayReachSes } from "../statements";
import { launchOf } from "./launch";

const ATTACHMENTS: readonly string[] = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

/** What lets a stack with restricted recipients be live in the sandbox, without a request: it cannot mail a customer. */
export const restrictedRecipients: Rule = stackRule(
  {
    name: "ses-launch-restricted-recipients",
    description:
      "In a stack with allowedRecipients every right to send that it creates is bound to those recipients or to the mailbox simulator, so that no role created here can mail a customer.",
    severity: "critical",
    remediation:
      "Grant sending through the component SenderAccess, or take allowedRecipients away and ask for production access.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html",
    types: [LAUNCH_GATE, ...IAM_TYPES, ...ATTACHMENTS],
  },
  (resources) => {
    const { record } = launchOf(resources);
    if (!record?.context.recipientsRestricted) return [];
    const domains = [...(record.recipientDomains ?? []), SIMULATOR_DOMAIN];
    const grants = resources
      .filter(({ type }) => IAM_TYPES.includes(type))
      .flatMap((policy) =>
        judgeStatements(policy, "nobody but the allowed recipients is mailed", (statement) =>
          sends(statement) && !reachesOnly(statement, domains)
            ? "it grants sending to recipients outside allowedRecipients. Bind ses:Recipients to their patterns."
            : undefined,
        ),
      );
    return [...grants, ...foreignPolicies(resources)];
  },
);

function sends(statement: Statement): boolean {
  if (!statement.allows || !mayReachSes(statement)) return false;
  if (statement.exceptActions !== undefined) return true;
  return SEND_ACTIONS.some((send) => statement.actions.some((action) => matches(action, send)));
}

function reachesOnly({ conditions }: Statement, domains: readonly string[]): boolean {
  const demanded = conditions.some(
    ({ operator, key, values }) =>
      operator === "Null" && key === RECIPIENTS && values.every((value) => value === "false"),
  );
  return (
    demanded &&
    conditions.some(
      ({ operator, key, values }) =>
        key === RECIPIENTS &&
        /^ForAllValues:String(?:Like|Equals)$/.test(operator) &&
        values.length > 0 &&
        values.every((pattern) => isAtOneOf(pattern, domains)),
    )
  );
}

/** A pattern whose domain is written out; a wildcard there could be anybody's. */
function isAtOneOf(pattern: string, domains: readonly string[]): boolean {
  return domains.includes(pattern.slice(pattern.lastIndexOf("@") + 1));
}

/** Policies that this stack does not make say nothing here of what they grant. */
function foreignPolicies(resources: readonly ResourceView[]): readonly Violation[] {
  const own = new Set(
    resources.filter(({ type }) => type === POLICY).flatMap((policy) => knownTexts(policy, "arn")),
  );
  const isForeign = (arn: string | undefined) =>
    arn === undefined || own.has(arn)
      ? undefined
      : "a policy is attached that this stack does not make, and that may grant any recipient. Write its rights out here.";
  const what = "nobody but the allowed recipients is mailed";
  return resources.flatMap((resource) => {
    if (ATTACHMENTS.includes(resource.type))
      return judge(resource, textAt(resource, "policyArn"), what, isForeign);
    if (resource.type !== ROLE) return [];
    const length = lengthAt(resource, "managedPolicyArns");
    if (!("known" in length))
      return "unknown" in length ? judge(resource, length, what, () => undefined) : [];
    return Array.from({ length: length.known }, (_, index) =>
      judge(resource, textAt(resource, "managedPolicyArns", index), what, isForeign),
    ).flat();
  });
}

function knownTexts(resource: ResourceView, key: string): string[] {
  const text = textAt(resource, key);
  return "known" in text ? [text.known] : [];
}
