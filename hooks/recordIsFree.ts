import * as pulumi from "@pulumi/pulumi";
import { clashProblem } from "../dns/clash";
import { type DnsZone, isInZone } from "../dns/zone";

export interface RecordIsFreeArgs {
  zones: readonly DnsZone[];
  domain: string;
  mailFromDomain: string;
  stack: string;
  /** Prefix of the records' resource names, before their key. */
  prefix: string;
}

/**
 * Runs before a DNS record is created, in preview too, and refuses when the host has a record in its place. Records of
 * the stack's own state are not created, so nothing is asked of them. DKIM names are known only at creation, where the
 * host itself refuses a second record.
 */
export function recordIsFree(name: string, args: RecordIsFreeArgs): pulumi.ResourceHook {
  const { zones, domain, mailFromDomain, stack, prefix } = args;
  // Asked while the program runs: in a hook the engine's connection is no longer this program's.
  const found = zones.map((zone) => ({
    zone,
    records: zone.existing(zone === zones[0] ? domain : zone.name),
  }));
  return new pulumi.ResourceHook(
    name,
    async ({ name: resource, newInputs }) => {
      const inputs = (newInputs ?? {}) as Readonly<Record<string, unknown>>;
      for (const { zone, records } of found) {
        const record = zone.recordOf(inputs);
        if (record === undefined || !isInZone(record.name, zone)) continue;
        const key = resource.slice(prefix.length);
        const problem = clashProblem({ ...record, key }, await records, {
          domain,
          mailFromDomain,
          stack,
          zone: zone.name,
        });
        if (problem !== undefined) throw new Error(problem);
        return;
      }
    },
    { onDryRun: true },
  );
}
