import type { Cloud, LiveObject } from "../cloud";
import type { Value } from "../values";

/** The live object of a type whose property has a value; ARNs and names are how services refer to each other. */
export function findBy(
  cloud: Cloud,
  type: string,
  property: string,
  value: Value | undefined,
): LiveObject | undefined {
  return value === undefined
    ? undefined
    : cloud.list(type).find(({ properties }) => properties[property] === value);
}
