import { UNSUBSCRIBE_PLACEHOLDER } from "./template";

/** `{{name}}` and nothing else of Handlebars: letters and digits, no spaces, no third brace. */
const PLAIN = /(?<!\{)\{\{([a-z][A-Za-z0-9]*)\}\}(?!\})/g;

/** Names that a template may give its placeholders. */
export const PLACEHOLDER_NAME = /^[a-z][A-Za-z0-9]*$/;

/** Words that Handlebars does not read as a variable's name. */
export const HANDLEBARS_WORDS: readonly string[] = [
  ...["each", "else", "false", "if", "log", "lookup", "null", "this", "true", "undefined", "unless", "with"],
];

/** Names of the plain placeholders of a text, each once; without SES's own. */
export function placeholdersOf(text: string): string[] {
  const names = [...text.matchAll(PLAIN)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => name !== UNSUBSCRIBE_PLACEHOLDER);
}

/** The text with its plain placeholders filled in, as far as the data goes; SES's own is left. */
export function fillPlaceholders(text: string, data: Readonly<Record<string, string>>): string {
  return text.replace(PLAIN, (tag: string, name: string) =>
    Object.hasOwn(data, name) ? (data[name] ?? tag) : tag,
  );
}

/** What is left of Handlebars when the plain placeholders are gone: blocks, helpers, paths, unescaped values, comments. */
export function beyondPlaceholders(text: string): string[] {
  const reserved = placeholdersOf(text).filter((name) => HANDLEBARS_WORDS.includes(name));
  const left = [...text.replace(PLAIN, "").matchAll(/\{\{[^}\n]{0,40}\}{0,3}/g)].map(([tag]) => tag);
  return [...left, ...reserved.map((name) => `{{${name}}}`)];
}
