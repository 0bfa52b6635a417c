import { type SESv2Client, SendEmailCommand, TestRenderEmailTemplateCommand } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoTable } from "../../functions/canary/dynamoTable";
import type { CanaryTable } from "../../functions/canary/ports";
import type { Probe } from "../../mail/canary";
import type { ProveAws } from "./ports";

/** AWS by the SDK. */
export class SdkProve implements ProveAws {
  constructor(
    private readonly ses: SESv2Client,
    private readonly documents: DynamoDBDocumentClient,
  ) {}

  async send({ address, configurationSet }: Probe, fromAddress: string): Promise<string> {
    const { MessageId = "unknown" } = await this.ses.send(
      new SendEmailCommand({
        FromEmailAddress: fromAddress,
        Destination: { ToAddresses: [address] },
        ConfigurationSetName: configurationSet,
        Content: {
          Simple: {
            Subject: { Data: "Proof of the feedback pipeline" },
            Body: { Text: { Data: "This mail is for the mailbox simulator of Amazon SES." } },
          },
        },
      }),
    );
    return MessageId;
  }

  async render(template: string, data: Readonly<Record<string, string>>): Promise<void> {
    await this.ses.send(
      new TestRenderEmailTemplateCommand({ TemplateName: template, TemplateData: JSON.stringify(data) }),
    );
  }

  table(name: string): CanaryTable {
    return new DynamoTable(this.documents, name);
  }
}
