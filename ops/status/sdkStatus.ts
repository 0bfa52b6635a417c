import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  type ListEmailIdentitiesCommandOutput,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { reviewFacts } from "../../checklist/review";
import { SesCalls } from "../../functions/canary/sesCalls";
import { domainOf } from "../../mail/addresses";
import { awsCall, isRefusal } from "../aws/call";
import type { Clock } from "../report";
import type { AccountFacts, AlarmFacts, IdentityFacts, StatusAws } from "./facts";

/** Of one call (CloudWatch API Reference, "DescribeAlarms"). */
const MOST_ALARMS = 100;

/** AWS by the SDK, no faster than SES takes calls. */
export class SdkStatus implements StatusAws {
  private readonly calls: SesCalls;

  constructor(
    private readonly ses: SESv2Client,
    private readonly cloudWatch: CloudWatchClient,
    clock: Clock,
  ) {
    this.calls = new SesCalls(clock, Infinity);
  }

  async account(): Promise<AccountFacts> {
    const answer = await this.call("GetAccount", () => this.ses.send(new GetAccountCommand({})));
    return {
      review: reviewFacts(answer),
      sendingEnabled: answer.SendingEnabled === true,
      max24HourSend: answer.SendQuota?.Max24HourSend ?? -1,
      maxSendRate: answer.SendQuota?.MaxSendRate ?? 0,
      sentLast24Hours: answer.SendQuota?.SentLast24Hours ?? 0,
      pricingPlan: answer.PricingAttributes?.CurrentPlan,
      nextPricingPlan: answer.PricingAttributes?.NextPlan,
    };
  }

  async identity(domain: string): Promise<IdentityFacts | undefined> {
    const answer = await this.call("GetEmailIdentity", () =>
      orNothing(this.ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }))),
    );
    if (answer === undefined) return undefined;
    const problem = answer.VerificationInfo?.ErrorType;
    return {
      verifiedForSending: answer.VerifiedForSendingStatus === true,
      verification: answer.VerificationStatus ?? "NOT_STARTED",
      dkim: answer.DkimAttributes?.Status ?? "NOT_STARTED",
      mailFrom: answer.MailFromAttributes?.MailFromDomainStatus ?? "NOT_SET",
      ...(problem !== undefined && { problem }),
    };
  }

  async addressIdentities(domain: string): Promise<readonly string[]> {
    const found: string[] = [];
    let from: string | undefined;
    do {
      const list = new ListEmailIdentitiesCommand({ NextToken: from });
      const page: ListEmailIdentitiesCommandOutput = await this.call("ListEmailIdentities", () =>
        this.ses.send(list),
      );
      for (const { IdentityType, IdentityName = "" } of page.EmailIdentities ?? [])
        if (IdentityType === "EMAIL_ADDRESS" && domainOf(IdentityName.toLowerCase()) === domain)
          found.push(IdentityName);
      from = page.NextToken;
    } while (from !== undefined);
    return found;
  }

  async isSending(configurationSet: string): Promise<boolean | undefined> {
    const answer = await this.call("GetConfigurationSet", () =>
      orNothing(this.ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet }))),
    );
    // On is AWS's default.
    return answer && answer.SendingOptions?.SendingEnabled !== false;
  }

  async alarms(names: readonly string[]): Promise<readonly AlarmFacts[]> {
    const found: AlarmFacts[] = [];
    for (let first = 0; first < names.length; first += MOST_ALARMS) {
      const some = names.slice(first, first + MOST_ALARMS);
      const { MetricAlarms = [] } = await awsCall("DescribeAlarms", () =>
        this.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: some, MaxRecords: MOST_ALARMS })),
      );
      for (const name of some)
        found.push({
          name,
          state: MetricAlarms.find(({ AlarmName }) => AlarmName === name)?.StateValue ?? "MISSING",
        });
    }
    return found;
  }

  private call<Answer>(name: string, make: () => Promise<Answer>): Promise<Answer> {
    return awsCall(name, () => this.calls.make(make));
  }
}

async function orNothing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error, "NotFoundException")) return undefined;
    throw error;
  }
}
