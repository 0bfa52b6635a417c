/** Inputs as the live object has them: on refresh for what was set, on import for all that differs from the defaults. */
import type { Rule, Rules } from "./rules";
import { isAbsent, isProps, sameValue, type Props, type Value } from "./values";

/** The live values of exactly the inputs that were set; one that the live object lacks is left out. */
export function liveInputs(rules: Rules, inputs: Props, live: Props): Props {
  const result: Props = {};
  for (const [name, was] of Object.entries(inputs)) {
    const now = liveInput(rules[name], was, live[name]);
    if (now !== undefined) result[name] = now;
  }
  return result;
}

function liveInput(rule: Rule | undefined, was: Value, now: Value | undefined): Value | undefined {
  // An empty input and an unset property are the same thing.
  if (isAbsent(was)) return isAbsent(now) ? was : now;
  // A map's keys are content, not settings: one that was added by hand counts.
  if (rule?.fields === undefined || !isProps(was) || !isProps(now)) return now;
  return liveInputs(rule.fields, was, now);
}

/** Inputs that would make this object: everything that is not a default and not an output. */
export function importedInputs(rules: Rules, live: Props): Props {
  const result: Props = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = live[name];
    if (rule.readOnly === true || value === undefined || isAbsent(value)) continue;
    if (sameValue(value, rule.serviceDefault)) continue;
    const input = isProps(value) && rule.fields !== undefined ? importedInputs(rule.fields, value) : value;
    if (!isAbsent(input)) result[name] = input;
  }
  return result;
}

/** What the service answers for settings that were never given. */
export function serviceDefaults(rules: Rules): Props {
  const result: Props = {};
  for (const [name, { serviceDefault }] of Object.entries(rules)) {
    if (serviceDefault !== undefined) result[name] = serviceDefault;
  }
  return result;
}
