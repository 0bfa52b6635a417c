import { RUNBOOK_SECTIONS, type Wakes } from "./runbook";

/** The text on the dashboard that leads from a red alarm to its page of the runbook, in the console's Markdown. */
export function whatToDo(runbook: string): string {
  // A path leads nowhere in the console, so it is shown as the text to look for.
  const isAddress = /^https?:/.test(runbook);
  const pages = (wakes: Wakes) =>
    Object.entries(RUNBOOK_SECTIONS)
      .filter(([, section]) => section.wakes === wakes)
      .map(([anchor, { heading }]) => (isAddress ? `[${heading}](${runbook}#${anchor})` : heading))
      .join(" · ");
  return [
    "## What to do",
    `Something is red: open its page in the runbook${isAddress ? "" : `, \`${runbook}\``}.`,
    "",
    `**Wakes somebody:** ${pages("now")}`,
    "",
    `**Next morning:** ${pages("next-morning")}`,
    "",
    "**Stop one stream now:** `aws sesv2 put-configuration-set-sending-options --no-sending-enabled --configuration-set-name <set>`",
  ].join("\n");
}
