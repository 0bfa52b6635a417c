import { knownString, type Value } from "../values";

/** The name of a function that an input names by its name or ARN; an unknown one gives none. */
export function functionNameOf(value: Value | undefined): string {
  const text = knownString(value) ?? "";
  return text.startsWith("arn:") ? (text.split(":")[6] ?? "") : text;
}
