import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { type Assumption, TOPICS, howOf, isByHand } from "./assumption";
import { ASSUMPTIONS } from "./assumptions";
import { RESULTS_FILE, type Settled, readSettled } from "./settled";

export const DOCUMENT = join(__dirname, "..", "docs", "verify-on-aws.md");
const MARKS = /(<!-- assumptions:begin -->\n)[^]*(<!-- assumptions:end -->)/;

/** docs/verify-on-aws.md with its assumptions as the data has them now. */
export async function documentWith(assumptions: readonly Assumption[], settled: Settled): Promise<string> {
  const text = readFileSync(DOCUMENT, "utf8");
  if (!MARKS.test(text)) throw new Error("docs/verify-on-aws.md has lost the marks of its assumptions");
  const list = await format(listOf(assumptions, settled), { parser: "markdown" });
  return text.replace(MARKS, (_all, begin: string, end: string) => `${begin}\n${list}\n${end}`);
}

export async function writeDocument(): Promise<void> {
  const settled = readSettled(
    RESULTS_FILE,
    ASSUMPTIONS.map(({ id }) => id),
  );
  writeFileSync(DOCUMENT, await documentWith(ASSUMPTIONS, settled));
}

/** Everything between the marks, in Markdown. */
export function listOf(assumptions: readonly Assumption[], settled: Settled): string {
  const open = assumptions.filter(({ id }) => settled[id] === undefined).length;
  const byScript = assumptions.filter(({ settle }) => !isByHand(settle)).length;
  return [
    `${assumptions.length} assumptions: ${byScript} settled by the script, ${assumptions.length - byScript} by hand. Settled so far: ${assumptions.length - open}.`,
    ...TOPICS.flatMap((topic) => sectionOf(topic, assumptions, settled)),
  ].join("\n");
}

function sectionOf(topic: string, assumptions: readonly Assumption[], settled: Settled): string[] {
  const own = assumptions.filter((one) => one.topic === topic);
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    "",
    `### ${topic}`,
    "",
    "| id | assumed | how, cost, needs | settled |",
    "| --- | --- | --- | --- |",
    ...own.map((one) => {
      const row = [`\`${one.id}\``, one.assumed, howOf(one, assumptions), settledText(settled[one.id])];
      return `| ${row.map(cell).join(" | ")} |`;
    }),
    "",
    ...own.flatMap(detailsOf),
  ];
}

/** Where it comes from, who relies on it, what to change; and the steps of what is settled by hand. */
function detailsOf({ id, source, reliedOn, otherwise, settle }: Assumption): string[] {
  const files = reliedOn.map((file) => `[${file}](../${file})`).join(", ");
  return [
    `- **\`${id}\`**. ${source} Relied on in ${files}. **Otherwise:** ${otherwise}`,
    ...(isByHand(settle)
      ? [
          "",
          ...settle.steps.map((step, index) => `  ${index + 1}. ${step}`),
          "",
          `  It holds when: ${settle.holdsWhen}`,
        ]
      : []),
  ];
}

function settledText(answer: Settled[string] | undefined): string {
  if (answer === undefined) return "not yet";
  const { outcome, saw, on, region, by } = answer;
  return `**${outcome}**, ${on}, ${region}, by ${by}: ${saw}`;
}

if (require.main === module)
  writeDocument().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
