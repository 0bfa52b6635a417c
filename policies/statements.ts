import type { Condition, Statement } from "./document";

/** Actions that send mail (Service Authorization Reference, "Amazon SES" and "Amazon SES v2"). */
export const SEND_ACTIONS = [
  "ses:SendEmail",
  "ses:SendRawEmail",
  "ses:SendTemplatedEmail",
  "ses:SendBulkEmail",
  "ses:SendBulkTemplatedEmail",
] as const;

/** Comparisons that hold only when the key is there and equal; not `…IfExists`, not negated ones, not `ForAllValues`. */
const EQUALITY = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

const ONLY_WILDCARDS = /^[*?]*$/;

/** Whether IAM's `*` and `?` let a name through; without case, as actions are compared. */
export function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(name);
}

export function isWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** Whether a statement demands that a key has one of some values, none of which is a bare wildcard. */
export function binds({ conditions }: Statement, key: string): boolean {
  return bindingConditions(conditions, key).length > 0;
}

/** The conditions that `binds` speaks of. */
export function bindingConditions(conditions: readonly Condition[], key: string): readonly Condition[] {
  return conditions.filter(
    (condition) =>
      condition.key === key.toLowerCase() &&
      EQUALITY.test(condition.operator) &&
      condition.values.length > 0 &&
      !condition.values.some((value) => ONLY_WILDCARDS.test(value)),
  );
}

/** Keys that tie a call to callers that the owner knows (IAM User Guide, "AWS global condition context keys"). */
const CALLER_KEYS = [
  "aws:PrincipalArn",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
  "aws:SourceOwner",
];

/** Whether anybody at all may use the statement. */
export function isOpenToEveryone(statement: Statement): boolean {
  const everyone = statement.exceptPrincipals || statement.principals["AWS"]?.includes("*") === true;
  return statement.allows && everyone && !CALLER_KEYS.some((key) => binds(statement, key));
}

/** Whether one of the resources may be one of SES; a statement about buckets alone sends no mail, whatever its actions. */
export function mayReachSes({ resources, exceptResources }: Statement): boolean {
  if (exceptResources !== undefined) return true;
  return resources.some((resource) => {
    const service = /^arn:[^:]*:([^:]*)/.exec(resource)?.[1];
    return service === undefined || matches(service, "ses");
  });
}

/** The sending actions that a statement grants by their full names. */
export function namedSendActions({ allows, actions }: Statement): readonly string[] {
  if (!allows) return [];
  return SEND_ACTIONS.filter((send) => actions.some((action) => action.toLowerCase() === send.toLowerCase()));
}

export const RECIPIENTS = "ses:recipients";

/** Whether a statement allows something depending on who receives the mail. */
export function restrictsRecipients({ allows, conditions }: Statement): boolean {
  return allows && conditions.some(({ key }) => key === RECIPIENTS);
}
