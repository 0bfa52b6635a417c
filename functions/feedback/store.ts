import type { SuppressionEntry } from "../../mail/suppression/entry";
import type { EventMarker } from "../../mail/suppression/marker";
import type { SoftBounceCounter } from "../../mail/suppression/softBounce";
import { errorName } from "../errorName";

/** What the table has of one address in one scope. */
export interface Stored {
  readonly entry?: SuppressionEntry;
  readonly counter?: SoftBounceCounter;
}

/**
 * - `written`: the marker and the change are there, together.
 * - `duplicate`: the marker was there already, nothing changed.
 * - `conflict`: somebody else wrote the address meanwhile, nothing changed.
 */
export type WriteResult = "written" | "duplicate" | "conflict";

/** The suppression table, as the function uses it. */
export interface SuppressionStore {
  /**
   * What is there now, strongly consistent; the counter only where it is asked for.
   *
   * @throws StoreError
   */
  read(address: string, scope: string, withCounter?: boolean): Promise<Stored>;
  /**
   * Writes a marker and what its event changes, all or nothing.
   *
   * @param before what `read` gave: the write fails with `conflict` when it is not there any more
   * @throws StoreError when AWS fails otherwise; whether the write took effect is then unknown
   */
  write(marker: EventMarker, after?: Stored, before?: Stored): Promise<WriteResult>;
}

/** A call of AWS that failed. It carries names and ids only: AWS's own texts can hold parts of a request. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(call: string, cause: unknown) {
    super(`${call} failed: ${errorName(cause)}`);
  }
}
