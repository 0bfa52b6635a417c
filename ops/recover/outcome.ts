import { EXIT } from "../exit";
import { MARKS, type Report } from "../report";
import { type Exported, type ExportedResource, nameOf } from "../pulumi/exported";
import { resourceOf } from "./pending";
import type { Fate } from "./fate";
import { type Lock, lockText } from "./lock";

const NAME_WIDTH = 34;

/** What became of something that was being created. */
export interface Recovered {
  readonly name: string;
  readonly type: string;
  readonly result: "taken" | "not there" | "not ours" | "again" | "by hand";
  readonly text: string;
}

const RESULT_MARKS: Readonly<Record<Recovered["result"], string>> = {
  taken: MARKS.good,
  again: MARKS.note,
  "not there": MARKS.note,
  "not ours": MARKS.bad,
  "by hand": MARKS.open,
};

/** What the refresh found out about one of them. */
export function recoveredOf(one: ExportedResource, fate: Fate, after: Exported): Recovered {
  const base = { name: nameOf(one), type: one.type };
  switch (fate.kind) {
    case "again":
      return { ...base, result: "again", text: `up makes it again: ${fate.why}` };
    case "by hand":
      return { ...base, result: "by hand", text: fate.what };
    case "take": {
      const live = resourceOf(after, one.urn);
      if (!live) return { ...base, result: "not there", text: `was not made: there is no ${fate.id}` };
      return bearsTags(one, live)
        ? { ...base, result: "taken", text: `taken into the state: ${fate.id}` }
        : {
            ...base,
            result: "not ours",
            text: `${fate.id} is there without this stack's tags, so this stack did not make it: delete it, or adopt it on purpose (ses-launch:adopt)`,
          };
    }
  }
}

/** Whether what AWS has bears every tag that it was to be made with. Tags are given in the call that creates. */
function bearsTags(wanted: ExportedResource, live: ExportedResource): boolean {
  const tags = wanted.inputs?.["tagsAll"];
  if (typeof tags !== "object" || tags === null) return true;
  const has = (live.outputs?.["tagsAll"] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(tags).every(([key, value]) => has[key] === value);
}

/** What will be tried with one of them. */
export function planLine(one: ExportedResource, fate: Fate): string {
  const text =
    fate.kind === "take"
      ? `taken into the state as ${fate.id}, if it is there`
      : fate.kind === "again"
        ? "left to the next up"
        : "left to you";
  return `  ${nameOf(one).padEnd(NAME_WIDTH)} ${text}`;
}

/** The report of a stack on which `up` can run again. */
export function finished(
  stack: string,
  lock: Lock | undefined,
  recovered: readonly Recovered[],
  lines: readonly string[],
  kept: string | undefined,
): Report {
  const open = recovered.filter(({ result }) => result === "not ours" || result === "by hand");
  return {
    exitCode: open.length === 0 ? EXIT.fine : EXIT.notReady,
    lines: [
      ...(lock ? [`  ${MARKS.good} lock taken away: ${lockText(lock)}`] : []),
      ...recovered.map(
        ({ name, result, text }) => `  ${RESULT_MARKS[result]} ${name.padEnd(NAME_WIDTH)} ${text}`,
      ),
      ...(recovered.length === 0 ? [`Nothing of ${stack} was being created.`] : []),
      ...(lines.length === 0
        ? []
        : [`Lines for Pulumi.${stack}.yaml, of what turns out to be there:`, ...lines]),
      ...(kept === undefined ? [] : [`The state as it was: ${kept}`]),
      `Next: pulumi up --stack ${stack}`,
    ],
    json: { stack, lock: lock?.holders, recovered, adopt: lines, stateBefore: kept },
  };
}

/** The report of a recovery that was not carried out. */
export function stopped(stack: string, lines: readonly string[]): Report {
  return { exitCode: EXIT.notReady, lines, json: { stack, stopped: lines } };
}
