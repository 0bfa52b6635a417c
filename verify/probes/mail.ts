import {
  type EmailContent,
  GetEmailIdentityCommand,
  type SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { SIMULATOR_DOMAIN } from "../../mail/simulator";
import type { Kit } from "../kit";
import { refusalOf } from "../refusal";

/** An address of the simulator; nothing else is ever mailed. @param who `success`, `bounce` or `complaint`, with a label if wanted */
export function simulator(who: string): string {
  return `${who}@${SIMULATOR_DOMAIN}`;
}

export interface TestMail {
  readonly to: readonly string[];
  readonly bcc?: readonly string[];
  /** The stack's own when absent. */
  readonly from?: string;
  /** Names no configuration set when absent. */
  readonly configurationSet?: string;
  readonly content?: EmailContent;
}

const CONTENT: EmailContent = {
  Simple: {
    Subject: { Data: "What this program assumes of SES" },
    Body: { Text: { Data: "This mail is for the mailbox simulator of Amazon SES." } },
  },
};

/**
 * Sends a mail, paced.
 *
 * @param ses with whose rights
 * @returns the name of AWS's error, or undefined when SES took the mail
 */
export function send(kit: Kit, ses: SESv2Client, mail: TestMail): Promise<string | undefined> {
  const { to, bcc = [], from = kit.settings.fromAddress, configurationSet, content = CONTENT } = mail;
  const command = new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [...to], ...(bcc.length > 0 && { BccAddresses: [...bcc] }) },
    ConfigurationSetName: configurationSet,
    Content: content,
  });
  return refusalOf(() => kit.calm(() => ses.send(command)));
}

/** Why no mail can be sent from the stack's domain, if so. Throws when AWS cannot be asked. */
export async function whyNotSending({ clients, calm, settings }: Kit): Promise<string | undefined> {
  const { domain } = settings;
  const asking = () => clients.ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
  let verified: boolean | undefined;
  const refusal = await refusalOf(async () => {
    verified = (await calm(asking)).VerifiedForSendingStatus;
  });
  if (refusal !== undefined) return `SES does not know ${domain} (${refusal}): deploy the stack first`;
  return verified === true ? undefined : `${domain} is not verified for sending yet`;
}
