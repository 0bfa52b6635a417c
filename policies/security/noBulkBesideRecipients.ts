import { IAM_TYPES, judgeStatements } from "../document";
import { resourceRule } from "../rule";
import { namedSendActions, restrictsRecipients } from "../statements";

const WITHOUT_RECIPIENTS: readonly string[] = [
  "ses:SendBulkEmail",
  "ses:SendBulkTemplatedEmail",
  "ses:SendRawEmail",
];

/** Who may send to some recipients only must not have an action that takes any. */
export const noBulkBesideRecipients = resourceRule(
  {
    name: "ses-no-bulk-beside-recipients",
    description:
      "A policy that restricts recipients grants no bulk and no raw sending: bulk calls have no ses:Recipients key, and a raw message names its recipients in its own headers.",
    severity: "high",
    remediation: "Take ses:SendBulkEmail, ses:SendBulkTemplatedEmail and ses:SendRawEmail out of the policy.",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
    types: IAM_TYPES,
  },
  (policy) =>
    judgeStatements(policy, "recipients cannot be chosen freely", (statement, all) => {
      const free = namedSendActions(statement).filter((action) => WITHOUT_RECIPIENTS.includes(action));
      return free.length > 0 && all.some(restrictsRecipients)
        ? `${free.join(" and ")} stands in a policy that restricts ses:Recipients, and would reach anybody or nobody. Take it out.`
        : undefined;
    }),
);
