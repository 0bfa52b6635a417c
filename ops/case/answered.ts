import { reviewOf } from "../../checklist/review";
import type { StackSettings } from "../../settings/parse";
import { productionAccess } from "../../settings/productionAccess";
import { NAMESPACE } from "../../settings/schema";
import { EXIT, OpsError } from "../exit";
import { type Clock, MARKS, type Report } from "../report";
import type { StackFileWriter } from "../stackFile";
import type { CaseAws } from "./ports";

const KEYS = [`${NAMESPACE}:productionAccess`, "answeredAt"] as const;

/**
 * The day on which AWS was answered: today (UTC) where none is given.
 *
 * @throws OpsError where it is no day, or one to come
 */
export function answerDay(given: string | undefined, clock: Clock): string {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const { success, data = today } = productionAccess.shape.answeredAt.safeParse(given);
  if (!success || data > today)
    throw new OpsError(
      `--on is "${given ?? ""}": expected the day on which AWS was answered, as ${today} and not later`,
      EXIT.wrongUse,
    );
  return data;
}

/**
 * `ses case --answered`: records in the stack file that somebody answered AWS on the case, which ends the reminder to do so.
 * Only a refusal waits for an answer.
 */
export async function recordAnswer(
  settings: StackSettings,
  day: string,
  { aws, stackFiles }: { readonly aws: CaseAws; readonly stackFiles: StackFileWriter },
): Promise<Report> {
  const { stack } = settings;
  const before = settings.productionAccess.answeredAt;
  const facts = await aws.facts();
  const isAwaited = facts.state === "denied";
  const { state, meaning, nextStep } = reviewOf(facts, isAwaited ? day : before);
  const changed = isAwaited && before !== day;
  if (changed) stackFiles.set(stack, KEYS, day);
  const where = `Pulumi.${stack}.yaml: ${KEYS.join(".")}`;
  return {
    exitCode: isAwaited ? EXIT.fine : EXIT.notReady,
    lines: [
      `  ${MARKS.note} production access  ${state}: ${meaning}`,
      ...(isAwaited
        ? [
            changed
              ? `  ${MARKS.good} ${where} is ${day} (before: ${before ?? "not set"}). Commit it; the next pulumi up reads it.`
              : `  ${MARKS.good} ${where} is ${day} already; nothing was changed.`,
          ]
        : [`  ${MARKS.bad} Only a refused request waits for an answer; nothing was changed.`]),
      "",
      `Next: ${nextStep}`,
    ],
    json: { stack, state, nextStep, changed, answeredAt: isAwaited ? day : before },
  };
}
