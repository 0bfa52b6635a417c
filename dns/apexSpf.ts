import { mergeSpf } from "../mail/spf";
import type { ExistingRecord } from "./zone";

/** What an SPF record includes so that Amazon SES may send (SES Developer Guide, "Authenticating email with SPF"). */
const SES_INCLUDE = "amazonses.com";

/** The SPF record of the domain itself with SES in it, from what the zone has now; or why there cannot be one. */
export function apexSpf(
  domain: string,
  existing: readonly ExistingRecord[],
): { content: string } | { problem: string } {
  const texts = existing
    .filter(({ type, name }) => type === "TXT" && name === domain)
    .map(({ content }) => content);
  const merged = mergeSpf(texts, SES_INCLUDE);
  return merged.ok
    ? { content: merged.record }
    : { problem: `ses-launch:apexSpf cannot be merged at ${domain}: ${merged.error.message}` };
}
