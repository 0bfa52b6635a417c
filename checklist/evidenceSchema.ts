import { z } from "zod";

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
