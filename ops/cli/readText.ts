import { readFileSync } from "node:fs";
import { EXIT, OpsError } from "../exit";

/** A file that the operator named. @throws OpsError */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new OpsError(
      `${file} cannot be read: ${error instanceof Error ? error.message : "no text"}`,
      EXIT.wrongUse,
    );
  }
}
