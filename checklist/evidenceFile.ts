import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Evidence, evidenceSchema } from "./evidenceSchema";

/** What the file of a stack holds: a proof, a reason why it is none, or nothing where no file is. */
export interface EvidenceFile {
  readonly evidence?: Evidence;
  /** What is wrong with the file, in one line. */
  readonly evidenceProblem?: string;
}

/**
 * Reads `evidence/<stack>.json`. A file that cannot be read proves nothing and is told as a finding of the checklist, not
 * thrown: going back to `prepare` must work with a broken proof.
 *
 * @param proofs the folder that holds `evidence/`
 */
export function readEvidence(stack: string, proofs: string): EvidenceFile {
  const file = `evidence/${stack}.json`;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(proofs, file), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    return {
      evidenceProblem: `${file} cannot be read: ${error instanceof Error ? error.message : "no text"}`,
    };
  }
  const { success, data, error } = evidenceSchema.safeParse(content);
  if (!success) return { evidenceProblem: `${file} does not fit: ${issues(error)}` };
  if (data.stack !== stack) return { evidenceProblem: `${file} is the proof of stack ${data.stack}` };
  return { evidence: data };
}

function issues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`).join("; ");
}
