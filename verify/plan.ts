import { EXIT, OpsError } from "../ops/exit";
import { MARKS, type Report } from "../ops/report";
import type { StackSettings } from "../settings/parse";
import { type Assumption, centsOf, howOf, isByHand } from "./assumption";
import { ASSUMPTIONS } from "./assumptions";
import type { Probe } from "./probe";
import { probesOf } from "./run";
import { PREFIX } from "./temporaryNames";

/**
 * The assumptions that a run is about: those that are named, else all that the script can settle.
 *
 * @param only ids with commas between them
 * @throws OpsError for an id that is none, or that only a person can settle
 */
export function chosen(only: string | undefined, readOnly: boolean): readonly Assumption[] {
  const named = only?.split(",").map((id) => id.trim());
  const picked =
    named?.map((id) => {
      const found = ASSUMPTIONS.find((one) => one.id === id);
      if (found === undefined)
        throw new OpsError(
          `--only names ${id}, which is no assumption: --list tells them all`,
          EXIT.wrongUse,
        );
      if (isByHand(found.settle))
        throw new OpsError(`${id} is settled by hand: docs/verify-on-aws.md has the steps`, EXIT.wrongUse);
      return found;
    }) ?? ASSUMPTIONS.filter(({ settle }) => !isByHand(settle));
  const able = picked.filter(({ settle }) => !readOnly || (!isByHand(settle) && settle.effect === "reads"));
  if (able.length === 0)
    throw new OpsError("Nothing of that only reads: leave out --read-only", EXIT.wrongUse);
  return [...new Set(able)];
}

/** What a run will do, for whoever has to agree to it. */
export function planLines(
  assumptions: readonly Assumption[],
  { stack, region, accountId }: Pick<StackSettings, "stack" | "region" | "accountId">,
  run: string,
): readonly string[] {
  const probes = probesOf(assumptions);
  const total = (count: (probe: Probe) => number) => probes.reduce((sum, probe) => sum + count(probe), 0);
  const makes = probes.flatMap((probe) => probe.makes);
  const mails = total((probe) => probe.mails);
  const minutes = total((probe) => probe.minutes) + Math.ceil(probes.length / 4);
  return [
    `Account ${accountId}, Region ${region}, stack ${stack}. Assumptions: ${assumptions.length}. Minutes: up to ${minutes}.`,
    makes.length === 0
      ? "It makes nothing."
      : `It makes, and deletes at the end: ${makes.join(", ")}. Every name begins with ${PREFIX}${run}. Together that is below a cent.`,
    mails === 0 ? "It sends nothing." : `It sends to the simulator of SES alone: at most ${centsOf(mails)}.`,
  ];
}

/** `--list`: every assumption, and what settling it takes. */
export function listReport(): Report {
  return {
    exitCode: EXIT.fine,
    lines: ASSUMPTIONS.flatMap((one) => [
      `  ${MARKS.note} ${one.id.padEnd(30)} ${howOf(one, ASSUMPTIONS)}`,
      `      ${one.assumed}`,
    ]),
    json: ASSUMPTIONS.map(({ settle, ...facts }) => ({
      ...facts,
      by: isByHand(settle) ? "hand" : "script",
      ...(!isByHand(settle) && { effect: settle.effect }),
      mails: settle.mails,
      minutes: settle.minutes,
      needs: settle.needs,
    })),
  };
}
