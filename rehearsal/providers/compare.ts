/** Compares wanted inputs with what is there, by a resource's rules. */
import type { Rule, Rules } from "./rules";
import { isAbsent, isProps, sameValue, UNKNOWN, type Props, type Value } from "./values";

export interface Change {
  /** Dotted path, as in the engine's detailed diff. */
  readonly path: string;
  /** The top-level property. */
  readonly property: string;
  readonly kind: "add" | "delete" | "update";
  readonly replace: boolean;
}

/**
 * What a new set of inputs changes in the present state (the outputs in the engine's state).
 *
 * As in Terraform's plan: an input that is given must equal the state; one that is not given must be unset there too,
 * unless the service decides it in that case. Nested settings that only the service knows are never a difference.
 */
export function changes(
  rules: Rules,
  wanted: Props,
  present: Props,
  ignored: readonly string[] = [],
): Change[] {
  return differences(rules, applyIgnored(wanted, present, ignored), present, "");
}

function differences(rules: Rules, wanted: Props, present: Props, prefix: string): Change[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    if (rule.readOnly === true) return [];
    return difference(rule, wanted[name] ?? undefined, present[name] ?? undefined, `${prefix}${name}`);
  });
}

function difference(
  rule: Rule,
  wanted: Value | undefined,
  present: Value | undefined,
  path: string,
): Change[] {
  if (wanted === undefined) {
    if (rule.computed === true || isAbsent(present) || sameValue(present, rule.serviceDefault)) return [];
    return [change(rule, path, "delete")];
  }
  if (isProps(wanted) && isProps(present) && rule.fields !== undefined) {
    return differences(rule.fields, wanted, present, `${path}.`).map((inner) =>
      rule.forceNew === true ? { ...inner, replace: true } : inner,
    );
  }
  if (sameValue(wanted, present)) return [];
  if (present !== undefined && rule.same?.(wanted, present) === true) return [];
  if (present === undefined) {
    if (isAbsent(wanted) || sameValue(wanted, rule.serviceDefault)) return [];
    return [change(rule, path, "add")];
  }
  if (isAbsent(wanted) && isAbsent(present)) return [];
  return [change(rule, path, "update")];
}

function change(rule: Rule, path: string, kind: Change["kind"]): Change {
  return { path, property: path.split(".")[0] ?? path, kind, replace: rule.forceNew === true };
}

/** The wanted inputs, with the present value wherever the resource option `ignoreChanges` says so. */
function applyIgnored(wanted: Props, present: Props, ignored: readonly string[]): Props {
  let result = wanted;
  for (const path of ignored) result = copyAt(result, present, pathSegments(path));
  return result;
}

function pathSegments(path: string): string[] {
  return path.split(/[.[\]"]+/).filter((segment) => segment !== "");
}

function copyAt(target: Props, source: Props, [first, ...rest]: string[]): Props {
  if (first === undefined) return target;
  if (first === "*") return { ...target, ...source };
  const below = source[first];
  const result: Props = { ...target };
  if (rest.length > 0 && isProps(below)) {
    const inner = target[first];
    result[first] = copyAt(isProps(inner) ? inner : {}, below, rest);
  } else if (below === undefined) {
    Reflect.deleteProperty(result, first);
  } else {
    result[first] = below;
  }
  return result;
}

/**
 * A live value after a setting was written: nested settings that only the service knows stay, settings no longer given
 * go back to what the service answers by itself.
 */
export function written(rule: Rule, wanted: Value | undefined, live: Value | undefined): Value | undefined {
  if (wanted === undefined || wanted === null) return rule.computed === true ? live : rule.serviceDefault;
  if (!isProps(wanted) || rule.fields === undefined) return wanted;
  const below = isProps(live) ? live : {};
  const result: Props = {};
  for (const [name, field] of Object.entries(rule.fields)) {
    const value = field.readOnly === true ? below[name] : written(field, wanted[name], below[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/**
 * What a preview of a create can say of a property: what was given is known, what the service decides is not.
 */
export function foreseen(rule: Rule, wanted: Value | undefined): Value | undefined {
  if (rule.readOnly === true) return UNKNOWN;
  if (wanted === undefined || wanted === null) return rule.computed === true ? UNKNOWN : rule.serviceDefault;
  return isProps(wanted) && rule.fields !== undefined ? foreseenAll(rule.fields, wanted) : wanted;
}

/** `foreseen` for every property. */
export function foreseenAll(rules: Rules, wanted: Props): Props {
  const result: Props = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = foreseen(rule, wanted[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}
