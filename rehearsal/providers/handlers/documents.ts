/** Inputs that hold JSON: what is wrong with them, and when two of them say the same. */
import { documentProblem } from "../policyDocument";
import type { Failure, Rule } from "../rules";
import { knownString, parsedJson, sameJson, UNKNOWN, type Value } from "../values";

/** A text that holds JSON. Equivalent documents are no difference (`SuppressEquivalentJSONDiffs` in terraform-provider-aws). */
export const jsonText: Rule = { is: "string", same: sameJson };

/** A required policy document; equivalent ones are no difference. */
export const policyText: Rule = { ...jsonText, required: true };

/** What is wrong with an input that holds a policy document. */
export function policyFailures(value: Value | undefined, property = "policy"): Failure[] {
  const reason = documentProblem(value);
  return reason === undefined ? [] : [{ property, reason: `"${property}" ${reason}` }];
}

/** What is wrong with an input that holds JSON. */
export function jsonFailures(property: string, value: Value | undefined): Failure[] {
  const text = knownString(value);
  if (text === undefined || text.includes(UNKNOWN) || parsedJson(text) !== undefined) return [];
  return [{ property, reason: `"${property}" contains an invalid JSON` }];
}
