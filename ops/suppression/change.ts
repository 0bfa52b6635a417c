import type { SuppressionEntry } from "../../mail/suppression/entry";
import { EXIT, OpsError } from "../exit";
import type { OperatorTable } from "./ports";

/** Feedback may write the same address meanwhile, now and then. */
const ATTEMPTS = 8;

/**
 * Changes an entry on what is there now.
 *
 * @param change gives the entry as it shall be, or undefined where nothing is to be done
 * @returns the entry as it was written; undefined where nothing was
 * @throws OpsError
 */
export async function changeEntry(
  table: OperatorTable,
  address: string,
  scope: string,
  change: (entry: SuppressionEntry | undefined) => SuppressionEntry | undefined,
): Promise<SuppressionEntry | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = (await table.entriesOf(address)).find((entry) => entry.scope === scope);
    const after = change(before);
    if (after === undefined || (await table.write(after, before))) return after;
  }
  throw new OpsError("Others keep writing the same entry; nothing was changed. Try again.", EXIT.unreachable);
}
