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
  const { launchStage, allowedRecipients, region, accountId, productionAccess } = settings;
  if (launchStage === "prepare" || allowedRecipients !== undefined) return undefined;
  return { region, accountId, ...detailsOf(settings), answeredAt: productionAccess.answeredAt };
}

/** The details that AWS is told, at whatever stage. */
export function detailsOf({
  company,
  productionAccess,
}: Pick<StackSettings, "company" | "productionAccess">): AccountDetails {
  const { additionalContacts = [company.contact], mailType, contactLanguage } = productionAccess;
  return { mailType, websiteUrl: company.website, contactLanguage, additionalContacts };
}
