import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LAUNCH_GATE, type LaunchRecord } from "../../checklist/launchRecord";
import { loadTemplates } from "../../mail/templates/load";
import { renderForCompany } from "../../mail/templates/render";
import { type Reviews, templateHash } from "../../mail/templates/reviews";
import { evidenceFor } from "../checklist/evidenceFor";
import type { RehearsalStack } from "../../rehearsal/engine/stack";

export const COMPANY = {
  name: "ListBackup.ai",
  website: "https://listbackup.ai",
  contact: "admin@listbackup.ai",
  postalAddress: "1 Example Street, Springfield",
};

/** A folder of its own for evidence and approvals, which the program is told instead of the repository. */
export class Proofs {
  readonly folder = mkdtempSync(join(tmpdir(), "ses-launch-proofs-"));

  constructor() {
    for (const part of ["evidence", "templates"]) mkdirSync(join(this.folder, part));
    this.write("templates/reviews.json", {});
  }

  /** Somebody reads every email of the company and approves it as it is. */
  approveTemplates(): void {
    const { layout, templates } = loadTemplates();
    const reviews: Reviews = Object.fromEntries(
      templates.map((source) => [
        source.name,
        { hash: templateHash(renderForCompany(source, layout, COMPANY)), by: "A Reviewer", on: "2026-11-25" },
      ]),
    );
    this.write("templates/reviews.json", reviews);
  }

  /** What `ses prove` writes of the path that the stack has deployed, so many days ago. */
  async prove(stack: RehearsalStack, daysAgo = 0): Promise<void> {
    const gate = await stack.resource(LAUNCH_GATE, "launch");
    this.write(`evidence/${stack.name}.json`, evidenceFor(gate.outputs?.["record"] as LaunchRecord, daysAgo));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private write(path: string, content: object): void {
    writeFileSync(join(this.folder, path), JSON.stringify(content));
  }
}
