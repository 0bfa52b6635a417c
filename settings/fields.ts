import { z } from "zod";
import { normaliseAddress, recipientPatternProblem } from "../mail/addresses";
import { normaliseDomain } from "../mail/domains";

export interface FieldNote {
  /** What the field is for, in the words of the README's table. */
  description: string;
  /** What is allowed, in the words of the error message and of the README's table. */
  allowed: string;
  /** `secret` values are never shown in a message, of `personal` ones (addresses of people) only the domain. */
  privacy?: "secret" | "personal";
}

/**
 * The notes stand in a registry of their own, because zod's `describe` gives a copy that later wrappers lose.
 */
export const fieldNotes = z.registry<FieldNote>();

/** A copy of a schema with what the field is for and what it allows. */
export function noted<T extends z.ZodType>(
  schema: T,
  description: string,
  allowed: string,
  privacy?: FieldNote["privacy"],
): T {
  const own = schema.clone();
  fieldNotes.add(own, { description, allowed, ...(privacy && { privacy }) });
  return own;
}

/** A string that a pure function turns into its normal form; the function's error becomes the field's problem. */
function normalised(normalise: (text: string) => string) {
  return z.string().transform((text, context) => {
    try {
      return normalise(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

export const domainName = normalised(normaliseDomain);
export const emailAddress = normalised((text) => normaliseAddress(text).address);

export const recipientPattern = z.string().check((context) => {
  const problem = recipientPatternProblem(context.value);
  if (problem !== undefined) context.issues.push({ code: "custom", message: problem, input: context.value });
});

/** How the engine hands over a day or an instant that the stack file has without quotes: YAML takes it for a time. */
const ENGINE_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) \+0000 UTC$/;

/** A calendar day that exists, as `2026-11-25`. */
export const calendarDay = z.preprocess(
  (value) => (typeof value === "string" ? value.replace(ENGINE_TIME, "$1") : value),
  z.iso.date(),
);

/** An instant, as `2026-11-25T10:00:00Z`; given on in the one form that `Date` writes. */
export const instant = z.preprocess(
  (value) => (typeof value === "string" ? value.replace(ENGINE_TIME, "$1T$2Z") : value),
  z.iso.datetime().transform((text) => new Date(text).toISOString()),
);

/**
 * A web address as SES takes it for `WebsiteURL`: http or https, at most 1,000 characters (SES API v2,
 * `PutAccountDetails`).
 */
export const webAddress = z.url({ protocol: /^https?$/ }).max(1000);
export const httpsAddress = z.url({ protocol: /^https$/ }).max(2048);

export const flag = (description: string) => noted(z.boolean(), description, "true or false");
