import {
  GetAccountCommand,
  type GetAccountCommandOutput,
  PutSuppressedDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { differentDetails } from "../../components/productionAccess/inputs";
import { detailsOf } from "../../components/productionAccess/request";
import { SANDBOX_LIMITS } from "../../outputs";
import type { StackSettings } from "../../settings/parse";
import { type Finding, type Probe, couldNotTell, doesNotHold, judged, ONLY_READS } from "../probe";
import { refusalOf, saidOf } from "../refusal";

/** In the sandbox SES lets nobody write to its list. */
export const sandboxList: Probe = {
  effect: "writes",
  mails: 0,
  minutes: 0,
  makes: ["an entry of the simulator on SES's suppression list, if SES takes it"],
  needs: [],
  run: async ({ clients: { ses }, calm, temporary }) =>
    temporary.make("suppressed address", "listed", async (EmailAddress) => {
      const refusal = await refusalOf(() =>
        calm(() => ses.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: "BOUNCE" }))),
      );
      return {
        "sandbox-list": judged(
          refusal === "BadRequestException",
          `PutSuppressedDestination: ${saidOf(refusal)}`,
        ),
      };
    }),
};

/** The account as GetAccount tells it before anything was asked for. */
export const sandboxAccount: Probe = {
  ...ONLY_READS,
  needs: [],
  run: async ({ clients: { ses }, calm }) =>
    sandboxFindings(await calm(() => ses.send(new GetAccountCommand()))),
};

function sandboxFindings(account: GetAccountCommandOutput): Record<string, Finding> {
  const { ProductionAccessEnabled: production, SendQuota: quota, Details, EnforcementStatus } = account;
  if (production !== false) {
    const untold = couldNotTell("the account is not in the sandbox");
    return { "sandbox-limits": untold, "no-review-unasked": untold };
  }
  const { Max24HourSend: day, MaxSendRate: second } = quota ?? {};
  const review = Details?.ReviewDetails;
  return {
    "sandbox-limits": judged(
      day === SANDBOX_LIMITS.max24HourSend && second === SANDBOX_LIMITS.maxSendRate,
      `${String(day)} in 24 hours, ${String(second)} a second, ${EnforcementStatus ?? "no status"}`,
    ),
    "no-review-unasked":
      review === undefined
        ? judged(true, "GetAccount has no ReviewDetails")
        : couldNotTell(
            `GetAccount has ReviewDetails, ${review.Status ?? "without a status"}: was it asked for?`,
          ),
  };
}

/** The request as AWS kept it. */
export const requestKept: Probe = {
  ...ONLY_READS,
  needs: ["asked"],
  run: async ({ clients: { ses }, calm, settings }) =>
    keptFindings(await calm(() => ses.send(new GetAccountCommand())), settings),
};

function keptFindings(
  { Details: details }: GetAccountCommandOutput,
  settings: Pick<StackSettings, "company" | "productionAccess">,
): Record<string, Finding> {
  if (details?.ReviewDetails === undefined) {
    const untold = couldNotTell("no production access was asked for here");
    return { "use-case-kept": untold, "details-kept": untold };
  }
  const different = differentDetails(
    {
      mailType: details.MailType ?? "",
      websiteUrl: details.WebsiteURL ?? "",
      contactLanguage: details.ContactLanguage ?? "",
      additionalContacts: details.AdditionalContactEmailAddresses ?? [],
    },
    detailsOf(settings),
  );
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const length = details.UseCaseDescription?.length ?? 0;
  return {
    "use-case-kept": judged(length > 0, `UseCaseDescription has ${length} characters`),
    "details-kept":
      different.length === 0
        ? judged(true, "type, website, language and contacts as in the stack file")
        : doesNotHold(`other than in the stack file: ${different.join(", ")}`),
  };
}
