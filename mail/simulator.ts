import { domainOf } from "./addresses";

/**
 * Domain of Amazon SES's mailbox simulator; `bounce@`, `complaint@` and their labelled forms (`bounce+label@`) answer
 * as their names say (SES Developer Guide, "Using the mailbox simulator").
 */
export const SIMULATOR_DOMAIN = "simulator.amazonses.com";

/** Seconds that an entry for a simulator address lives: long enough to be seen by whoever sent the test mail. */
export const SIMULATOR_ENTRY_SECONDS = 86_400;

/**
 * When an entry for an address ends because it is the simulator's, in epoch seconds; undefined for every other address.
 *
 * @param address normalised
 * @param at when the event happened, epoch milliseconds
 */
export function simulatorExpiry(address: string, at: number): number | undefined {
  return domainOf(address) === SIMULATOR_DOMAIN
    ? Math.floor(at / 1_000) + SIMULATOR_ENTRY_SECONDS
    : undefined;
}
