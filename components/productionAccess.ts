import * as pulumi from "@pulumi/pulumi";
import type { CaseTexts } from "../checklist/caseText";
import { type Review, reviewOf } from "../checklist/review";
import { PRODUCTION_ACCESS } from "../checklist/types";
import { gateIsOpen } from "../hooks/gateIsOpen";
import { SANDBOX_LIMITS, type SendingLimits } from "../outputs";
import type { AccountFacts } from "./productionAccess/account";
import type { LaunchGate } from "./launchGate";
import { type AccountDetails, differentDetails } from "./productionAccess/inputs";
import type * as Provider from "./productionAccess/provider";

/** Raise it with every change of the provider's code; a test tells when. */
export const IMPLEMENTATION = 1;

export interface ProductionAccessArgs extends AccountDetails {
  region: string;
  accountId: string;
  /** Name of the LaunchGate's parameter: the request waits for the gate. */
  launchGate: pulumi.Input<string>;
  /** Told to AWS when a request is filed. */
  useCaseDescription?: pulumi.Input<string>;
  /** The day on which AWS was answered on the case; it ends the reminder. */
  answeredAt?: string | undefined;
}

const FACTS = [
  "state",
  "productionAccessEnabled",
  "sendingEnabled",
  "enforcementStatus",
  "reviewStatus",
  "caseId",
  "max24HourSend",
  "maxSendRate",
  "filed",
] as const satisfies readonly (keyof AccountFacts)[];

const [, MODULE, TYPE] = /^pulumi-nodejs:dynamic\/(\w+):(\w+)$/.exec(PRODUCTION_ACCESS) ?? [];

/**
 * AWS's review of the account in one Region: filed once, adopted where there is one, followed at every refresh. No provider
 * has such a resource. Taking it out of a stack leaves AWS as it is.
 *
 * What AWS's answer means is said by the program and not by the provider, which cannot warn: its words reach nobody.
 */
export class ProductionAccess extends pulumi.dynamic.Resource {
  declare readonly productionAccessEnabled: pulumi.Output<boolean>;
  declare readonly enforcementStatus: pulumi.Output<string>;
  /** The review as AWS tells it. */
  readonly review: pulumi.Output<Review>;
  /** What the account may send: the sandbox's limits until more is granted. */
  readonly limits: pulumi.Output<SendingLimits>;

  constructor(name: string, args: ProductionAccessArgs, opts?: pulumi.CustomResourceOptions) {
    const { answeredAt, ...inputs } = args;
    const outputs = Object.fromEntries(FACTS.map((fact) => [fact, undefined]));
    super(
      makeProvider(),
      name,
      { ...outputs, ...inputs, implementation: IMPLEMENTATION },
      opts,
      MODULE,
      TYPE,
    );
    const made = this as unknown as Record<keyof AccountFacts, pulumi.Output<unknown>>;
    const facts = pulumi.output(
      Object.fromEntries(FACTS.map((fact) => [fact, made[fact]])),
    ) as unknown as pulumi.Output<AccountFacts>;

    this.review = facts.apply((known) => reviewOf(known, answeredAt));
    this.limits = facts.apply(({ productionAccessEnabled, max24HourSend, maxSendRate }) =>
      productionAccessEnabled ? { max24HourSend, maxSendRate } : SANDBOX_LIMITS,
    );
    pulumi.all([facts, this.review]).apply(([{ filed }, review]) => {
      for (const warning of warningsOf(review, args, filed)) void pulumi.log.warn(warning, this);
    });
  }
}

/** Loaded here: it brings the clients of SES and STS, and most stacks at `prepare` have no request. */
function makeProvider(): Provider.ProductionAccessProvider {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { ProductionAccessProvider } = require("./productionAccess/provider") as typeof Provider;
  return new ProductionAccessProvider();
}

export interface JudgedRequest {
  /** What of the checklist stops this deployment, a line each. */
  stopping: Promise<readonly string[]>;
  useCase: Promise<CaseTexts>;
}

/** The request of a stack that asks for one, once its gate has opened; what AWS is not told is told here. */
export function productionAccess(
  name: string,
  request: Omit<ProductionAccessArgs, "launchGate"> | undefined,
  gate: LaunchGate,
  { stopping, useCase }: JudgedRequest,
): ProductionAccess | undefined {
  if (!request) return undefined;
  const hook = gateIsOpen(`${name}-gate-is-open`, stopping);
  const made = new ProductionAccess(
    name,
    {
      ...request,
      launchGate: gate.parameterName,
      useCaseDescription: useCase.then((texts) => texts.useCase),
    },
    { hooks: { beforeCreate: [hook], beforeUpdate: [hook] } },
  );
  pulumi.all([useCase, made.review]).apply(([{ leftOut }, { state }]) => {
    if (leftOut.length > 0 && state !== "granted")
      void pulumi.log.warn(
        `AWS's reviewer is not told ${leftOut.map(({ about, why }) => `${about} (${why})`).join("; ")}`,
        made,
      );
  });
  return made;
}

/** What somebody must know of: what waits for them, and details that differ from what AWS has. No value is shown. */
export function warningsOf(
  { state, meaning, nextStep, needsYou }: Review,
  wanted: AccountDetails,
  filed: Partial<AccountDetails>,
): string[] {
  // What AWS does not tell counts as it is wanted.
  const different = differentDetails(wanted, { ...wanted, ...filed });
  const remedy =
    state === "pending"
      ? "They cannot be changed until the review ends."
      : "Nothing was filed, because filing again may open a new review. Take AWS's over into the stack file, or file them on purpose once production access is granted: npm run ses -- case --file-update.";
  return [
    ...(needsYou ? [`${meaning} ${nextStep}`] : []),
    ...(different.length === 0
      ? []
      : [`The stack file differs from what AWS has in ${different.join(", ")}. ${remedy}`]),
  ];
}
