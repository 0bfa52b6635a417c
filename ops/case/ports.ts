import type { AccountFacts, Filing } from "../../components/productionAccess/account";
import type { FiledDetails } from "../../components/productionAccess/inputs";

/** What came of filing: also that AWS refused, by the error's name. */
export type CaseFiling = Filing | { readonly outcome: "refused"; readonly reason: string };

/** What `ses case` asks of AWS. Reasons are names of errors: AWS's own texts can hold addresses. */
export interface CaseAws {
  /** @throws OpsError */
  facts(): Promise<AccountFacts>;
  /** Files details, once: what may have arrived is not sent again. */
  file(details: FiledDetails): Promise<CaseFiling>;
}
