import { type Known, ifKnown } from "../known";
import { type ResourceView, textAt } from "../resource";

/**
 * The resource of a type that a property points to by ARN or name: absent when it is none of the stack's, unknown when that
 * cannot be told. Before the first deployment ARNs are unknown; the engine's record of what a property was made from, and
 * the name at an ARN's end, tell it all the same.
 */
export function pointsTo(
  from: ResourceView,
  property: string,
  type: string,
  resources: readonly ResourceView[],
): Known<ResourceView> {
  const candidates = resources.filter((resource) => resource.type === type);
  const value = textAt(from, property);
  if ("absent" in value) return value;
  if ("known" in value) {
    const byValue = candidates.filter((resource) => isCalled(resource, value.known));
    const [found] = byValue;
    if (found) return { known: found };
  }
  const urns = from.dependencies?.[property] ?? [];
  const byDependency = candidates.filter(({ urn }) => urns.includes(urn));
  const [only, ...more] = byDependency;
  if (only && more.length === 0) return { known: only };
  if ("unknown" in value) return value;
  // A candidate that tells neither its ARN nor its name may be the one.
  return candidates.some(hidesItself) ? { unknown: property } : { absent: true };
}

/** A reference is a name, an ARN, or a function's ARN with a version or alias behind it. */
function isCalled(resource: ResourceView, reference: string): boolean {
  const arn = ifKnown(textAt(resource, "arn"));
  if (arn !== undefined && (arn === reference || reference.startsWith(`${arn}:`))) return true;
  const name = ifKnown(textAt(resource, "name"));
  // The resource stands at the sixth place of an ARN, after its kind where it has one.
  const [, , , , , first, second] = reference.split(":");
  const called = first === "function" ? second : (first ?? reference);
  return name !== undefined && called === name;
}

function hidesItself(resource: ResourceView): boolean {
  return ifKnown(textAt(resource, "arn")) === undefined && ifKnown(textAt(resource, "name")) === undefined;
}
