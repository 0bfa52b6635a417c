import * as z from "zod/mini";

const reason = z.object({ recentDatapoints: z.array(z.nullable(z.number())) });

/**
 * The highest rate that an alarm went by, of the JSON that CloudWatch gives as the reason of a state; undefined when it
 * tells none, as for a state that was set by hand. The highest, because no source says in which order they are.
 */
export function highestRate(reasonData: string | undefined): number | undefined {
  const { data } = reason.safeParse(parsed(reasonData));
  const rates = (data?.recentDatapoints ?? []).filter((rate) => rate !== null);
  return rates.length > 0 ? Math.max(...rates) : undefined;
}

/**
 * A time as ISO 8601 in UTC: alarms' events write `+0000`, which Node reads.
 *
 * @throws Error when it is no time
 */
export function utc(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw new Error("The alarm does not say when its state changed");
  return at.toISOString();
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "") as unknown;
  } catch {
    // The value is for people; a pause does not wait for it.
    return undefined;
  }
}
