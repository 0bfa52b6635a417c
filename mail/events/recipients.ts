import { AddressError, normaliseAddress } from "../addresses";
import type { NormalisedAddress } from "../addresses";

/** Who a mail went to. Only they may change: a report comes from a remote server and can name anybody. */
export interface Recipients {
  /** By normalised address, with the spelling that was mailed. */
  readonly known: ReadonlyMap<string, NormalisedAddress>;
  /** By the destination's own text: most reports repeat it, and normalising is the dearest step of a decision. */
  readonly asWritten: ReadonlyMap<string, NormalisedAddress>;
  /** Set when the mail went to one mailbox and nowhere else: a report about it can mean nobody else. */
  readonly only?: NormalisedAddress;
}

/** Whom a report names. */
export interface Named {
  /** Recipients of the mail, in the report's order, none twice. */
  readonly ours: readonly NormalisedAddress[];
  /** How many others it names, and texts that are no addresses. */
  readonly strangers: number;
}

/** A destination that is no address cannot be named by a report, but it was mailed: with one, nobody is the only recipient. */
export function recipientsOf(destination: readonly string[]): Recipients {
  const known = new Map<string, NormalisedAddress>();
  const asWritten = new Map<string, NormalisedAddress>();
  let unusable = 0;
  for (const raw of destination) {
    const person = usable(raw);
    if (person === undefined) unusable += 1;
    else {
      asWritten.set(raw, person);
      if (!known.has(person.address)) known.set(person.address, person);
    }
  }
  const [only] = known.size === 1 && unusable === 0 ? known.values() : [];
  return { known, asWritten, ...(only !== undefined && { only }) };
}

export function namedBy(reported: readonly string[], { known, asWritten }: Recipients): Named {
  const ours = new Map<string, NormalisedAddress>();
  const strangers = new Set<string>();
  for (const raw of reported) {
    const address = (asWritten.get(raw) ?? usable(raw))?.address;
    const recipient = address === undefined ? undefined : known.get(address);
    if (recipient === undefined) strangers.add(address ?? raw);
    else ours.set(recipient.address, recipient);
  }
  return { ours: [...ours.values()], strangers: strangers.size };
}

function usable(raw: string): NormalisedAddress | undefined {
  try {
    return normaliseAddress(raw);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}
