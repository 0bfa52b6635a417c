import { NEEDS, type Probe } from "./probe";

/** In the order in which docs/verify-on-aws.md tells them. */
export const TOPICS = [
  "Sending",
  "Send policies",
  "Feedback",
  "Metrics and alarms",
  "Automatic pause",
  "Identity and DNS",
  "Templates",
  "Suppression lists",
  "Account and review",
  "Encryption",
] as const;
export type Topic = (typeof TOPICS)[number];

/** Something that this program takes for true of AWS or Cloudflare and that nobody here has seen. */
export interface Assumption {
  /** Small letters and hyphens; never changed, results are kept by it. */
  readonly id: string;
  readonly topic: Topic;
  /** A sentence that is true or false. */
  readonly assumed: string;
  /** Where it comes from, as far as anything says it. */
  readonly source: string;
  /** Files and folders of this repository that rely on it. */
  readonly reliedOn: readonly string[];
  readonly settle: Probe | ByHand;
  /** What to change when it turns out otherwise. */
  readonly otherwise: string;
}

/** What no script can do cheaply or safely. */
export interface ByHand {
  readonly steps: readonly string[];
  /** What is seen when it holds. */
  readonly holdsWhen: string;
  readonly mails: number;
  /** At most, with the waiting. */
  readonly minutes: number;
  /** In words, for a person. */
  readonly needs: string;
}

export function isByHand(settle: Probe | ByHand): settle is ByHand {
  return "steps" in settle;
}

export function isProbe(settle: Probe | ByHand): settle is Probe {
  return !isByHand(settle);
}

/** SES without a plan: 0.10 USD a thousand (Amazon SES pricing); 0.16 in the plan of newest accounts, which is *claimed*. */
const CENTS_A_MAIL = 0.016;

/** What mails cost, at the dearer of two prices, as people read it. */
export function centsOf(mails: number): string {
  return mails === 0
    ? "no mail"
    : `${mails} ${mails === 1 ? "mail" : "mails"}, ${(mails * CENTS_A_MAIL).toFixed(2)} cents`;
}

/**
 * How an assumption is settled, and what that takes, in a line. Where several share a probe, the first tells it for all.
 *
 * @param all the assumptions in their order
 */
export function howOf({ settle, id }: Assumption, all: readonly Assumption[]): string {
  const first = all.find((one) => one.settle === settle);
  if (first !== undefined && first.id !== id) return `script, together with \`${first.id}\``;
  const kind = isByHand(settle) ? "by hand" : settle.effect === "reads" ? "script, only reads" : "script";
  const minutes = settle.minutes === 0 ? [] : [`up to ${settle.minutes} minutes`];
  return [kind, centsOf(settle.mails), ...minutes, ...needsOf(settle)].join("; ");
}

function needsOf(settle: Probe | ByHand): readonly string[] {
  return isByHand(settle) ? [settle.needs] : settle.needs.map((need) => NEEDS[need]);
}
