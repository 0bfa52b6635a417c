import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import {
  GetAccountCommand,
  type GetAccountCommandOutput,
  PutAccountDetailsCommand,
  type PutAccountDetailsCommandInput,
  SESv2Client,
  SESv2ServiceException,
} from "@aws-sdk/client-sesv2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import * as pulumi from "@pulumi/pulumi";
import { mockClient } from "aws-sdk-client-mock";
import { IMPLEMENTATION } from "../../../components/productionAccess";
import type { AccountFacts } from "../../../components/productionAccess/account";
import type { ProductionAccessInputs } from "../../../components/productionAccess/inputs";
import { ProductionAccessProvider } from "../../../components/productionAccess/provider";

export const ACCOUNT = "123456789012";

export const INPUTS: ProductionAccessInputs = {
  region: "us-east-1",
  accountId: ACCOUNT,
  launchGate: "/ses-launch/prod/launch",
  mailType: "TRANSACTIONAL",
  websiteUrl: "https://listbackup.ai",
  contactLanguage: "EN",
  additionalContacts: ["admin@listbackup.ai"],
  useCaseDescription: "Mail about backups.",
  implementation: IMPLEMENTATION,
};

/** What the state says of an account in the sandbox, before AWS is asked again. */
export const FACTS: AccountFacts = {
  state: "not-requested",
  productionAccessEnabled: false,
  sendingEnabled: true,
  enforcementStatus: "HEALTHY",
  reviewStatus: "",
  caseId: "",
  max24HourSend: 200,
  maxSendRate: 1,
  filed: {},
};

/** An error as the SDK throws it. */
export function awsError(name: string, fault: "client" | "server" = "client"): Error {
  return new SESv2ServiceException({ name, $fault: fault, message: "told by AWS", $metadata: {} });
}

/** What happens to a call instead of its normal answer. */
export type Mishap =
  | { error: Error }
  /** AWS did it, and its answer was lost. */
  | { lostAnswer: Error };

/** One account of AWS, with its own rules about reviews. */
export class Aws {
  enabled = false;
  enforcement = "HEALTHY";
  status: string | undefined;
  details: PutAccountDetailsCommandInput | undefined;
  credentialsOf = ACCOUNT;
  /** Answers after a request that do not show it yet. */
  late = 0;
  /** Calls in their order. */
  readonly calls: string[] = [];
  /** Waits in milliseconds, in their order among the calls. */
  readonly log: (string | number)[] = [];
  /** Requests that AWS took. */
  filed = 0;
  /** What happens to the next calls, by operation; undefined is nothing. */
  readonly mishaps: Record<"get" | "put" | "sts", (Mishap | undefined)[]> = { get: [], put: [], sts: [] };
  // The provider makes its own clients, so their classes are mocked, for as long as one test takes.
  // eslint-disable-next-line no-restricted-syntax
  readonly ses = mockClient(SESv2Client);
  // eslint-disable-next-line no-restricted-syntax
  private readonly sts = mockClient(STSClient);

  constructor() {
    this.ses.on(GetAccountCommand).callsFake(() => this.call("get", () => this.answer()));
    this.ses
      .on(PutAccountDetailsCommand)
      .callsFake((input: PutAccountDetailsCommandInput) => this.call("put", () => this.take(input)));
    this.sts
      .on(GetCallerIdentityCommand)
      .callsFake(() => this.call("sts", () => ({ Account: this.credentialsOf })));
  }

  restore(): void {
    this.ses.restore();
    this.sts.restore();
  }

  readonly sleep = (milliseconds: number): Promise<void> => {
    this.log.push(milliseconds);
    return Promise.resolve();
  };

  private call<T>(operation: "get" | "put" | "sts", act: () => T): T {
    this.calls.push(operation);
    this.log.push(operation);
    const mishap = this.mishaps[operation].shift();
    if (mishap && "error" in mishap) throw mishap.error;
    const answer = act();
    if (mishap) throw mishap.lostAnswer;
    return answer;
  }

  private answer(): Partial<GetAccountCommandOutput> {
    const isShown = this.filed === 0 || this.late-- <= 0;
    const { MailType, WebsiteURL, ContactLanguage, AdditionalContactEmailAddresses } = this.details ?? {};
    return {
      ProductionAccessEnabled: this.enabled,
      SendingEnabled: true,
      EnforcementStatus: this.enforcement,
      SendQuota: this.enabled
        ? { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 7 }
        : { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
      ...(this.details &&
        isShown && {
          Details: {
            ...(MailType && { MailType }),
            ...(WebsiteURL && { WebsiteURL }),
            ...(ContactLanguage && { ContactLanguage }),
            ...(AdditionalContactEmailAddresses && { AdditionalContactEmailAddresses }),
            ...(this.status && { ReviewDetails: { Status: this.status as "PENDING", CaseId: "17" } }),
          },
        }),
    };
  }

  /** A request is taken where there is none that AWS has not lost. */
  private take(input: PutAccountDetailsCommandInput): object {
    if (this.status !== undefined && this.status !== "FAILED") throw awsError("ConflictException");
    this.filed++;
    this.details = input;
    this.status = "PENDING";
    return {};
  }
}

/** The code of a provider as the engine keeps it in the state. */
export async function codeOf(provider: ProductionAccessProvider): Promise<string> {
  return (await pulumi.runtime.serializeFunction(() => provider)).text;
}

/**
 * The provider as the engine has it: taken from its text in the state. So every test is one of the text, too.
 *
 * @param sleep what waits instead of the clock
 */
export async function revived(sleep: Aws["sleep"]): Promise<ProductionAccessProvider> {
  code ??= codeOf(new ProductionAccessProvider());
  const exported: { handler?: () => ProductionAccessProvider } = {};
  const module = runInThisContext(`(function (exports, require) {${await code}\n})`) as (
    exports: typeof exported,
    require: NodeJS.Require,
  ) => void;
  module(exported, createRequire(__filename));
  if (!exported.handler) throw new Error("the provider's text exports no handler");
  return Object.assign(exported.handler(), { sleep });
}

let code: Promise<string> | undefined;
