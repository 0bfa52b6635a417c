import { IAM_TYPES, judgeStatements, type Statement } from "../document";
import { resourceRule } from "../rule";
import { isWildcard, matches, mayReachSes, SEND_ACTIONS } from "../statements";

/** The right to send is granted by name: a wildcard also grants the actions that no condition can hold. */
export const noWildcardToSend = resourceRule(
  {
    name: "ses-no-wildcard-to-send",
    description:
      "No IAM policy grants sending by a wildcard such as ses:* or ses:Send*: it would include ses:SendBulkEmail, which knows neither ses:FromAddress nor ses:Recipients.",
    severity: "high",
    remediation:
      "List the actions by name: ses:SendEmail, and ses:SendRawEmail only where raw messages are needed.",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
    types: IAM_TYPES,
  },
  (policy) =>
    judgeStatements(policy, "no wildcard grants sending", (statement) =>
      statement.allows && mayReachSes(statement) ? wildcardFault(statement) : undefined,
    ),
);

function wildcardFault({ actions, exceptActions }: Statement): string | undefined {
  const mend = "Name the actions: ses:SendEmail, and ses:SendRawEmail where raw messages are needed.";
  const wildcard = actions.find(
    (action) => isWildcard(action) && SEND_ACTIONS.some((send) => matches(action, send)),
  );
  if (wildcard !== undefined) return `the action ${wildcard} includes sending through SES. ${mend}`;
  const leftIn =
    exceptActions !== undefined &&
    SEND_ACTIONS.some((send) => !exceptActions.some((except) => matches(except, send)));
  return leftIn ? `NotAction grants whatever it does not list, sending through SES too. ${mend}` : undefined;
}
