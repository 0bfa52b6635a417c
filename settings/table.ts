import { z } from "zod";
import { type FieldNote, fieldNotes } from "./fields";
import { settingsSchema } from "./schema";
import { unwrapped } from "./shape";

/** One line of the README's configuration table. */
export interface SettingRow {
  key: string;
  /** What is allowed. */
  allowed: string;
  /** What holds when the key is left out; `required` where there must be a value. */
  fallback: string;
  description: string;
}

/** Every setting with its meaning, from the schema that checks it. */
export function settingRows(): SettingRow[] {
  return Object.entries<z.ZodType>(settingsSchema.shape).flatMap(([key, schema]) =>
    rowsOf(key, schema, false),
  );
}

/** The configuration table in Markdown. */
export function settingsTable(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    "| key | allowed | when left out | what for |",
    "| --- | --- | --- | --- |",
    ...settingRows().map(
      ({ key, allowed, fallback, description }) =>
        `| \`${key}\` | ${cell(allowed)} | ${cell(fallback)} | ${cell(description)} |`,
    ),
  ].join("\n");
}

function rowsOf(key: string, schema: z.ZodType, optionalAbove: boolean): SettingRow[] {
  const inner = unwrapped(schema);
  const note = noteOf(schema);
  const own = note
    ? [
        {
          key,
          allowed: note.allowed,
          fallback: fallbackOf(schema, optionalAbove),
          description: note.description,
        },
      ]
    : [];
  if (inner instanceof z.ZodObject && !note) {
    const optional = optionalAbove || schema.safeParse(undefined).success;
    return Object.entries<z.ZodType>(inner.shape).flatMap(([name, child]) =>
      rowsOf(`${key}.${name}`, child, optional),
    );
  }
  if (inner instanceof z.ZodRecord && inner.valueType instanceof z.ZodObject)
    return [...own, ...rowsOf(`${key}.<name>`, inner.valueType, true)];
  return own;
}

function noteOf(schema: z.ZodType): FieldNote | undefined {
  return fieldNotes.get(unwrapped(schema));
}

function fallbackOf(schema: z.ZodType, optionalAbove: boolean): string {
  const result = schema.safeParse(undefined);
  if (!result.success) return optionalAbove ? "required in its map" : "required";
  if (result.data === undefined) return "not set";
  return `\`${JSON.stringify(result.data)}\``;
}
