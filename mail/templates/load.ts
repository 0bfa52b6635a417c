import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HANDLEBARS_WORDS, PLACEHOLDER_NAME } from "./placeholders";
import { type Reviews, reviewsSchema } from "./reviews";
import { TEMPLATE_KINDS, type TemplateLayout, type TemplateSource } from "./template";

/** The company's emails, beside this program. */
export const TEMPLATES = join(__dirname, "..", "..", "templates");

const LAYOUT = "layout";
const REVIEWS = "reviews.json";

export interface TemplateFolder {
  readonly layout: TemplateLayout;
  /** By name. */
  readonly templates: readonly TemplateSource[];
  readonly reviews: Reviews;
}

/** Everything that is wrong with the files of the templates, one line each. */
export class TemplateFilesError extends Error {
  override readonly name = "TemplateFilesError";

  constructor(readonly problems: readonly string[]) {
    super(`the templates cannot be read:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

const line = z.string().trim().min(1, "expected some text");

const placeholderName = z
  .string()
  .regex(PLACEHOLDER_NAME, "expected a name of letters and digits that begins with a small letter")
  .refine((name) => !HANDLEBARS_WORDS.includes(name), "is a word of Handlebars")
  .refine((name) => !name.startsWith("amazonSES"), "is a name that SES fills in itself");

/** There is no field for a sender: the From address is the stack's, and the policies for senders allow no other. */
const templateSchema = z.strictObject({
  subject: z.string(),
  preheader: line,
  kind: z.enum(TEMPLATE_KINDS),
  stream: line,
  placeholders: z.record(placeholderName, line),
  reason: line,
});

const sampleSchema = z.record(z.string(), z.string());

/**
 * Reads layout, templates and reviews.
 *
 * @param reviewsFolder where `reviews.json` lies
 * @throws TemplateFilesError with every problem of every file
 */
export function loadTemplates(folder = TEMPLATES, reviewsFolder = folder): TemplateFolder {
  const problems: string[] = [];

  const readIn = (where: string, ...path: string[]): string => {
    try {
      const text = readFileSync(join(where, ...path), "utf8");
      if (text.trim() === "") problems.push(`${path.join("/")} is empty`);
      return text;
    } catch (error) {
      problems.push(`${path.join("/")} cannot be read: ${messageOf(error)}`);
      return "";
    }
  };

  const read = (...path: string[]) => readIn(folder, ...path);

  const parseIn = <T>(where: string, schema: z.ZodType<T>, ...path: string[]): T | undefined => {
    const before = problems.length;
    const text = readIn(where, ...path);
    if (problems.length > before) return undefined;
    const file = path.join("/");
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      problems.push(`${file} is no JSON: ${messageOf(error)}`);
      return undefined;
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    problems.push(
      ...result.error.issues.map((issue) => `${file}${issuePath(issue.path)}: ${issueText(issue)}`),
    );
    return undefined;
  };

  const parts = (...path: string[]) => {
    const last = path.at(-1) ?? "";
    const folders = path.slice(0, -1);
    return { html: read(...folders, `${last}.html`), text: read(...folders, `${last}.txt`) };
  };

  const layout: TemplateLayout = {
    ...parts(LAYOUT, "layout"),
    button: read(LAYOUT, "button.html"),
    footers: {
      transactional: parts(LAYOUT, "transactional"),
      notification: parts(LAYOUT, "notification"),
    },
  };
  const templates = templateNames(folder, problems).flatMap((name): TemplateSource[] => {
    const settings = parseIn(folder, templateSchema, name, "template.json");
    const sample = parseIn(folder, sampleSchema, name, "sample.json");
    const body = parts(name, "body");
    return settings && sample ? [{ name, ...settings, ...body, sample }] : [];
  });
  const reviews = parseIn(reviewsFolder, reviewsSchema, REVIEWS);

  const known = templates.map(({ name }) => name);
  for (const name of Object.keys(reviews ?? {}))
    if (problems.length === 0 && !known.includes(name))
      problems.push(`${REVIEWS} has a review of ${name}: there is no such template`);
  if (problems.length > 0 || !reviews) throw new TemplateFilesError(problems);
  return { layout, templates, reviews };
}

function templateNames(folder: string, problems: string[]): string[] {
  try {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = folders.map(({ name }) => name).filter((name) => name !== LAYOUT);
    const odd = names.filter((name) => !/^[a-z][a-z0-9-]*$/.test(name));
    problems.push(
      ...odd.map((name) => `${name}/ is no template's name: expected small letters, digits and -`),
    );
    return names.filter((name) => !odd.includes(name)).sort();
  } catch (error) {
    problems.push(`the folder cannot be read: ${messageOf(error)}`);
    return [];
  }
}

const issuePath = (path: readonly PropertyKey[]) => path.map((key) => ` ${String(key)}`).join(" →");

/** A key that is refused has its reasons one level down. */
const issueText = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_key" ? issue.issues.map(({ message }) => message).join(", ") : issue.message;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
