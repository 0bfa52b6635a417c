import { checkDmarc } from "../mail/dmarc";
import { adoptionLines } from "../mail/adoption";
import type { MailRecord } from "../mail/records";
import { inTheWay } from "./plan";
import type { ExistingRecord } from "./zone";

export interface ClashContext {
  domain: string;
  mailFromDomain: string;
  stack: string;
  zone: string;
}

/**
 * Why a record must not be created: the host has one in its place that this stack did not make. Undefined when nothing
 * is in the way. The text shows what is there and the lines that adopt it; a record is never created beside another.
 */
export function clashProblem(
  planned: MailRecord & { key: string },
  existing: readonly ExistingRecord[],
  { domain, mailFromDomain, stack, zone }: ClashContext,
): string | undefined {
  const found = inTheWay(planned, existing);
  if (found.length === 0) return undefined;
  const findings =
    planned.key === "dmarc"
      ? checkDmarc({
          domain,
          mailFrom: mailFromDomain,
          existing: found.map(({ content }) => content),
          existingManagedBy: "other",
          desired: planned.content,
        })
      : undefined;
  const notes = [...(findings?.errors ?? []), ...(findings?.warnings ?? [])]
    .filter(({ code }) => code !== "dmarc-record-exists")
    .map(({ message }) => `  note: ${message}`);
  const [only] = found;
  const way =
    found.length === 1 && only !== undefined && only.type === planned.type
      ? `To take it over as it is, and change it with the up after that:\n${adoptionLines(stack, { records: { [planned.key]: only.id } })}`
      : `Remove what is not needed there first; of these, ${planned.type} records can be adopted with ses-launch:adopt.records.${planned.key}.`;
  return [
    `Zone ${zone} has a record in the place of ${planned.type} ${planned.name} that this stack did not make. Nothing was created beside it.`,
    ...found.map(
      ({ type, name, content, id }) => `  found: ${type} ${name} ${JSON.stringify(content)} (id ${id})`,
    ),
    `  wanted: ${planned.type} ${planned.name} ${JSON.stringify(planned.content)}`,
    ...notes,
    way,
  ].join("\n");
}
