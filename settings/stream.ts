import { z } from "zod";
import { flag, instant, noted } from "./fields";

const instantNote = "an instant as 2026-11-25T10:00:00Z";
const reason = z.string().trim().min(1).max(500);
const reasonNote = "1 to 500 characters";

/** One kind of mail: what `streams.<name>` may say. */
export const stream = z.strictObject({
  raw: flag("Also allow raw MIME messages (`ses:SendRawEmail`).").default(false),
  maxDeliverySeconds: noted(
    z.int().min(300).max(50_400),
    "Give up on a mail after this many seconds; SES's own limit when left out.",
    "a whole number of seconds, 300 to 50,400",
  ).optional(),
  // Limits: SES API v2, `Topic`.
  topic: noted(
    z.strictObject({ displayName: z.string().min(1).max(128), description: z.string().min(1).max(500) }),
    "Lets people unsubscribe from this stream: its topic on SES's contact list.",
    "{displayName, description}, up to 128 and 500 characters",
  ).optional(),
  autoPause: flag(
    "Switch the stream off by itself at the pause line; on for `notifications`, off for every other stream when left out.",
  ).optional(),
  paused: noted(
    z.strictObject({ at: instant, reason }),
    "Agrees that the stream is off since its pause record's `at`; everything else deploys again.",
    `{at: ${instantNote}, reason: ${reasonNote}}`,
  ).optional(),
  release: noted(
    z.strictObject({ pausedAt: instant, reason, by: z.string().trim().min(1).max(200) }),
    "Brings a paused stream back: `pausedAt` is the `at` of its pause record.",
    `{pausedAt: ${instantNote}, reason: ${reasonNote}, by: a name}`,
  ).optional(),
});
