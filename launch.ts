import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { LaunchIntent } from "./checklist/binding";
import { type JudgedItem, evaluate, stopping } from "./checklist/evaluate";
import { fingerprintOf } from "./checklist/evidence";
import { readEvidence } from "./checklist/evidenceFile";
import type { ChecklistContext, ItemId, ItemState } from "./checklist/item";
import type { LaunchRecord } from "./checklist/launchRecord";
import { judgeTemplates } from "./checklist/templateJudgements";
import { domainOf } from "./mail/addresses";
import type { TemplateFolder } from "./mail/templates/load";
import type { EmailOutput, LaunchOutput } from "./outputs";
import type { StackPlan } from "./plan";
import type { RecordedStack } from "./recordedStack";
import type { StackSettings } from "./settings";

/** The launch as this run of the program judges it. */
export interface JudgedLaunch {
  record: pulumi.Output<LaunchRecord>;
  /** What keeps a stream from being switched on, a line each. */
  unproven: Promise<readonly string[]>;
  checklist: pulumi.Output<readonly { id: ItemId; state: ItemState }[]>;
}

export interface LaunchParts {
  declared: RecordedStack;
  before: Before;
  /** The feedback function's JavaScript. */
  code: string;
  folder: TemplateFolder;
  /** The folder that holds `evidence/`. */
  proofs: string;
}

/** What the stack's own outputs said after the deployment before; nothing in its first. */
export interface Before {
  email: EmailOutput | undefined;
  launch: LaunchOutput | undefined;
}

/**
 * Reads the stack's own outputs, and must have done so before anything else is declared: while the engine makes resources it
 * rewrites the state, and a backend in files then answers with half of one.
 */
export async function outputsBefore(stack: string): Promise<Before> {
  const before = new pulumi.StackReference(`${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`);
  const [email, launch] = await Promise.all(
    ["email", "launch"].map(async (name) => (await before.getOutputDetails(name)).value as unknown),
  );
  return { email: email as Before["email"], launch: launch as Before["launch"] };
}

/**
 * Judges the checklist by what the program declares and AWS made of it, once all of that is known.
 *
 * @throws nothing by itself; the promises fail with the resource that failed
 */
export function judgeLaunch(
  settings: StackSettings,
  plan: StackPlan,
  { declared, before, ...parts }: LaunchParts,
): JudgedLaunch {
  const { stack, launchStage, allowedRecipients } = settings;
  const context = contextOf(settings, plan, parts);
  const judged = declared.view().then((view) => evaluate(view, { ...context, now: Date.now() }));
  const intent: LaunchIntent = {
    sends: setsOf(plan.streams.filter((stream) => stream.sends)),
    sentBefore: setsOf(Object.values(before.email?.streams ?? {}).filter((one) => one.sendingEnabled)),
    asks: launchStage !== "prepare" && allowedRecipients === undefined,
    askedBefore: before.launch?.productionAccess !== undefined,
  };
  const record = pulumi.output(judged).apply((items): LaunchRecord => ({
    stack,
    stage: launchStage,
    canary: plan.canary,
    ...(allowedRecipients && { recipientDomains: [...new Set(allowedRecipients.map(domainOf))] }),
    ...intent,
    context,
    stopping: stopping(items, intent),
  }));
  const unproven = judged.then((items) => items.flatMap(linesOf));
  // Whoever waits for them tells the error; without this it would be told a second time, as unhandled.
  unproven.catch(() => undefined);
  return {
    record,
    unproven,
    checklist: pulumi.output(judged).apply((items) => items.map(({ id, state }) => ({ id, state }))),
  };
}

function contextOf(
  { stack, region, domain, ownsAccount, allowedRecipients, company, streams }: StackSettings,
  { topicArn, queueArn, tableArn }: StackPlan,
  { code, folder, proofs }: Omit<LaunchParts, "declared" | "before">,
): Omit<ChecklistContext, "now"> {
  const codeHash = createHash("sha256").update(code).digest("hex");
  return {
    region,
    domain,
    ownsAccount,
    recipientsRestricted: allowedRecipients !== undefined,
    templates: judgeTemplates(folder, { company, streams }),
    ...readEvidence(stack, proofs),
    fingerprint: fingerprintOf({ topicArn, queueArn, tableArn, code: codeHash }),
  };
}

/** In one order, so that an unchanged launch is an unchanged record. */
function setsOf(streams: readonly { configurationSet: string }[]): string[] {
  return streams.map(({ configurationSet }) => configurationSet).sort();
}

function linesOf({ title, findings }: JudgedItem): string[] {
  return [...new Set(findings.map(({ message, remedy }) => `${title}: ${message} (${remedy})`))];
}
