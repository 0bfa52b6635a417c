import type { AwsPlace } from "../../iam/arns";
import type { Confirm } from "../confirm";
import type { Progress, Report } from "../report";
import type { Engine } from "./engine";
import { type ExportedResource, parseExport } from "../pulumi/exported";
import { pendingCreates, resourceOf, withTaken, without } from "./pending";
import { adoptionLines, fateOf } from "./fate";
import { type Lock, type Machine, holderText, lockText, stillRunning } from "./lock";
import { finished, planLine, recoveredOf, stopped } from "./outcome";

export interface RecoverParts {
  readonly engine: Engine;
  readonly confirm: Confirm;
  readonly progress: Progress;
  readonly machine: Machine;
  /** Keeps the state as it was, and says where. */
  readonly keep: (text: string) => string;
}

/**
 * `ses recover`: makes a stack deployable again after its `up` was killed. Takes away the lock, once somebody has confirmed
 * it, reads everything anew, and takes into the state what the killed `up` still made.
 *
 * @throws OpsError
 */
export async function recover(stack: string, place: AwsPlace, parts: RecoverParts): Promise<Report> {
  const { engine, confirm, progress } = parts;
  for (const file of await engine.mend())
    progress(`Removed ${file}: it was empty, so that the state could not be read.`);
  progress(`Refreshing ${stack} …`);
  const lock = await engine.refresh(stack);
  if (lock) {
    const refusal = await unlock(stack, lock, parts);
    if (refusal !== undefined) return refusal;
    progress(`Refreshing ${stack} …`);
    const other = await engine.refresh(stack);
    if (other) return stopped(stack, [`${stack} is locked again: ${lockText(other)}`]);
  }
  const text = await engine.export(stack);
  const before = parseExport(stack, text);
  const pending = pendingCreates(before);
  if (pending.length === 0) return finished(stack, lock, [], [], undefined);

  const isReplaced = ({ urn }: ExportedResource) => resourceOf(before, urn) !== undefined;
  const fates = pending.map((one) => ({ one, fate: fateOf(one, place, isReplaced(one)) }));
  progress(
    [
      `When its up was killed, ${stack} was making:`,
      ...fates.map(({ one, fate }) => planLine(one, fate)),
    ].join("\n"),
  );
  if (!(await confirm(`Settle them in the state of ${stack}?`, stack)))
    return stopped(stack, ["Not confirmed; the state is as it was."]);
  const kept = parts.keep(text);
  const ids = new Map(fates.flatMap(({ one, fate }) => (fate.kind === "take" ? [[one.urn, fate.id]] : [])));
  await engine.import(stack, JSON.stringify(withTaken(before, ids)));
  progress(`Asking what of it is there …`);
  const other = await engine.refresh(stack);
  if (other) return stopped(stack, [`${stack} is locked again: ${lockText(other)}`, `State before: ${kept}`]);
  const after = parseExport(stack, await engine.export(stack));
  const recovered = fates.map(({ one, fate }) => recoveredOf(one, fate, after));
  const whose = (result: string) => pending.filter((_, index) => recovered[index]?.result === result);
  const foreign = new Set(whose("not ours").map(({ urn }) => urn));
  if (foreign.size > 0) await engine.import(stack, JSON.stringify(without(after, foreign)));
  return finished(
    stack,
    lock,
    recovered,
    adoptionLines(whose("by hand").filter((one) => !isReplaced(one))),
    kept,
  );
}

async function unlock(stack: string, lock: Lock, parts: RecoverParts): Promise<Report | undefined> {
  const alive = stillRunning(lock, parts.machine);
  if (alive.length > 0)
    return stopped(stack, [
      `${stack} is locked by a process that runs on this machine: ${alive.map(holderText).join(", ")}.`,
      "Stop it with Ctrl-C: the engine then finishes what is under way. If its number belongs to another program by now, pulumi cancel takes the lock away.",
    ]);
  parts.progress(`${stack} is locked: ${lockText(lock)}`);
  const sure = await parts.confirm(
    "Is that update dead for certain? Two at once would spoil the state. Take its lock away?",
    stack,
  );
  if (!sure) return stopped(stack, ["Not confirmed; the lock is where it was."]);
  await parts.engine.cancel(stack);
  return undefined;
}
