import {
  GetAccountCommand,
  PutAccountDetailsCommand,
  type PutAccountDetailsCommandInput,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type ReviewFacts, type ReviewState, reviewFacts, reviewState } from "../../checklist/review";
import { SANDBOX_LIMITS } from "../../outputs";
import type { AccountDetails, FiledDetails } from "./inputs";

/** What AWS says of the account. */
export interface AccountFacts extends ReviewFacts {
  readonly state: ReviewState;
  readonly sendingEnabled: boolean;
  /** Recipients in 24 hours; -1 is no limit. */
  readonly max24HourSend: number;
  /** Recipients a second. */
  readonly maxSendRate: number;
  /** The details as AWS has them, as far as it tells. */
  readonly filed: Partial<AccountDetails>;
}

/** What came of filing a request. */
export type Filing =
  | { readonly outcome: "filed" }
  /** AWS reviews a request already (ConflictException). */
  | { readonly outcome: "under-review" }
  /** No answer came, so it may have arrived. */
  | { readonly outcome: "unknown"; readonly reason: string };

/**
 * Between two calls, milliseconds: SES takes one a second of all but sending (SES Developer Guide, "Service quotas").
 */
const SPACING_MS = 1_000;

/** Tries of one call: other programs use the same account, and networks fail. */
const TRIES = 5;

const NO_ANSWER = { requestTimeout: 30_000, connectionTimeout: 5_000, throwOnRequestTimeout: true };

/** The account of one operation on the resource. Its clients never repeat a call by themselves. */
export class SesAccount {
  private readonly client: SESv2Client;
  private called: boolean;

  constructor(
    private readonly region: string,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {
    // Not as a field's initial value: of a class in the stack's state only the constructor's own text is kept.
    this.called = false;
    this.client = new SESv2Client({ region, maxAttempts: 1, requestHandler: NO_ANSWER });
  }

  /** @throws when the credentials are of another account, or whose they are cannot be asked */
  async mustBe(accountId: string): Promise<void> {
    const sts = new STSClient({ region: this.region, requestHandler: NO_ANSWER });
    let found: string | undefined;
    try {
      found = (await sts.send(new GetCallerIdentityCommand())).Account;
    } catch (error) {
      throw new Error(
        `Whose credentials these are could not be asked of AWS (${reasonOf(error)}). No request was filed.`,
      );
    } finally {
      sts.destroy();
    }
    if (found !== accountId)
      throw new Error(
        `The credentials are of account ${found ?? "unknown"}, and accountId is ${accountId}. No request was filed.`,
      );
  }

  /** @throws when AWS cannot be asked */
  async facts(): Promise<AccountFacts> {
    try {
      const account = await this.calm(
        () => this.client.send(new GetAccountCommand()),
        (error) => isTooFast(error) || !isRefusal(error),
      );
      const { Details = {}, SendQuota, SendingEnabled } = account;
      const contacts = Details.AdditionalContactEmailAddresses;
      const facts = reviewFacts(account);
      return {
        state: reviewState(facts),
        ...facts,
        sendingEnabled: SendingEnabled ?? false,
        max24HourSend: SendQuota?.Max24HourSend ?? SANDBOX_LIMITS.max24HourSend,
        maxSendRate: SendQuota?.MaxSendRate ?? SANDBOX_LIMITS.maxSendRate,
        filed: {
          ...(Details.MailType !== undefined && { mailType: Details.MailType }),
          ...(Details.WebsiteURL !== undefined && { websiteUrl: Details.WebsiteURL }),
          ...(Details.ContactLanguage !== undefined && { contactLanguage: Details.ContactLanguage }),
          ...(contacts && { additionalContacts: contacts }),
        },
      };
    } catch (error) {
      throw new Error(`The account could not be asked of AWS in ${this.region} (${reasonOf(error)}).`);
    }
  }

  /**
   * Asks for production access, once. Only a call that AWS refused for coming too fast is made again, because only of
   * that one it is sure that nothing was filed and worth another try.
   *
   * @throws when AWS refuses the request
   */
  async file(inputs: FiledDetails): Promise<Filing> {
    const command = new PutAccountDetailsCommand({
      ProductionAccessEnabled: true,
      MailType: inputs.mailType as NonNullable<PutAccountDetailsCommandInput["MailType"]>,
      WebsiteURL: inputs.websiteUrl,
      ContactLanguage: inputs.contactLanguage as NonNullable<
        PutAccountDetailsCommandInput["ContactLanguage"]
      >,
      AdditionalContactEmailAddresses: [...inputs.additionalContacts],
      // Deprecated and still read: AWS's reviewer sees it (SES API v2, `PutAccountDetails`).
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      ...(inputs.useCaseDescription !== undefined && { UseCaseDescription: inputs.useCaseDescription }),
    });
    try {
      await this.calm(() => this.client.send(command), isTooFast);
      return { outcome: "filed" };
    } catch (error) {
      if (nameOf(error) === "ConflictException") return { outcome: "under-review" };
      if (!isRefusal(error)) return { outcome: "unknown", reason: reasonOf(error) };
      throw new Error(`AWS did not take the request (${reasonOf(error)}). No request was filed.`);
    }
  }

  close(): void {
    this.client.destroy();
  }

  /** Makes a call no sooner than AWS wants the next, and again where its failure allows that. */
  private async calm<T>(call: () => Promise<T>, mayRepeat: (error: unknown) => boolean): Promise<T> {
    for (let tries = 1; ; tries++) {
      if (this.called) await this.sleep(SPACING_MS);
      this.called = true;
      try {
        return await call();
      } catch (error) {
        if (tries === TRIES || !mayRepeat(error)) throw error;
      }
    }
  }
}

/** Whether AWS answered, and with a no: an error of the caller's, in the SDK's words. */
function isRefusal(error: unknown): boolean {
  return (error as { $fault?: unknown }).$fault === "client";
}

function isTooFast(error: unknown): boolean {
  return nameOf(error) === "TooManyRequestsException";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
