import { setTimeout as wait } from "node:timers/promises";
import type { Decision } from "../../mail/events/decision";
import type { MailEvent } from "../../mail/events/feedbackEvent";
import type { Change } from "../../mail/suppression/change";
import { eventMarker } from "../../mail/suppression/marker";
import { applyChange } from "../../mail/suppression/merge";
import { countSoftBounce } from "../../mail/suppression/softBounce";
import { StoreError, type Stored, type SuppressionStore } from "./store";

/** Other batches write the same address now and then; after so many meetings SQS brings the event again. */
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 10;

/** How many of an event's changes were made, and how many were there already. */
export interface Applied {
  readonly written: number;
  readonly duplicates: number;
}

/**
 * Puts what an event does into the table, each address once, however often the event comes.
 *
 * @throws StoreError when a change could not be made; the event must come again
 */
export async function apply(store: SuppressionStore, event: MailEvent, decision: Decision): Promise<Applied> {
  const changes: readonly (Change | undefined)[] =
    decision.changes.length > 0 ? decision.changes : [undefined];
  let written = 0;
  for (const change of changes) if (await applyOne(store, event, decision, change)) written += 1;
  return { written, duplicates: changes.length - written };
}

/** Whether it was written now, and not before. */
async function applyOne(
  store: SuppressionStore,
  event: MailEvent,
  decision: Decision,
  change: Change | undefined,
): Promise<boolean> {
  const marker = eventMarker(event, decision, change, Date.now());
  if (change === undefined) return (await store.write(marker)) === "written";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await store.read(change.address, change.scope, change.kind === "soft-bounce");
    const result = await store.write(marker, after(before, change), before);
    if (result !== "conflict") return result === "written";
    await wait(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
  throw new StoreError("TransactWriteItems", new Error("others kept writing the same address"));
}

function after({ entry, counter }: Stored, change: Change): Stored {
  if (change.kind !== "soft-bounce") return { entry: applyChange(entry, change) };
  const counted = countSoftBounce(counter, change, entry);
  const [first, ...more] = counted.suppressions;
  return {
    counter: counted.counter,
    ...(first && { entry: more.reduce(applyChange, applyChange(entry, first)) }),
  };
}
