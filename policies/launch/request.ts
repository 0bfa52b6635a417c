import { PRODUCTION_ACCESS } from "../../checklist/types";
import { textAt } from "../resource";
import { type Rule, judge, resourceRule } from "../rule";

/** The name of the parameter that a LaunchGate makes. */
const GATE_PARAMETER = /^\/ses-launch\/[^/]+\/launch$/;

const ACCOUNT = /^\d{12}$/;

/** The review is asked for once, of the right account, and after the gate. */
export const requestBehindGate: Rule = resourceRule(
  {
    name: "ses-launch-request-behind-gate",
    description:
      "A request for production access names its account and waits for the LaunchGate: AWS reviews what it finds when it looks, and a refusal stays on the account.",
    severity: "critical",
    remediation:
      "Give ProductionAccess the account and the parameter of the LaunchGate (component ProductionAccess).",
    url: "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html",
    types: [PRODUCTION_ACCESS],
  },
  (request) => [
    ...judge(request, textAt(request, "launchGate"), "it waits for the LaunchGate", (gate) =>
      gate !== undefined && GATE_PARAMETER.test(gate)
        ? undefined
        : "launchGate is not the parameter of a LaunchGate. Give it that component's parameterName.",
    ),
    ...judge(request, textAt(request, "accountId"), "it is asked of the right account", (account) =>
      account !== undefined && ACCOUNT.test(account)
        ? undefined
        : "accountId is not 12 digits. Name the account whose review it is.",
    ),
  ],
);
