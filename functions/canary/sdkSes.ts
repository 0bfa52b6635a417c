import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  type SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import type { AccountState, Probe } from "../../mail/canary";
import type { CanarySes } from "./ports";

/** SES v2 by the SDK. */
export class SdkSes implements CanarySes {
  constructor(
    private readonly client: SESv2Client,
    private readonly fromAddress: string,
  ) {}

  async account(): Promise<AccountState> {
    const { EnforcementStatus, SendingEnabled, SendQuota } = await this.client.send(new GetAccountCommand());
    return {
      enforcementStatus: EnforcementStatus,
      sendingEnabled: SendingEnabled === true,
      max24HourSend: SendQuota?.Max24HourSend ?? -1,
      sentLast24Hours: SendQuota?.SentLast24Hours ?? 0,
    };
  }

  async isSending(configurationSet: string): Promise<boolean> {
    const { SendingOptions } = await this.client.send(
      new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet }),
    );
    // On is AWS's default.
    return SendingOptions?.SendingEnabled !== false;
  }

  async send({ address, configurationSet }: Probe): Promise<void> {
    await this.client.send(
      new SendEmailCommand({
        FromEmailAddress: this.fromAddress,
        Destination: { ToAddresses: [address] },
        ConfigurationSetName: configurationSet,
        Content: {
          Simple: {
            Subject: { Data: "Test of the feedback pipeline" },
            Body: { Text: { Data: "This mail is for the mailbox simulator of Amazon SES." } },
          },
        },
      }),
    );
  }
}
