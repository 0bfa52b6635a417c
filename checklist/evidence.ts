import { createHash } from "node:crypto";
import { z } from "zod";

/** Days for which a proof counts. */
export const EVIDENCE_DAYS = 30;

/** Simulator scenarios that must have been seen at the end of the pipeline. */
export const SCENARIOS = ["bounce", "complaint"] as const;

const instant = z.iso.datetime();
const pass = z.literal("pass");

/** `evidence/<stack>.json`: what was proven of a stack, when, and of which deployed path. No personal address. */
export const evidenceSchema = z.strictObject({
  stack: z.string().min(1),
  /** Of the path that was proven. */
  fingerprint: z.string().min(1),
  provenAt: instant,
  scenarios: z.array(
    z.strictObject({
      scenario: z.string().min(1),
      stream: z.string().min(1),
      messageId: z.string().min(1),
      sentAt: instant,
      /** When its entry or marker stood in the table. */
      seenAt: instant,
    }),
  ),
  templates: z.array(z.strictObject({ name: z.string().min(1), rendered: z.literal(true) })),
  /** What a real mailbox said of a mail (RFC 8601, Authentication-Results). */
  inbox: z
    .strictObject({ provider: z.string().min(1), at: instant, spf: pass, dkim: pass, dmarc: pass })
    .optional(),
});

export type Evidence = z.output<typeof evidenceSchema>;

/** What a path is made of, as far as a proof depends on it. */
export interface ProvenPath {
  topicArn: string;
  queueArn: string;
  tableArn: string;
  /** Hash of the function's code. */
  code: string;
}

/** A text that changes whenever what was proven is not what is deployed. */
export function fingerprintOf({ topicArn, queueArn, tableArn, code }: ProvenPath): string {
  return createHash("sha256")
    .update(JSON.stringify([topicArn, queueArn, tableArn, code]))
    .digest("hex");
}
