import { type JudgedItem, evaluate } from "../checklist/evaluate";
import type { Evidence } from "../checklist/evidence";
import { readEvidence } from "../checklist/evidenceFile";
import type { ChecklistContext } from "../checklist/item";
import { judgeTemplates } from "../checklist/templateJudgements";
import { viewOf } from "../checklist/view";
import { type TemplateFolder, TemplateFilesError, loadTemplates } from "../mail/templates/load";
import type { StackSettings } from "../settings/parse";
import { EXIT, OpsError } from "./exit";
import { type LiveFacts, withLiveFacts } from "./live";
import type { StateReader } from "./pulumi/state";
import { type StackState, parseState } from "./stackState";

/** Where a command finds what it reads. */
export interface LaunchSources {
  readonly state: StateReader;
  /** Settings of a stack's file. @throws OpsError */
  readonly settings: (stack: string) => StackSettings;
  /** The folder that holds `evidence/`. */
  readonly proofs: string;
  /** Folder of the templates. */
  readonly templates: string;
  readonly now: () => number;
}

/** A stack as it is deployed and as its files are now. */
export interface Launch {
  readonly settings: StackSettings;
  readonly state: StackState;
  readonly folder: TemplateFolder;
  readonly items: readonly JudgedItem[];
  readonly evidence: Evidence | undefined;
}

/**
 * Judges a stack by its exported state, with the evidence and the approvals as the files have them now: what was proven or
 * approved since the last deployment counts.
 *
 * @param live what SES says now, where it was asked
 * @throws OpsError
 */
export async function readLaunch(stack: string, sources: LaunchSources, live?: LiveFacts): Promise<Launch> {
  const settings = sources.settings(stack);
  const state = parseState(stack, await sources.state.export(stack));
  const folder = readTemplates(sources.templates);
  const proof = readEvidence(stack, sources.proofs);
  const context: ChecklistContext = {
    ...(state.record?.context ?? contextOf(settings)),
    templates: judgeTemplates(folder, settings),
    evidence: proof.evidence,
    evidenceProblem: proof.evidenceProblem,
    now: sources.now(),
  };
  const resources = live ? withLiveFacts(state.resources, settings.domain, live) : state.resources;
  const items = evaluate(viewOf(resources), context);
  return { settings, state, folder, items, evidence: proof.evidence };
}

/** @throws OpsError with every problem of the templates' files */
export function readTemplates(folder: string): TemplateFolder {
  try {
    return loadTemplates(folder);
  } catch (error) {
    if (error instanceof TemplateFilesError) throw new OpsError(error.message, EXIT.wrongUse);
    throw error;
  }
}

/** What is known of a stack that was never deployed. */
function contextOf({ region, domain, ownsAccount, allowedRecipients }: StackSettings) {
  return { region, domain, ownsAccount, recipientsRestricted: allowedRecipients !== undefined };
}
