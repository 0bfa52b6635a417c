import type { PolicyStatement } from "../../iam/document";
import type { Recorded } from "./launch";

/** Takes a sound stack, which it may change, and spoils one thing. */
export type Spoil = (stack: Recorded[]) => void;

/** The one resource of a type and name. */
export function pick(stack: readonly Recorded[], type: string, name: string): Recorded {
  const [found, ...more] = stack.filter((each) => each.type === type && each.name === name);
  if (!found || more.length > 0) throw new Error(`${more.length + 1} resources are ${type} ${name}`);
  return found;
}

/** Sets the property at a path; `undefined` takes it out. */
export function setting(type: string, name: string, path: string, value: unknown): Spoil {
  return (stack) => {
    setAt(pick(stack, type, name).props, path.split("."), value);
  };
}

/** Does several things to a stack. */
export function both(...spoils: readonly Spoil[]): Spoil {
  return (stack) => {
    for (const spoil of spoils) spoil(stack);
  };
}

export function adding(resource: Recorded): Spoil {
  return (stack) => {
    stack.push(resource);
  };
}

export function removing(type: string, name: string): Spoil {
  return (stack) => {
    stack.splice(stack.indexOf(pick(stack, type, name)), 1);
  };
}

/** A statement as anybody may write it: one or a list, and things that this program never writes. */
export interface LooseStatement {
  [element: string]: unknown;
  Action?: string | string[] | undefined;
  Resource?: string | string[] | undefined;
  Condition?: PolicyStatement["Condition"] | undefined;
}

/** Rewrites the first statement of a policy document, which is JSON in a property. */
export function rewriting(
  type: string,
  name: string,
  change: (statement: LooseStatement) => LooseStatement | LooseStatement[],
  path = "policy",
): Spoil {
  return (stack) => {
    const { props } = pick(stack, type, name);
    const at = path.split(".");
    const written = at.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], props);
    const isText = typeof written === "string";
    const document = (isText ? JSON.parse(written) : written) as { Statement: LooseStatement[] };
    const [first = {}, ...others] = [document.Statement].flat();
    const changed = { ...document, Statement: [change(first), others].flat() };
    setAt(props, at, isText ? JSON.stringify(changed) : changed);
  };
}

export function setAt(
  props: Record<string, unknown>,
  path: readonly (string | number)[],
  value: unknown,
): void {
  const [key = "", ...rest] = path;
  if (rest.length > 0) {
    const child = (props[key] ??= {}) as Record<string, unknown>;
    setAt(child, rest, value);
  } else if (value === undefined) Reflect.deleteProperty(props, key);
  else props[key] = value;
}
