/** The two rates that AWS judges a sender by. */
export const RATE_KINDS = ["bounce", "complaint"] as const;
export type RateKind = (typeof RATE_KINDS)[number];

type ByRate = Readonly<Record<RateKind, number>>;

/**
 * Where AWS puts an account under review, and where it may pause its sending; ratios from 0 to 1, of hard bounces and of
 * complaints (SES Developer Guide, "Reputation dashboard messages").
 */
export const AWS_REVIEW: ByRate = { bounce: 0.05, complaint: 0.001 };
export const AWS_PAUSE: ByRate = { bounce: 0.1, complaint: 0.005 };

/** Half of the review line: there is a working day left to act. A rule of this house; ratios. */
export const EARLY_WARNING: ByRate = { bounce: 0.025, complaint: 0.0005 };

/** Where one stream is switched off, before AWS pauses the account and with it every stream. A rule of this house; ratios. */
export const STREAM_PAUSE: ByRate = { bounce: 0.08, complaint: 0.003 };

/** Fewer events than this in the hour are chance, not a rate. A rule of this house; counts. */
export const LEAST_EVENTS: ByRate = { bounce: 10, complaint: 4 };

/** An hour: AWS recommends it for alarms on its rates (SES Developer Guide, "Creating reputation monitoring alarms"). */
export const RATE_PERIOD_SECONDS = 3_600;

/** A stream is switched off after two bad hours of three, so that one burst does not. A rule of this house. */
export const PAUSE_HOURS = { breaching: 2, of: 3 };

/** The canary mails every hour; one that is late or lost wakes nobody. A rule of this house. */
export const SILENT_HOURS = { breaching: 3, of: 3 };

/**
 * A new alarm on silence waits so long before it speaks, because a new stack has been silent for ever; minutes, at most
 * 2,880 (CloudWatch User Guide, "Alarm warm-up periods").
 */
export const SILENCE_WARM_UP_MINUTES = (SILENT_HOURS.of + 1) * 60;

/** How often AWS counts queues and topics is minutes; an alarm looks every five. Seconds. */
export const PIPELINE_PERIOD_SECONDS = 300;

/** Feedback this old means that the function does not keep up or fails. A rule of this house; seconds. */
export const OLDEST_MESSAGE_SECONDS = 900;

/** Part of the rolling 24-hour quota that is used: above it a good day is refused mails. A rule of this house; ratio. */
export const QUOTA_USED = 0.8;

/** A ratio as people read it: 0.0005 is `0.05 %`. */
export function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(6))} %`;
}
