import { isLaunched } from "../../checklist/binding";
import { evaluate } from "../../checklist/evaluate";
import { LAUNCH_GATE } from "../../checklist/launchRecord";
import { type Rule, stackRule, violation } from "../rule";
import { stackViewOf } from "../stackView";
import { launchOf } from "./launch";

/** Before the launch nothing binds; one line says how far the stack is. */
export const checklistAtPrepare: Rule = stackRule(
  {
    name: "ses-launch-checklist",
    description: "How much of the checklist holds, while nothing sends and nothing is asked of AWS.",
    severity: "low",
    remediation: "Nothing is due yet: each item must hold before launchStage request or live.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html",
    types: [LAUNCH_GATE],
    advisory: true,
  },
  (resources) => {
    const { gate, record, intent } = launchOf(resources);
    if (!gate || !record || isLaunched(intent)) return [];
    const judged = evaluate(stackViewOf(resources), { ...record.context, now: Date.now() });
    const open = judged.filter(({ state }) => state !== "proven").map(({ id, state }) => `${id} (${state})`);
    return open.length === 0
      ? []
      : [
          violation(
            gate,
            `${judged.length - open.length} of ${judged.length} items of the checklist hold; open are ${open.join(", ")}.`,
          ),
        ];
  },
);
