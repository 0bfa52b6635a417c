import type * as pulumi from "@pulumi/pulumi";

/**
 * Makes the engine import what `adopt.resources` names instead of creating it: what an `up` that was killed left behind,
 * which is as this program wanted it.
 *
 * @param ids resource name to its id at AWS
 */
export function adoptResources(ids: Readonly<Record<string, string>>): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    const id = type.startsWith("aws:") && Object.hasOwn(ids, name) ? ids[name] : undefined;
    return id === undefined ? undefined : { props, opts: { ...opts, import: id } };
  };
}
