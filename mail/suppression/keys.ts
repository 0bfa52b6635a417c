import { createHash } from "node:crypto";

/** The suppression table's key: partition `address`, sort `scope`. */
export interface TableKey {
  readonly address: string;
  readonly scope: string;
}

/** What a marker says of the event in its key. */
export interface MarkedEvent {
  readonly kind: string;
  readonly reason: string;
  readonly messageId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export function entryKey(address: string, scope: string): TableKey {
  return { address, scope };
}

/** Beside the entry, in a scope that no stream can have: configuration sets have no `#` in their names. */
export function counterKey(address: string, stream: string): TableKey {
  return { address, scope: counterScope(stream) };
}

export function counterScope(stream: string): string {
  return `soft#${stream}`;
}

/**
 * Where the table remembers that an event was processed, for one address and scope, or as a whole for one that changes
 * nobody. SES may report one event as an event and as an identity notification, with other SNS ids; the message, what
 * happened and to whom are the same in both. One mail therefore counts once, however often it bounces. A person may use
 * one mail's link several times, so changes of preferences also have their time; they come as events only.
 */
export function markerKey({ kind, reason, messageId, at }: MarkedEvent, changed?: TableKey): TableKey {
  const parts = [kind, reason];
  if (kind === "subscription") parts.push(new Date(at).toISOString());
  if (changed !== undefined) parts.push(fingerprint(changed));
  return { address: `event#${messageId}`, scope: parts.join("#") };
}

function fingerprint({ address, scope }: TableKey): string {
  return createHash("sha256").update(`${address}\n${scope}`).digest("hex").slice(0, 32);
}
