import type { StackSettings } from "../../settings/parse";
import type { AccountDetails } from "./inputs";

/** What a stack asks of AWS, and where. */
export interface AccountRequest extends AccountDetails {
  readonly region: string;
  readonly accountId: string;
  /** The day on which AWS was answered on the case. */
  readonly answeredAt?: string | undefined;
}

/** The request for production access: beyond `prepare`, unless the stack may mail only some. */
export function requestOf(settings: StackSettings): AccountRequest | undefined {
  const { launchStage, allowedRecipients, region, accountId, company, productionAccess } = settings;
  if (launchStage === "prepare" || allowedRecipients !== undefined) return undefined;
  const { additionalContacts = [company.contact], ...details } = productionAccess;
  return { region, accountId, websiteUrl: company.website, additionalContacts, ...details };
}
