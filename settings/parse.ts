import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { UnknownRegionError, dkimSigningZone } from "../mail/regions";
import type { Problem } from "./rule";
import { RULES } from "./rules";
import type { FieldNote } from "./fields";
import { NAMESPACE, type Settings, settingsSchema } from "./schema";
import { noteAt, pathText, schemaAt, unwrapped } from "./shape";

/** A stack's configuration as the engine hands it over: full key to text, structured values as JSON. */
export interface StackConfig {
  values: Readonly<Record<string, string>>;
  /** Full keys of the values that are stored encrypted. */
  secretKeys: readonly string[];
  stack: string;
  today: Date;
}

/** Every problem of a stack's settings at once; nothing has been changed when it is thrown. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  constructor(
    stack: string,
    readonly problems: readonly string[],
  ) {
    const many = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      `Pulumi.${stack}.yaml: ${many}, nothing was changed.\n${problems.map((text) => `  - ${text}`).join("\n")}`,
    );
  }
}

/** Settings that the schema and the rules accept, with the stack's Region and name. */
export type StackSettings = Settings & { region: string; stack: string };

/** Provider settings that would store credentials in the stack file; they come from the environment alone. */
const CREDENTIAL_KEYS = [
  "aws:accessKey",
  "aws:secretKey",
  "aws:token",
  "aws:profile",
  "cloudflare:apiToken",
  "cloudflare:apiKey",
  "cloudflare:apiUserServiceKey",
];

/** Names this far apart (in single-letter edits) are no longer taken for a slip of the pen. */
const NEAR = 4;

function nearest(word: string, known: readonly string[]): string {
  const candidate = known.length > 0 ? closest(word, known) : undefined;
  return candidate !== undefined && distance(word, candidate) <= NEAR
    ? `did you mean ${candidate}?`
    : `known are ${known.join(", ")}`;
}

function keysAt(path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(settingsSchema, path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof here === "object" && here !== null ? (here as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
}

/** How a value may appear in a message: secrets not at all, a person's address by its domain. */
function shown(value: unknown, privacy: FieldNote["privacy"]): string {
  if (value === undefined) return "is missing";
  if (Array.isArray(value) && value.length === 0) return "is empty";
  if (privacy === "secret") return "has a value that does not fit";
  if (privacy === "personal" && typeof value === "string")
    return `is "…${value.slice(Math.max(0, value.lastIndexOf("@")))}"`;
  if (privacy === "personal") return "has a value that does not fit";
  const text = JSON.stringify(value);
  return `is ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`;
}

/** One issue of zod's in this program's words. */
function issueProblems(key: string, raw: unknown, issue: z.core.$ZodIssue): Problem[] {
  const path = [key, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((unknown) => ({
      key: pathText([...path, unknown]),
      message: `is not a setting: ${nearest(unknown, keysAt(path))}`,
    }));
  const note = noteAt(settingsSchema, path);
  const allowed = note?.allowed ?? issue.message;
  const value = valueAt(raw, issue.path);
  return [{ key: pathText(path), message: issueMessage(issue, allowed, value, note?.privacy) }];
}

function issueMessage(
  issue: z.core.$ZodIssue,
  allowed: string,
  value: unknown,
  privacy: FieldNote["privacy"],
): string {
  if (issue.code === "invalid_key") return `is a name that does not fit: expected ${allowed}`;
  if (issue.code !== "custom" || privacy === "secret") return `${shown(value, privacy)}: expected ${allowed}`;
  const saysValue = typeof value === "string" && issue.message.includes(JSON.stringify(value));
  return saysValue
    ? `is refused: ${issue.message}`
    : `${shown(value, privacy)}: expected ${allowed} (${issue.message})`;
}

/** Undoes the engine's text form: strings are as they stand, everything else is JSON. */
function decoded(key: string, text: string): { value: unknown } | { problem: Problem } {
  const schema = schemaAt(settingsSchema, [key]);
  const isText = schema instanceof z.ZodString || schema instanceof z.ZodPipe || schema instanceof z.ZodEnum;
  if (isText) return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const note = noteAt(settingsSchema, [key]);
    const allowed = note?.allowed ?? `a map of ${keysAt([key]).join(", ")}`;
    return { problem: { key, message: `${shown(text, note?.privacy)}: expected ${allowed}` } };
  }
}

/** A secret setting that holds something and is not stored encrypted. */
function plainSecretProblems(key: string, value: unknown): Problem[] {
  const isSet = Array.isArray(value) ? value.length > 0 : value !== undefined;
  return noteAt(settingsSchema, [key])?.privacy === "secret" && isSet
    ? [{ key, message: `is in plain text: set it with pulumi config set --secret ${NAMESPACE}:${key}` }]
    : [];
}

function regionProblems(region: string | undefined): string[] {
  if (region === undefined || region === "")
    return ["aws:region is missing: expected the Region of this stack's SES account, as us-east-1"];
  try {
    dkimSigningZone(region);
    return [];
  } catch (error) {
    if (error instanceof UnknownRegionError) return [`aws:region is "${region}": ${error.message}`];
    throw error;
  }
}

/**
 * Turns a stack's configuration into settings.
 *
 * @throws {SettingsError} with every problem: unknown keys with the nearest known one, values with what is allowed,
 * values that contradict each other, secrets in plain text and credentials that belong into the environment.
 */
export function parseSettings({ values, secretKeys, stack, today }: StackConfig): StackSettings {
  const problems: Problem[] = [];
  const known: Record<string, unknown> = {};
  const given = new Map(
    Object.entries(values).flatMap(([full, text]) =>
      full.startsWith(`${NAMESPACE}:`) ? [[full.slice(NAMESPACE.length + 1), text] as const] : [],
    ),
  );
  const fields = Object.keys(settingsSchema.shape);

  for (const key of given.keys())
    if (!fields.includes(key)) problems.push({ key, message: `is not a setting: ${nearest(key, fields)}` });

  for (const [key, field] of Object.entries<z.ZodType>(settingsSchema.shape)) {
    // Empty text is how Pulumi.yaml leaves a key open that must be set.
    const text = given.get(key) ?? "";
    const raw = text === "" ? { value: undefined } : decoded(key, text);
    if ("problem" in raw) {
      problems.push(raw.problem);
      continue;
    }
    if (!secretKeys.includes(`${NAMESPACE}:${key}`)) problems.push(...plainSecretProblems(key, raw.value));
    const result = field.safeParse(raw.value);
    if (result.success) known[key] = result.data;
    else if (raw.value === undefined && unwrapped(field) instanceof z.ZodObject)
      problems.push({ key, message: `is missing: expected a map of ${keysAt([key]).join(", ")}` });
    else problems.push(...result.error.issues.flatMap((issue) => issueProblems(key, raw.value, issue)));
  }

  for (const rule of RULES)
    problems.push(...rule(known, { today, stack, region: values["aws:region"] ?? "" }));
  const all = [
    ...problems.map(({ key, message }) => `${NAMESPACE}:${key} ${message}`),
    ...regionProblems(values["aws:region"]),
    ...CREDENTIAL_KEYS.filter((key) => key in values).map(
      (key) =>
        `${key} is in the stack file: credentials come from the environment alone (README, "Deploying for real")`,
    ),
  ];
  if (all.length > 0) throw new SettingsError(stack, all);
  return { ...settingsSchema.parse(known), region: values["aws:region"] ?? "", stack };
}
