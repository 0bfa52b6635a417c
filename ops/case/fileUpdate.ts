import { type CaseTexts, caseTexts } from "../../checklist/caseText";
import { stopping } from "../../checklist/evaluate";
import {
  type AccountDetails,
  differentDetails,
  inputProblems,
} from "../../components/productionAccess/inputs";
import type { AccountFacts } from "../../components/productionAccess/account";
import { requestOf } from "../../components/productionAccess/request";
import type { StackSettings } from "../../settings/parse";
import { caseFacts } from "../commands/case";
import type { Confirm } from "../confirm";
import { EXIT, OpsError } from "../exit";
import type { Launch } from "../launch";
import { MARKS, type Progress, type Report } from "../report";
import { whyClosed } from "./closed";
import { CONFIG_KEYS, type Detail, detailLines, otherAtAws } from "./details";
import { told } from "./filed";
import type { CaseAws, CaseFiling } from "./ports";

/** How often AWS is asked whether it shows what was filed; it may take a moment. */
const READ_BACKS = 3;

export interface FileUpdateParts {
  readonly aws: CaseAws;
  readonly confirm: Confirm;
  readonly progress: Progress;
  /** The stack, read only when there is something to file. */
  readonly launch: () => Promise<Launch>;
}

/**
 * `ses case --file-update`: tells AWS the details of the stack file that it has otherwise. They are filed once, after a
 * confirmation, and only where production access is granted: the first request is the matter of a deployment.
 *
 * @throws OpsError when AWS or the state cannot be read, or nobody can be asked
 */
export async function fileUpdate(settings: StackSettings, parts: FileUpdateParts): Promise<Report> {
  const { aws, confirm, progress } = parts;
  const { stack } = settings;
  const wanted = requestOf(settings);
  if (!wanted) return notFiled(stack, "no-request", [noRequest(settings)]);
  const facts = await aws.facts();
  const closed = whyClosed(facts, wanted.answeredAt);
  if (closed) {
    const { state, meaning, nextStep } = closed.review;
    return notFiled(stack, state, [`${state}: ${meaning}`, closed.why], nextStep);
  }
  const other = otherAtAws(wanted, facts.filed);
  const details = detailLines(wanted, facts.filed);
  if (other.length === 0)
    return {
      exitCode: EXIT.fine,
      lines: [...details, "", "AWS has every detail as the stack file wants it. Nothing was filed."],
      json: { stack, outcome: "same", different: [] },
    };
  const launch = await parts.launch();
  const texts = caseTexts(caseFacts(stack, launch));
  const missing = missingFor(launch, texts);
  if (missing.length > 0)
    return notFiled(
      stack,
      "checklist",
      missing,
      `npm run ses -- checklist --stack ${stack} and npm run ses -- case --stack ${stack} say how to mend it.`,
    );
  const filing = { ...wanted, useCaseDescription: texts.useCase };
  mustFit(stack, filing);
  for (const line of details) progress(line);
  for (const { about, why } of texts.leftOut) progress(`  ${MARKS.open} AWS is not told ${about}: ${why}`);
  if (!(await confirm(questionOf(texts), stack)))
    return notFiled(stack, "not-confirmed", ["It was not confirmed."]);
  const outcome = await aws.file(filing);
  const after = mayHaveArrived(outcome) ? await readBack(aws, wanted, other) : undefined;
  const { exitCode, line, next } = told(stack, outcome, after?.shows);
  // AWS may look at changed details while production access stays on.
  const opened = after && whyClosed(after.facts, wanted.answeredAt)?.review;
  return {
    exitCode,
    lines: [
      `  ${exitCode === EXIT.fine ? MARKS.good : MARKS.bad} ${line}`,
      ...(opened ? [`  ${MARKS.note} ${opened.meaning} ${opened.nextStep}`] : []),
      "",
      `Next: ${next}`,
    ],
    json: {
      stack,
      ...outcome,
      different: other.map((detail) => CONFIG_KEYS[detail]),
      ...(after && { shown: after.shows, reviewStatus: after.facts.reviewStatus }),
      next,
    },
  };
}

function noRequest({ stack, launchStage }: StackSettings): string {
  return launchStage === "prepare"
    ? `${stack} is at launchStage prepare, where it asks AWS for nothing.`
    : `${stack} mails only allowedRecipients, so it asks AWS for nothing.`;
}

/**
 * The use case goes with the details, and replaces the one that AWS has. So the items hold that must always hold beyond
 * `prepare` (what was proven at one moment only leaves its sentence out, as in a deployment), and each question of AWS's
 * reviewer has an answer.
 */
function missingFor({ items }: Launch, { unanswered }: CaseTexts): string[] {
  const open = stopping(items, { sends: [], sentBefore: [], asks: true, askedBefore: true });
  return [
    ...open.flatMap(({ title, findings }) => findings.map(({ message }) => `${title}: ${message}`)),
    ...unanswered.map((subject) => `AWS will ask about this, and nothing can be said: ${subject}`),
  ];
}

/** @throws OpsError where AWS would not take a detail; the schema of the stack file knows most limits, not all */
function mustFit(stack: string, details: AccountDetails): void {
  const problems = inputProblems({ ...details }).flatMap(({ property, reason }) =>
    isDetail(property) ? [`${CONFIG_KEYS[property]} ${reason}`] : [],
  );
  if (problems.length > 0)
    throw new OpsError(`Pulumi.${stack}.yaml: ${problems.join("; ")}. Nothing was filed.`, EXIT.wrongUse);
}

function isDetail(property: string): property is Detail {
  return Object.hasOwn(CONFIG_KEYS, property);
}

function questionOf({ useCase }: CaseTexts): string {
  return `AWS will be told all of this, with a use case of ${useCase.length} characters (ses case shows it). It may open a new review of the account.`;
}

function mayHaveArrived({ outcome }: CaseFiling): boolean {
  return outcome === "filed" || outcome === "unknown";
}

/** What AWS says afterwards, and whether it shows what it had otherwise as it is wanted; undefined where it cannot be asked. */
async function readBack(aws: CaseAws, wanted: AccountDetails, other: readonly Detail[]) {
  const shows = ({ filed }: AccountFacts) =>
    !differentDetails(wanted, filed).some((detail) => other.includes(detail));
  try {
    let facts = await aws.facts();
    for (let asked = 1; asked < READ_BACKS && !shows(facts); asked++) facts = await aws.facts();
    return { facts, shows: shows(facts) };
  } catch (error) {
    if (error instanceof OpsError) return undefined;
    throw error;
  }
}

function notFiled(stack: string, outcome: string, why: readonly string[], next?: string): Report {
  return {
    exitCode: EXIT.notReady,
    lines: [
      `  ${MARKS.bad} Nothing was filed:`,
      ...why.map((line) => `      ${line}`),
      ...(next === undefined ? [] : ["", `Next: ${next}`]),
    ],
    json: { stack, outcome, why, ...(next !== undefined && { next }) },
  };
}
