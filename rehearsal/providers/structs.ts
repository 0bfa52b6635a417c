/**
 * Between protobuf's Struct, in which the engine sends properties, and plain values.
 *
 * The engine is told that these providers take no secrets, resource references or output values (as the bridged AWS
 * provider tells it), yet `Configure` always carries secrets. So the special objects are understood here and unwrapped.
 * Their keys and signatures are those of sdk/go/common/resource/{properties,sig}.go in pulumi/pulumi.
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isProps, SIGNATURE_KEY, UNKNOWN, type Props, type Value } from "./values";

const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** One marker for each type an unknown value may have; all of them become the one the providers use. */
const UNKNOWN_MARKERS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads a Struct; secrets and outputs are unwrapped, a resource reference becomes the resource's id. */
export function fromStruct(struct: Struct | undefined): Props {
  if (struct === undefined) return {};
  return unwrapAll(struct.toJavaScript());
}

/** Writes a Struct. */
export function toStruct(props: Props): Struct {
  return Struct.fromJavaScript(props);
}

/** A property that is null is one that is not set. */
function unwrapAll(props: Props): Props {
  const plain = Object.entries(props).map(([key, value]): [string, Value] => [key, unwrap(value)]);
  return Object.fromEntries(plain.filter(([, value]) => value !== null));
}

function unwrap(value: Value): Value {
  if (typeof value === "string") return UNKNOWN_MARKERS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isProps(value)) return value;
  const plain = unwrapAll(value);
  switch (plain[SIGNATURE_KEY]) {
    case SECRET:
      return plain["value"] ?? null;
    case OUTPUT:
      return plain["value"] ?? UNKNOWN;
    case RESOURCE:
      return plain["id"] ?? plain["urn"] ?? null;
    default:
      return plain;
  }
}

/**
 * Reads a nested setting of a provider's configuration, which the SDKs send as a JSON string
 * (`pulumi.output(args.defaultTags).apply(JSON.stringify)` in @pulumi/aws/provider.js).
 *
 * @throws Error if the string is not JSON
 */
export function nestedSetting(config: Props, key: string): Value | undefined {
  const raw = config[key];
  if (typeof raw !== "string" || raw === UNKNOWN) return raw;
  try {
    return JSON.parse(raw) as Value;
  } catch (error) {
    throw new Error(`provider setting "${key}" is not JSON: ${raw}`, { cause: error });
  }
}

/** The nested setting as a list of strings; absent means an empty list. */
export function nestedList(config: Props, key: string): string[] {
  const value = nestedSetting(config, key);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** The nested setting as an object; absent means an empty one. */
export function nestedProps(config: Props, key: string): Props {
  const value = nestedSetting(config, key);
  return isProps(value) ? value : {};
}
