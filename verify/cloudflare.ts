import { z } from "zod";
import type { ZoneReader } from "./kit";

const API = "https://api.cloudflare.com/client/v4";

const page = z.object({
  result: z.array(z.object({ name: z.string() })),
  result_info: z.object({ total_pages: z.number() }),
});

/** A zone by Cloudflare's API (API reference, "List DNS Records"). @param get `fetch`, as far as it is used */
export function cloudflareZone(
  zoneId: string,
  token: string,
  get: (url: string, init: { headers: Record<string, string> }) => Promise<Pick<Response, "status" | "json">>,
): ZoneReader {
  return {
    names: async (endsWith) => {
      const names: string[] = [];
      for (let number = 1; ; number++) {
        const query = new URLSearchParams({
          page: String(number),
          per_page: "100",
          ...(endsWith !== undefined && { "name.endswith": endsWith }),
        });
        const answer = await get(`${API}/zones/${zoneId}/dns_records?${query.toString()}`, {
          headers: { Authorization: `Bearer ${token}` },
        });
        if (answer.status !== 200) throw new Error(`Cloudflare answered ${answer.status}`);
        const { result, result_info: info } = page.parse(await answer.json());
        names.push(...result.map(({ name }) => name.toLowerCase()));
        if (number >= info.total_pages) return names;
      }
    },
  };
}
