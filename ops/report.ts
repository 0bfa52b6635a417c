import type { ExitCode } from "./exit";

/** What a command found out: the same for people and for programs. */
export interface Report {
  readonly exitCode: ExitCode;
  /** For people, a line each. */
  readonly lines: readonly string[];
  /** For programs: the one document that `--json` prints. */
  readonly json: unknown;
}

/** How a command tells what it is doing while it works; stderr, so that stdout stays one document. */
export type Progress = (text: string) => void;

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What stands before a line: done, to do, to look at, or left out. */
export const MARKS = { good: "✔", bad: "✘", open: "•", note: "–" } as const;
