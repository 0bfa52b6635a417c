/** What a resource's properties may be: one rule a property, for checking inputs and for telling inputs from outputs. */
import { isProps, UNKNOWN, type Props, type Value } from "./values";

export interface Rule {
  readonly is: "string" | "number" | "boolean" | "list" | "map" | "object";
  readonly required?: boolean;
  /** A change needs a new object (Terraform's ForceNew and RequiresReplace). */
  readonly forceNew?: boolean;
  /** Optional, and chosen by the service when it is not given: unknown in a create's preview, no difference when removed. */
  readonly computed?: boolean;
  /** An output only. */
  readonly readOnly?: boolean;
  /** An output that changes with every update, so it is unknown in an update's preview. */
  readonly volatile?: boolean;
  /** What the provider fills in during check, as the bridge does for Terraform's schema defaults. */
  readonly default?: Value;
  /** What the service answers when nothing was ever set; equal to "not set" in comparisons and on import. */
  readonly serviceDefault?: Value;
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
  /** Said when the pattern does not match. */
  readonly patternMeans?: string;
  /** Whether two values mean the same to the service, where that is more than being equal: `sameSet`, `sameJson`. */
  readonly same?: (left: Value, right: Value) => boolean;
  readonly min?: number;
  readonly max?: number;
  /** Rules for what is inside an object. An object without them, and every map, is taken as it comes. */
  readonly fields?: Rules;
  /** Rule for each item of a list. */
  readonly items?: Rule;
}

export type Rules = Readonly<Record<string, Rule>>;

/** Something wrong with an input; `property` is the top-level property, as the engine wants it. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** Shorthand for an output. */
export const output = (is: Rule["is"]): Rule => ({ is, readOnly: true });

/** Everything that is wrong with these inputs by the rules. Values not known yet are not judged. */
export function failuresOf(rules: Rules, inputs: Props): Failure[] {
  const failures: Failure[] = [];
  for (const [name, value] of Object.entries(inputs)) {
    const rule = rules[name];
    for (const reason of rule === undefined ? [unknownInput(name, rules)] : problems(name, rule, value)) {
      failures.push({ property: name, reason });
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.required === true && (inputs[name] ?? null) === null) {
      failures.push({ property: name, reason: `Missing required argument: "${name}" is required` });
    }
  }
  return failures;
}

/** The inputs with the rules' defaults filled in. */
export function withDefaults(rules: Rules, inputs: Props): Props {
  const filled: Props = { ...inputs };
  for (const [name, { default: value }] of Object.entries(rules)) {
    if (value !== undefined && (filled[name] ?? null) === null) filled[name] = value;
  }
  return filled;
}

function unknownInput(path: string, rules: Rules): string {
  const allowed = Object.keys(rules).filter((name) => rules[name]?.readOnly !== true);
  return `An argument named "${path}" is not expected here; expected: ${allowed.sort().join(", ")}`;
}

/** What is wrong with one value, each problem with the path to it. */
function problems(path: string, rule: Rule, value: Value): string[] {
  if (value === UNKNOWN || value === null) return [];
  if (rule.readOnly === true) return [`"${path}" is decided by the service and cannot be set`];
  if (!hasType(rule.is, value))
    return [`expected "${path}" to be a ${rule.is}, got ${JSON.stringify(value)}`];
  if (typeof value === "string") return textProblems(path, rule, value);
  if (typeof value === "number") return numberProblems(path, rule, value);
  if (Array.isArray(value)) {
    const { items } = rule;
    return items === undefined
      ? []
      : value.flatMap((item, index) => problems(`${path}[${index}]`, items, item));
  }
  if (isProps(value) && rule.fields !== undefined) return fieldProblems(path, rule.fields, value);
  return [];
}

function hasType(is: Rule["is"], value: Value): boolean {
  switch (is) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isProps(value);
    default:
      return typeof value === is;
  }
}

function textProblems(path: string, rule: Rule, value: string): string[] {
  const { oneOf, pattern, patternMeans, min = 0, max = Infinity } = rule;
  if (oneOf !== undefined && !oneOf.includes(value)) {
    return [`expected "${path}" to be one of ${JSON.stringify(oneOf)}, got ${value}`];
  }
  if (pattern !== undefined && !pattern.test(value)) {
    return [`invalid value for "${path}" (${patternMeans ?? `must match ${pattern.source}`}), got ${value}`];
  }
  if (value.length < min || value.length > max) {
    return [`expected length of "${path}" to be in the range (${min} - ${max}), got ${value}`];
  }
  return [];
}

function numberProblems(path: string, { min = -Infinity, max = Infinity }: Rule, value: number): string[] {
  return value < min || value > max
    ? [`expected "${path}" to be in the range (${min} - ${max}), got ${value}`]
    : [];
}

function fieldProblems(path: string, fields: Rules, value: Props): string[] {
  return failuresOf(fields, value).map(({ property, reason }) =>
    reason.replaceAll(`"${property}"`, `"${path}.${property}"`),
  );
}
