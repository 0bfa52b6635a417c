import type { Rule } from "../../policies/rule";
import { type Recorded, UNKNOWN, views } from "./launch";
import { setAt } from "./spoil";

/** A property that a rule read. */
export interface Read {
  urn: string;
  type: string;
  path: readonly string[];
}

/** Judges a stack by one rule, as the adapter does. */
export function judgeBy(rule: Rule, stack: readonly Recorded[]) {
  const seen = views(stack);
  return rule.scope === "stack" ? rule.check(seen) : seen.flatMap((each) => rule.check([each]));
}

/** Every property that a rule reads of a stack, at every depth; those inside a policy document only as a whole. */
export function readsOf(rule: Rule, stack: readonly Recorded[]): Read[] {
  const reads = new Map<string, Read>();
  const watched = stack.map((each) => ({
    ...each,
    props: watch(each.props, [], (path) =>
      reads.set(`${each.urn} ${path.join(".")}`, { urn: each.urn, type: each.type, path }),
    ),
  }));
  for (const group of rule.scope === "stack" ? [watched] : watched.map((each) => [each])) rule.check(group);
  return [...reads.values()];
}

/** The stack with one property unknown. */
export function withUnknown(stack: readonly Recorded[], { urn, path }: Read): Recorded[] {
  return stack.map((each) => {
    if (each.urn !== urn) return each;
    const props = structuredClone(each.props);
    setAt(props, path, UNKNOWN);
    return { ...each, props };
  });
}

function watch<Value extends object>(
  value: Value,
  path: readonly string[],
  tell: (path: readonly string[]) => void,
): Value {
  return new Proxy(value, {
    get: (target, key) => {
      const found: unknown = Reflect.get(target, key);
      if (typeof key !== "string" || typeof found === "function" || key === "length") return found;
      const below = [...path, key];
      if (Object.hasOwn(target, key)) tell(below);
      return typeof found === "object" && found !== null ? watch(found, below, tell) : found;
    },
  });
}
