/**
 * A value that a policy reads: known, not known in this preview (`unknown` is its path), or not there.
 *
 * In a preview Pulumi throws at the read of an unknown, and a mandatory policy that lets the error through is reported as
 * advisory and passes (pulumi/pulumi-policy#258). So no policy reads a property in any other way than through `known`.
 */
export type Known<T> = { readonly known: T } | { readonly unknown: string } | { readonly absent: true };

const ABSENT = { absent: true } as const;

/**
 * The value of a read such as `() => props.x`; `undefined` and `null` are absent. Never throws: a read that fails for any
 * other reason counts as unknown too, because what could not be read must not pass.
 */
export function known<T>(read: () => T): Known<NonNullable<T>> {
  try {
    const value = read();
    return value === undefined || value === null ? ABSENT : { known: value };
  } catch (error) {
    return { unknown: pathOf(error) ?? "a property that cannot be read" };
  }
}

/** The value at a path below some properties; absent when a part of the path is. Never throws. */
export function valueAt(properties: unknown, path: readonly (string | number)[]): Known<unknown> {
  let current = properties;
  for (const [depth, key] of path.entries()) {
    if (!isRecord(current)) return ABSENT;
    const parent = current;
    const step = known(() => parent[key]);
    if ("unknown" in step) return { unknown: path.slice(0, depth + 1).join(".") };
    if ("absent" in step) return ABSENT;
    current = step.known;
  }
  return known(() => current);
}

/** What is known of a value, further worked on; `undefined` makes it absent. Unknowns inside it are caught. */
export function mapKnown<T, U>(value: Known<T>, work: (value: T) => U): Known<NonNullable<U>> {
  return "known" in value ? known(() => work(value.known)) : value;
}

/** Several values at once: unknown when one of them is. An absent one is `undefined`. */
export function together<T extends readonly unknown[]>(
  ...values: { readonly [K in keyof T]: Known<T[K]> }
): Known<{ [K in keyof T]: T[K] | undefined }> {
  const missing = values.find((value) => "unknown" in value);
  if (missing && "unknown" in missing) return { unknown: missing.unknown };
  const all = values.map((value) => ("known" in value ? value.known : undefined));
  return { known: all as { [K in keyof T]: T[K] | undefined } };
}

/** The value, or undefined when it is absent or unknown. */
export function ifKnown<T>(value: Known<T>): T | undefined {
  return "known" in value ? value.known : undefined;
}

export function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}

/** The path in an UnknownValueError, which @pulumi/policy exports without a type. */
function pathOf(error: unknown): string | undefined {
  if (!isRecord(error) || !("unknownTypeSentinel" in error) || !Array.isArray(error["props"]))
    return undefined;
  return error["props"].map(String).join(".");
}
