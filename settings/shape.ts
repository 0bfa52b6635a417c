import { z } from "zod";
import { type FieldNote, fieldNotes } from "./fields";

/** Takes the wrappers off that only say what happens when a value is left out. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  let inner: unknown = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional)
    inner = inner.unwrap();
  return inner as z.ZodType;
}

/** The schema at a path of keys and indexes below `schema`, or undefined where the path leaves the schema. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let here: z.ZodType | undefined = unwrapped(schema);
  for (const step of path) {
    if (here instanceof z.ZodObject) here = (here.shape as Record<PropertyKey, z.ZodType | undefined>)[step];
    else if (here instanceof z.ZodRecord) here = here.valueType as z.ZodType;
    else if (here instanceof z.ZodArray) here = here.element as z.ZodType;
    else return undefined;
    if (here === undefined) return undefined;
    here = unwrapped(here);
  }
  return here;
}

/** The note of the innermost field on the way to `path` that has one. */
export function noteAt(schema: z.ZodType, path: readonly PropertyKey[]): FieldNote | undefined {
  for (let length = path.length; length >= 0; length--) {
    const found = schemaAt(schema, path.slice(0, length));
    const note = found && fieldNotes.get(found);
    if (note) return note;
  }
  return undefined;
}

/** A path as it is written in the stack file: `dmarc.reports[0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}
