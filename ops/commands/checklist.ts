import type { JudgedItem } from "../../checklist/evaluate";
import { EXIT } from "../exit";
import type { Launch } from "../launch";
import { MARKS, type Report } from "../report";

/** `ses checklist`: every item with its state; what proves it, or what is wrong and how to mend it. */
export function checklistReport(stack: string, { items, state }: Pick<Launch, "items" | "state">): Report {
  const open = items.filter(({ state: itemState }) => itemState !== "proven");
  const deployed = state.record !== undefined;
  return {
    exitCode: open.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...(deployed ? [] : [`${stack} was never deployed: pulumi up --stack ${stack}`]),
      ...items.flatMap(itemLines),
      "",
      open.length === 0
        ? `All ${items.length} items of ${stack} are proven.`
        : `${open.length} of ${items.length} items of ${stack} are open.`,
    ],
    json: { stack, deployed, ready: open.length === 0, items },
  };
}

function itemLines({ id, title, state, findings, proof }: JudgedItem): string[] {
  const mark = state === "proven" ? MARKS.good : state === "missing" ? MARKS.bad : MARKS.open;
  const told = findings.map(
    ({ message, remedy, binds }) =>
      `      ${message}\n        mend: ${remedy}${binds === "switch-on" ? " (asked when a stream is switched on)" : ""}`,
  );
  return [
    `  ${mark} ${title.padEnd(44)} ${state.padEnd(9)} ${id}`,
    ...(proof === undefined ? [] : [`      ${proof}`]),
    ...new Set(told),
  ];
}
