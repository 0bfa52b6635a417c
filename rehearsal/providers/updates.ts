/** What an update makes of an object's properties, in the cloud and in a preview. */
import { foreseen, written } from "./compare";
import type { Rules } from "./rules";
import { isAbsent, UNKNOWN, without, type Props } from "./values";

/** The live properties with the changed settings written, and only these. */
export function rewritten(rules: Rules, wanted: Props, live: Props, changed: readonly string[]): Props {
  let properties: Props = live;
  for (const name of changed) {
    const rule = rules[name];
    const value = rule === undefined ? undefined : written(rule, wanted[name], properties[name]);
    properties = value === undefined ? without(properties, name) : { ...properties, [name]: value };
  }
  return properties;
}

/** In an update's preview outputs keep the state's value, as in Terraform's plan; only what always changes is unknown. */
export function foreseenUpdate(
  rules: Rules,
  wanted: Props,
  present: Props,
  changed: readonly string[],
): Props {
  let outputs: Props = { ...present };
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.volatile === true) outputs = { ...outputs, [name]: UNKNOWN };
    if (!changed.includes(name)) continue;
    const value = isAbsent(present[name])
      ? foreseen(rule, wanted[name])
      : written(rule, wanted[name], present[name]);
    outputs = value === undefined ? without(outputs, name) : { ...outputs, [name]: value };
  }
  return outputs;
}
