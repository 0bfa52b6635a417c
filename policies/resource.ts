import { type Known, isRecord, valueAt } from "./known";

/** What a rule sees of a resource, whatever it comes from: a policy's arguments, exported state, recorded mocks. */
export interface ResourceView {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Read only through the functions below: a read may throw in a preview. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Property name to the URNs of the resources that it comes from; tells where an unknown ARN points to. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
}

type Path = readonly (string | number)[];

/** A value of the wrong type counts as unknown: it must not pass. */
function typedAt<T>(resource: ResourceView, path: Path, is: (value: unknown) => value is T): Known<T> {
  const value = valueAt(resource.props, path);
  if (!("known" in value)) return value;
  return is(value.known) ? { known: value.known } : { unknown: path.join(".") };
}

export function textAt(resource: ResourceView, ...path: Path): Known<string> {
  return typedAt(resource, path, (value) => typeof value === "string");
}

export function numberAt(resource: ResourceView, ...path: Path): Known<number> {
  return typedAt(resource, path, (value) => typeof value === "number");
}

export function flagAt(resource: ResourceView, ...path: Path): Known<boolean> {
  return typedAt(resource, path, (value) => typeof value === "boolean");
}

export function recordAt(resource: ResourceView, ...path: Path): Known<Record<string, unknown>> {
  return typedAt(resource, path, isRecord);
}

/** How many elements a list has, which is known also where they are not. */
export function lengthAt(resource: ResourceView, ...path: Path): Known<number> {
  const list = typedAt(resource, path, (value): value is readonly unknown[] => Array.isArray(value));
  return "known" in list ? { known: list.known.length } : list;
}

/** A list of texts; unknown when one of them is. */
export function textsAt(resource: ResourceView, ...path: Path): Known<readonly string[]> {
  const length = lengthAt(resource, ...path);
  if (!("known" in length)) return length;
  const texts: string[] = [];
  for (let index = 0; index < length.known; index++) {
    const text = textAt(resource, ...path, index);
    if ("unknown" in text) return text;
    if ("known" in text) texts.push(text.known);
  }
  return { known: texts };
}
