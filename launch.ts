import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { LaunchIntent } from "./checklist/binding";
import { type CaseTexts, caseTexts } from "./checklist/caseText";
import { type JudgedItem, evaluate, stopping } from "./checklist/evaluate";
import { fingerprintOf } from "./checklist/evidence";
import { readEvidence } from "./checklist/evidenceFile";
import type { ChecklistContext } from "./checklist/item";
import type { LaunchRecord } from "./checklist/launchRecord";
import type { Review } from "./checklist/review";
import { type QuotaRequests, judgeQuota } from "./checklist/sendingQuota";
import { judgeTemplates } from "./checklist/templateJudgements";
import { PRODUCTION_ACCESS } from "./checklist/types";
import { type StackView, viewOf } from "./checklist/view";
import { domainOf } from "./mail/addresses";
import type { TemplateFolder } from "./mail/templates/load";
import type { EmailOutput, LaunchOutput, SendingLimits } from "./outputs";
import type { StackPlan } from "./plan";
import type { RecordedStack } from "./recordedStack";
import type { StackSettings } from "./settings";

/** The launch as this run of the program judges it. */
export interface JudgedLaunch {
  record: pulumi.Output<LaunchRecord>;
  /** What keeps a stream from being switched on, a line each. */
  unproven: Promise<readonly string[]>;
  /** What of it stops this deployment, a line each. */
  stopping: Promise<readonly string[]>;
  /** What AWS's reviewer is told. */
  useCase: Promise<CaseTexts>;
  /** The output `launch`, with what AWS says of production access and of the requests for higher limits now. */
  output(request?: Request, requests?: pulumi.Output<QuotaRequests>): pulumi.Output<LaunchOutput>;
}

interface AccessFacts {
  productionAccessEnabled: boolean;
  enforcementStatus: string;
}

/** The request for production access, as far as the launch looks at it. */
type Request = { [K in keyof AccessFacts]: pulumi.Output<AccessFacts[K]> } & {
  review: pulumi.Output<Review>;
  limits: pulumi.Output<SendingLimits>;
};

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
 * The request for production access waits for the gate, so the gate cannot wait for the request: it goes by what AWS said
 * in the deployment before. Therefore a launch is two deployments, one at `request` that sees production access granted,
 * and a later one at `live`. Whoever switches a stream on asks AWS itself once more (hooks/streamMaySend.ts), and policies
 * see the request's own outputs.
 *
 * @throws nothing; where a resource fails, nothing is proven
 */
export function judgeLaunch(
  settings: StackSettings,
  plan: StackPlan,
  { declared, before, ...parts }: LaunchParts,
): JudgedLaunch {
  const { stack, launchStage, allowedRecipients } = settings;
  const context = contextOf(settings, plan, parts);
  // A resource that fails is told by the engine, and nothing is proven then. A gate that failed with it would never answer
  // to what waits for it, and the run would never end.
  const view = declared.view().catch((): StackView => []);
  const judge = (seen: StackView, access: AccessFacts | undefined) =>
    evaluate(access ? [...seen, ...requestView(access)] : seen, { ...context, now: Date.now() });
  const judged = view.then((seen) => judge(seen, plan.request ? accessBefore(before.launch) : undefined));
  const intent: LaunchIntent = {
    sends: setsOf(plan.streams.filter((stream) => stream.sends)),
    sentBefore: setsOf(Object.values(before.email?.streams ?? {}).filter((one) => one.sendingEnabled)),
    asks: plan.request !== undefined,
    askedBefore: before.launch?.productionAccess !== undefined,
  };
  const stops = judged.then((items) => stopping(items, intent));
  const record = pulumi.output(stops).apply((items): LaunchRecord => ({
    stack,
    stage: launchStage,
    canary: plan.canary,
    ...(allowedRecipients && { recipientDomains: [...new Set(allowedRecipients.map(domainOf))] }),
    ...intent,
    context,
    stopping: items,
  }));
  return {
    record,
    unproven: judged.then((items) => items.flatMap(linesOf)),
    stopping: stops.then((items) => items.flatMap(linesOf)),
    useCase: judged.then((items) => useCaseOf(settings, plan, context, parts.folder, items)),
    output: (request, requests) =>
      pulumi.all([view, request && nowOf(request), requests]).apply(([seen, now, filed]) => ({
        stage: launchStage,
        ...(now && { productionAccess: { state: now.review.state, nextStep: now.review.nextStep } }),
        ...(!plan.recipientsRestricted && { sendingQuota: quotaOf(settings, now, filed) }),
        checklist: judge(seen, now).map(({ id, state }) => ({ id, state })),
      })),
  };
}

function useCaseOf(
  settings: StackSettings,
  { topics }: StackPlan,
  { evidence }: Omit<ChecklistContext, "now">,
  { templates }: TemplateFolder,
  items: readonly JudgedItem[],
): CaseTexts {
  const deployed = { templates, topics: Object.keys(topics) };
  return caseTexts({ ...settings, items, evidence, deployed });
}

function nowOf({ productionAccessEnabled, enforcementStatus, review, limits }: Request) {
  return pulumi.output({ productionAccessEnabled, enforcementStatus, review, limits });
}

function quotaOf(
  { stack, volume }: StackSettings,
  now: { productionAccessEnabled: boolean; limits: SendingLimits } | undefined,
  requests: QuotaRequests = {},
) {
  const granted = now?.productionAccessEnabled
    ? { daily: now.limits.max24HourSend, perSecond: now.limits.maxSendRate }
    : undefined;
  return judgeQuota({ stack, volume, granted, requests });
}

/** What the deployment before told of production access; without one, nothing was granted. */
function accessBefore(launch: LaunchOutput | undefined): AccessFacts {
  const state = launch?.productionAccess?.state;
  const isUnderEnforcement = state === "probation" || state === "shutdown";
  return {
    productionAccessEnabled: state === "granted" || isUnderEnforcement,
    enforcementStatus: isUnderEnforcement ? state.toUpperCase() : "HEALTHY",
  };
}

function requestView({ productionAccessEnabled, enforcementStatus }: AccessFacts): StackView {
  const inputs = { productionAccessEnabled, enforcementStatus };
  return viewOf([{ type: PRODUCTION_ACCESS, name: "production-access", inputs }]);
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
