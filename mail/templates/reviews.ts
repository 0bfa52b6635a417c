import { createHash } from "node:crypto";
import { z } from "zod";
import type { Mail } from "./template";

/** Who approved a mail, when, and which one: `templates/reviews.json`, by template name. */
export const reviewsSchema = z.record(
  z.string(),
  z.strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/, "expected the 64 hexadecimal digits of the template's hash"),
    by: z.string().trim().min(1, "expected a person's name"),
    on: z.iso.date("expected a day as 2026-11-25"),
  }),
);

export type Reviews = z.output<typeof reviewsSchema>;

export type ReviewState =
  | { readonly state: "approved"; readonly by: string; readonly on: string }
  /** Approved once, but not as it is now. */
  | { readonly state: "changed"; readonly by: string; readonly on: string }
  | { readonly state: "missing" };

/** What a reviewer approved: SHA-256, in hexadecimal, of all that SES is given. It changes with every character. */
export function templateHash({ subject, html, text }: Mail): string {
  return createHash("sha256")
    .update(JSON.stringify([subject, html, text]))
    .digest("hex");
}

/** @param template a template rendered for the company, with its name */
export function reviewState(template: Mail & { readonly name: string }, reviews: Reviews): ReviewState {
  const review = Object.hasOwn(reviews, template.name) ? reviews[template.name] : undefined;
  if (review === undefined) return { state: "missing" };
  const { hash, by, on } = review;
  return { state: hash === templateHash(template) ? "approved" : "changed", by, on };
}
