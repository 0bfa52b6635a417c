import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Keeps a state for whoever wants it back (`pulumi stack import --file`), where nobody else reads it. */
export function keepState(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "ses-launch-state-")), "before-recover.json");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
