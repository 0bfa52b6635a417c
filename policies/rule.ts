import type { Known } from "./known";
import type { ResourceView } from "./resource";

/** Something that must not be deployed. The message holds no secret and no address. */
export interface Violation {
  /** What is wrong, on which resource, and how to mend it. */
  readonly message: string;
  readonly urn: string;
}

/** What a company may say in the pack's configuration (`--policy-pack-config`), for each rule. */
export type RuleConfig = Readonly<Record<string, unknown>>;

/** One rule of the pack, free of Pulumi: a pure function over resources. */
export interface Rule {
  readonly name: string;
  /** What is asked and why. */
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** How to mend what breaks it. */
  readonly remediation: string;
  /** Where AWS, or the standard, says so. */
  readonly url: string;
  /**
   * `resource`: each resource is judged by itself, before it is created, also where the preview is skipped. `stack`:
   * judged with the others, in previews and after an update.
   */
  readonly scope: "resource" | "stack";
  /** Only an advice; everything else stops the deployment. */
  readonly advisory?: true;
  /** Types of the resources that the rule is about. */
  readonly types: readonly string[];
  readonly config?: Readonly<Record<string, { readonly type: "boolean"; readonly description: string }>>;
  readonly check: (resources: readonly ResourceView[], config?: RuleConfig) => readonly Violation[];
}

/** A rule that judges each resource of its types by itself. */
export function resourceRule(
  about: Omit<Rule, "scope" | "check">,
  check: (resource: ResourceView) => readonly Violation[],
): Rule {
  return {
    ...about,
    scope: "resource",
    check: (resources) => resources.filter(({ type }) => about.types.includes(type)).flatMap(check),
  };
}

/** A rule that needs several resources to judge one. */
export function stackRule(about: Omit<Rule, "scope" | "check">, check: Rule["check"]): Rule {
  return { ...about, scope: "stack", check };
}

export function violation(resource: ResourceView, message: string): Violation {
  return { message: `${label(resource)}: ${message}`, urn: resource.urn };
}

/** The violation of a rule that cannot judge, because something is not known yet. */
export function cannotKnow(resource: ResourceView, path: string, what: string): Violation {
  return violation(
    resource,
    `${path} cannot be known in this preview, so it cannot be shown that ${what}. Give it a value that is known before the deployment, such as a name that the program chooses.`,
  );
}

/**
 * Judges a value: unknown is a violation of its own, and otherwise `fault` says what is wrong with it, or undefined.
 *
 * @param what what the rule wants to see, as the end of "it cannot be shown that …"
 */
export function judge<T>(
  resource: ResourceView,
  value: Known<T>,
  what: string,
  fault: (value: T | undefined) => string | undefined,
): readonly Violation[] {
  if ("unknown" in value) return [cannotKnow(resource, value.unknown, what)];
  const message = fault("known" in value ? value.known : undefined);
  return message === undefined ? [] : [violation(resource, message)];
}

/** How a message names a resource. Some programs name resources after addresses, and those stay out. */
export function label({ type, name }: ResourceView): string {
  const kind = type.split(":").at(-1) ?? type;
  return name.includes("@") ? kind : `${kind} "${name}"`;
}
