/** Whom an alarm reaches when: `now` wakes somebody, `next-morning` can wait for it. */
export type Wakes = "now" | "next-morning";

/** Sections of docs/runbook.md by anchor: their headings, and whom their alarms wake. A test holds both in step. */
export const RUNBOOK_SECTIONS = {
  "account-not-healthy": { heading: "Account not healthy", wakes: "now" },
  "account-bounce-rate-at-the-review-line": {
    heading: "Account bounce rate at the review line",
    wakes: "now",
  },
  "account-complaint-rate-at-the-review-line": {
    heading: "Account complaint rate at the review line",
    wakes: "now",
  },
  "stream-bounce-rate-at-the-pause-line": { heading: "Stream bounce rate at the pause line", wakes: "now" },
  "stream-complaint-rate-at-the-pause-line": {
    heading: "Stream complaint rate at the pause line",
    wakes: "now",
  },
  "pipeline-silent": { heading: "Pipeline silent", wakes: "now" },
  "rendering-failure": { heading: "Rendering failure", wakes: "now" },
  "account-bounce-rate-rising": { heading: "Account bounce rate rising", wakes: "next-morning" },
  "account-complaint-rate-rising": { heading: "Account complaint rate rising", wakes: "next-morning" },
  "stream-bounce-rate": { heading: "Stream bounce rate", wakes: "next-morning" },
  "stream-complaint-rate": { heading: "Stream complaint rate", wakes: "next-morning" },
  "dead-letters": { heading: "Dead letters", wakes: "next-morning" },
  "feedback-late": { heading: "Feedback late", wakes: "next-morning" },
  "deliveries-failed": { heading: "Deliveries failed", wakes: "next-morning" },
  "quota-used": { heading: "Quota used", wakes: "next-morning" },
} as const satisfies Readonly<Record<string, { heading: string; wakes: Wakes }>>;

export type RunbookSection = keyof typeof RUNBOOK_SECTIONS;

/** Where the runbook stands in the repository. */
export const RUNBOOK_PATH = "docs/runbook.md";
