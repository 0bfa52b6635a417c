import { SES_SPF_HOST } from "../mail/mailFrom";
import { mergeSpf } from "../mail/spf";
import type { ExistingRecord } from "./zone";

/** The SPF record of the domain itself with SES in it, from what the zone has now; or why there cannot be one. */
export function apexSpf(
  domain: string,
  existing: readonly ExistingRecord[],
): { content: string; warnings: string[] } | { problem: string } {
  const texts = existing
    .filter(({ type, name }) => type === "TXT" && name === domain)
    .map(({ content }) => content);
  const merged = mergeSpf(texts, SES_SPF_HOST);
  return merged.ok
    ? { content: merged.record, warnings: merged.warnings.map(({ message }) => message) }
    : { problem: `ses-launch:apexSpf cannot be merged at ${domain}: ${merged.error.message}` };
}
