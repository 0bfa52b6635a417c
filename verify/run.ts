import { errorName } from "../functions/errorName";
import type { Assumption } from "./assumption";
import { isProbe } from "./assumption";
import type { Kit } from "./kit";
import { type Finding, type Probe, couldNotTell } from "./probe";
import { whyNotSending } from "./probes/mail";
import { Stopped } from "./stopping";

/** What came of one assumption. */
export interface Result extends Finding {
  readonly id: string;
}

/** The probes that settle these assumptions, each once. */
export function probesOf(assumptions: readonly Assumption[]): readonly Probe[] {
  return [...new Set(assumptions.map(({ settle }) => settle).filter(isProbe))];
}

/**
 * Runs the probes one after the other. What one throws leaves its assumptions untold and does not stop the others.
 *
 * @param assumptions those that are asked for, each with a probe
 * @throws Stopped when the run is to stop
 */
export async function runProbes(assumptions: readonly Assumption[], kit: Kit): Promise<readonly Result[]> {
  const results: Result[] = [];
  let notSending: Promise<string | undefined> | undefined;
  for (const probe of probesOf(assumptions)) {
    const ids = assumptions.filter(({ settle }) => settle === probe).map(({ id }) => id);
    kit.progress(`${ids.join(", ")} …`);
    let findings: Readonly<Record<string, Finding>> = {};
    let untold = "the probe said nothing of it";
    try {
      const missing = probe.needs.includes("identity")
        ? await (notSending ??= whyNotSending(kit))
        : undefined;
      if (missing === undefined) findings = await probe.run(kit);
      else untold = missing;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      untold = `it could not be tried: ${reasonOf(error)}`;
    }
    for (const id of ids) results.push({ id, ...withoutNames(findings[id] ?? couldNotTell(untold)) });
  }
  return results;
}

/** AWS's own texts can hold parts of a request; the script's own say what to look for. */
function reasonOf(error: unknown): string {
  const isOwn = error instanceof Error && error.name === "Error" && !("$fault" in error);
  return isOwn ? error.message : errorName(error);
}

/** Evidence is committed: whatever a probe quotes, no address and no account stays in it. */
function withoutNames({ outcome, saw }: Finding): Finding {
  return {
    outcome,
    saw: saw.replaceAll(/[^\s"<,;:]+@[^\s">,;:]+/g, "(address)").replaceAll(/\b\d{12}\b/g, "(account)"),
  };
}
