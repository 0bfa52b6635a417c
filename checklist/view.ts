/**
 * A property as somebody sees it who looks at a stack: known, not known yet (the engine will know it during the update), or
 * not set. `path` says which property it is, for messages.
 */
export type Seen =
  | { readonly state: "known"; readonly path: string; readonly value: unknown }
  | { readonly state: "unknown"; readonly path: string }
  | { readonly state: "absent"; readonly path: string };

/** One resource of a stack, whoever shows it: a policy, an exported state, or a test. */
export interface ViewedResource {
  /** Type token, as `aws:sesv2/emailIdentity:EmailIdentity`. */
  readonly type: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly urn: string;
  /** Reads a property by its path, list items by their index. Never throws. */
  see(...path: readonly (string | number)[]): Seen;
}

/** All resources of a stack. */
export type StackView = readonly ViewedResource[];

/** How the engine and Pulumi's mocks write a value that is not known yet. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_KEY = "__pulumiUnknown";

export interface RecordedResource {
  type: string;
  name: string;
  urn?: string;
  inputs?: Readonly<Record<string, unknown>>;
  /** What AWS made of it; where both have a property, this is what is there. */
  outputs?: Readonly<Record<string, unknown>>;
}

/** A view over resources as an exported state or recorded mocks hold them. */
export function viewOf(resources: readonly RecordedResource[]): StackView {
  return resources.map(({ type, name, urn, inputs = {}, outputs = {} }) => {
    const properties = { ...inputs, ...outputs };
    return {
      type,
      name,
      urn: urn ?? `${type}::${name}`,
      see: (...path) => seen(properties, path),
    };
  });
}

function seen(properties: unknown, path: readonly (string | number)[]): Seen {
  let value: unknown = properties;
  for (const step of path) {
    if (isUnknown(value)) return { state: "unknown", path: path.join(".") };
    value = isIndexable(value) ? value[step] : undefined;
  }
  if (isUnknown(value)) return { state: "unknown", path: path.join(".") };
  return value === undefined || value === null
    ? { state: "absent", path: path.join(".") }
    : { state: "known", path: path.join("."), value };
}

function isUnknown(value: unknown): boolean {
  return value === UNKNOWN_TEXT || (isIndexable(value) && value[UNKNOWN_KEY] === true);
}

function isIndexable(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
