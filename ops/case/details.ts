import { type AccountDetails, differentDetails } from "../../components/productionAccess/inputs";
import { MARKS } from "../report";

export type Detail = keyof AccountDetails;

/** Where the stack file says it, below `ses-launch:`. */
export const CONFIG_KEYS: Readonly<Record<Detail, string>> = {
  mailType: "productionAccess.mailType",
  websiteUrl: "company.website",
  contactLanguage: "productionAccess.contactLanguage",
  additionalContacts: "productionAccess.additionalContacts",
};

const DETAILS = Object.keys(CONFIG_KEYS) as Detail[];

/** What of the details AWS has otherwise. What AWS does not tell counts as it is wanted. */
export function otherAtAws(wanted: AccountDetails, filed: Partial<AccountDetails>): readonly Detail[] {
  return differentDetails(wanted, { ...wanted, ...filed });
}

/** Every detail as AWS has it, beside what the stack file wants. Of contacts, who are people, the number alone. */
export function detailLines(wanted: AccountDetails, filed: Partial<AccountDetails>): string[] {
  const other = otherAtAws(wanted, filed);
  return DETAILS.map((detail) => {
    const has = filed[detail];
    const told = has === undefined ? "AWS does not tell" : `AWS has ${shown(has)}`;
    const isOther = other.includes(detail);
    const wants = isOther || has === undefined ? `, the stack file wants ${shown(wanted[detail])}` : "";
    const people = isOther && detail === "additionalContacts" ? " (not the same)" : "";
    return `  ${isOther ? MARKS.open : MARKS.good} ${CONFIG_KEYS[detail].padEnd(36)} ${told}${wants}${people}`;
  });
}

function shown(value: string | readonly string[]): string {
  if (typeof value === "string") return value;
  return value.length === 1 ? "1 other contact" : `${value.length} other contacts`;
}
