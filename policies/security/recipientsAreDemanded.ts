import { type Condition, IAM_TYPES, judgeStatements } from "../document";
import { resourceRule } from "../rule";
import { RECIPIENTS } from "../statements";

/** `ForAllValues` holds where the key is missing, so the key itself must be demanded. */
export const recipientsAreDemanded = resourceRule(
  {
    name: "ses-recipients-are-demanded",
    description:
      "ForAllValues on ses:Recipients stands together with Null false: without it the condition also holds for a call that tells no recipients, and restricts nothing.",
    severity: "high",
    remediation: 'Add "Null": {"ses:Recipients": "false"} to the condition.',
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    types: IAM_TYPES,
  },
  (policy) =>
    judgeStatements(policy, "the condition on recipients restricts anything", ({ allows, conditions }) =>
      allows && conditions.some(isForAll) && !conditions.some(demandsTheKey)
        ? 'ForAllValues on ses:Recipients is true where there are none. Add "Null": {"ses:Recipients": "false"}.'
        : undefined,
    ),
);

function isForAll({ operator, key }: Condition): boolean {
  return key === RECIPIENTS && operator.startsWith("ForAllValues:");
}

function demandsTheKey({ operator, key, values }: Condition): boolean {
  return operator === "Null" && key === RECIPIENTS && values.length > 0 && values.every((v) => v === "false");
}
