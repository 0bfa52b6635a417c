/**
 * Property values as the stand-in providers handle them: plain JSON, with one string that means "not known yet".
 */

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Props = Record<string, Value>;

/**
 * The engine's marker for a value that is not known in a preview (`UnknownStringValue` in
 * sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi). It is kept as the string it is on the wire.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key under which the engine says what kind of special object an object is, and the kinds for files. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** True for an object that is neither a list nor null. */
export function isProps(value: Value | undefined): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True if the value, or anything inside it, is not known yet. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isProps(value) && Object.values(value).some(hasUnknown);
}

/** Compares two values; the order of keys does not matter, the order of lists does. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  const hashes = [left, right].map(assetHash);
  if (hashes[0] !== undefined && hashes[1] !== undefined) return hashes[0] === hashes[1];
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
  }
  if (!isProps(left) || !isProps(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameValue(left[key], right[key]));
}

/** Compares two lists in which the order says nothing, such as Terraform's sets. */
export function sameSet(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return sameValue(left, right);
  const holds = (all: readonly Value[], item: Value): boolean => all.some((one) => sameValue(one, item));
  return (
    left.length === right.length &&
    left.every((item) => holds(right, item)) &&
    right.every((item) => holds(left, item))
  );
}

/** Compares two texts by the JSON they hold; terraform-provider-aws shows no difference between equivalent documents. */
export function sameJson(left: Value, right: Value): boolean {
  const values = [left, right].map(parsedJson);
  return values[0] !== undefined && values[1] !== undefined && sameValue(values[0], values[1]);
}

/** What a text holds as JSON; undefined for anything else. */
export function parsedJson(text: Value | undefined): Value | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The hash of a file or an archive, which the engine sends with its content or without (sdk/go/common/resource/sig). */
export function assetHash(value: Value | undefined): Value | undefined {
  const signature = isProps(value) ? value[SIGNATURE_KEY] : undefined;
  return isProps(value) && (signature === ASSET || signature === ARCHIVE) ? value["hash"] : undefined;
}

/**
 * True for what the providers treat as "not set". Terraform's SDK cannot tell an empty string, list or map from an
 * absent one, and both bridged providers inherit that.
 */
export function isAbsent(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isProps(value) && Object.values(value).every(isAbsent);
}

/** A copy of the object without one key. */
export function without(props: Props, key: string): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name !== key));
}

/** Lays the second object over the first; nested objects are merged, everything else is replaced. */
export function mergeDeep(base: Props, over: Props): Props {
  const merged: Props = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isProps(value) && isProps(below) ? mergeDeep(below, value) : value;
  }
  return merged;
}

/** The value as a string, or undefined when it is something else or not known yet. */
export function knownString(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** The value as text for a message or a comparison: a string as it is, anything else as JSON. */
export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
