import type {
  PolicyResource,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { ResourceView } from "./resource";
import type { Rule, RuleConfig, Violation } from "./rule";

/**
 * A rule as a policy of the pack. Raw `validateStack`, because the SDK's validation of one type is not called when there is no
 * such resource. Property values of secrets arrive in plain text here, so messages are the rules' own.
 */
export function toPolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const about = {
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    remediationSteps: rule.remediation,
    url: rule.url,
    enforcementLevel: rule.advisory ? ("advisory" as const) : ("mandatory" as const),
    ...(rule.config && { configSchema: { properties: { ...rule.config } } }),
  };
  const report = (violations: readonly Violation[], tell: (message: string, urn?: string) => void) => {
    for (const { message, urn } of violations) tell(message, urn);
  };
  if (rule.scope === "stack")
    return {
      ...about,
      validateStack: (args: StackValidationArgs, tell) => {
        report(rule.check(args.resources.map(stackView), args.getConfig<RuleConfig>()), tell);
      },
    };
  return {
    ...about,
    validateResource: (args, tell) => {
      const { type, name, urn, props } = args;
      report(rule.check([{ type, name, urn, props }], args.getConfig<RuleConfig>()), tell);
    },
  };
}

function stackView({ type, name, urn, props, propertyDependencies }: PolicyResource): ResourceView {
  const dependencies = Object.fromEntries(
    Object.entries(propertyDependencies).map(([property, resources]) => [
      property,
      resources.map((resource) => resource.urn),
    ]),
  );
  return { type, name, urn, props, dependencies };
}
