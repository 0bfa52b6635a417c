import { type ReviewFacts, reviewFacts } from "../checklist/review";
import type { Sending } from "../checklist/sendingQuota";

/** The account in a Region, as AWS describes it at this moment. */
export interface LiveAccount extends ReviewFacts {
  readonly sendingEnabled: boolean;
  /** Undefined where AWS does not tell them. */
  readonly limits: Sending | undefined;
}

/**
 * Asks AWS for the account, with the ambient credentials that the provider uses. The SDK is loaded only here: almost no run
 * needs it.
 *
 * @param outcome what did not happen, for the message, as "No stream was switched on."
 * @throws when AWS cannot be asked
 */
export async function liveAccount(region: string, outcome: string): Promise<LiveAccount> {
  const { GetAccountCommand, SESv2Client } = await import("@aws-sdk/client-sesv2");
  const client = new SESv2Client({ region });
  try {
    const account = await client.send(new GetAccountCommand({}));
    const { Max24HourSend: daily, MaxSendRate: perSecond } = account.SendQuota ?? {};
    return {
      ...reviewFacts(account),
      sendingEnabled: account.SendingEnabled ?? false,
      limits: daily === undefined || perSecond === undefined ? undefined : { daily, perSecond },
    };
  } catch (error) {
    throw notAsked("the state of the account", region, error, outcome);
  } finally {
    client.destroy();
  }
}

/** The error of a hook that could not ask AWS, and therefore refuses. */
export function notAsked(what: string, region: string, error: unknown, outcome: string): Error {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(`${what} could not be asked of AWS in ${region} (${reason}). ${outcome}`);
}
