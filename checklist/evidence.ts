import { createHash } from "node:crypto";

export type { Evidence } from "./evidenceSchema";

/** Days for which a proof counts. */
export const EVIDENCE_DAYS = 30;

/** Simulator scenarios that must have been seen at the end of the pipeline. */
export const SCENARIOS = ["bounce", "complaint"] as const;

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
