import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, OpsError } from "../ops/exit";
import type { Result } from "./run";

/** An answer about AWS, whoever got it; "could not tell" is none. Committed, so it names no address and no account. */
const settledSchema = z.record(
  z.string(),
  z.strictObject({
    outcome: z.enum(["holds", "does not hold"]),
    saw: z.string().min(1),
    /** A calendar day, as 2026-11-25. */
    on: z.iso.date(),
    region: z.string(),
    /** `script`, or the name of who did it by hand. */
    by: z.string().min(1),
  }),
);
export type Settled = z.output<typeof settledSchema>;

export const RESULTS_FILE = join(__dirname, "results.json");

/**
 * What is settled so far.
 *
 * @param known ids of all assumptions
 * @throws OpsError when the file is wrong
 */
export function readSettled(file: string, known: readonly string[]): Settled {
  if (!existsSync(file)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new OpsError(`${file} is not JSON`, EXIT.wrongUse);
  }
  const { success, data, error } = settledSchema.safeParse(content);
  if (!success) throw new OpsError(`${file}: ${z.prettifyError(error)}`, EXIT.wrongUse);
  const strangers = Object.keys(data).filter((id) => !known.includes(id));
  if (strangers.length > 0)
    throw new OpsError(`${file} names ${strangers.join(", ")}, which is no assumption`, EXIT.wrongUse);
  return data;
}

/** Adds what a run found to what was settled before; what it could not tell leaves the older answer. */
export function withResults(
  before: Settled,
  results: readonly Result[],
  { on, region }: { on: string; region: string },
): Settled {
  const found = results.flatMap(({ id, outcome, saw }) =>
    outcome === "could not tell" ? [] : [[id, { outcome, saw, on, region, by: "script" }] as const],
  );
  const all = Object.entries({ ...before, ...Object.fromEntries(found) });
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function writeSettled(file: string, settled: Settled): void {
  writeFileSync(file, `${JSON.stringify(settled, null, 2)}\n`);
}
