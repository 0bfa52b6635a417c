import { type Probe, couldNotTell, judged, ONLY_READS } from "../probe";

/** The zone's records whose name ends in the domain, asked of Cloudflare and sought in the whole zone. */
export const zoneRecords: Probe = {
  ...ONLY_READS,
  needs: ["cloudflare"],
  run: async ({ zone, settings: { domain } }) => {
    if (zone === undefined) return { "cloudflare-endswith": couldNotTell("CLOUDFLARE_API_TOKEN is not set") };
    const found = [...(await zone.names(domain))].sort();
    const wanted = [...(await zone.names())].filter((name) => name.endsWith(domain)).sort();
    return {
      "cloudflare-endswith":
        wanted.length === 0
          ? couldNotTell("the zone has no record at or below the domain")
          : judged(
              JSON.stringify(found) === JSON.stringify(wanted),
              `${found.length} records found, ${wanted.length} are there`,
            ),
    };
  },
};
