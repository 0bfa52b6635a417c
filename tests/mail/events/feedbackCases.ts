import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Answer {
  readonly outcome: string;
  /** Normalised addresses whose state changes, in no fixed order. */
  readonly addresses: readonly string[];
}

/** A message rebuilt from a public report, and what it should do. */
export interface FeedbackCase {
  readonly id: string;
  readonly title: string;
  readonly input: unknown;
  readonly expected: Answer;
  /** Other answers that count as right. */
  readonly accept?: readonly Answer[];
}

export function readFeedbackCases(): readonly FeedbackCase[] {
  return JSON.parse(readFileSync(join(__dirname, "../../cases/feedback.json"), "utf8")) as FeedbackCase[];
}
