import type { AccountFacts, SesAccount } from "../../components/productionAccess/account";
import type { FiledDetails } from "../../components/productionAccess/inputs";
import { awsCall } from "../aws/call";
import type { CaseAws, CaseFiling } from "./ports";

/** The account as the resource in the stack sees it, by the same code. */
export class SdkCase implements CaseAws {
  constructor(private readonly account: SesAccount) {}

  facts(): Promise<AccountFacts> {
    return awsCall("GetAccount", async () => {
      try {
        return await this.account.facts();
      } catch (error) {
        throw Object.assign(new Error(), { name: namedIn(error) ?? "Error" });
      }
    });
  }

  async file(details: FiledDetails): Promise<CaseFiling> {
    try {
      const filing = await this.account.file(details);
      return filing.outcome === "unknown" ? { ...filing, reason: namedIn(filing.reason) ?? "Error" } : filing;
    } catch (error) {
      const reason = namedIn(error);
      if (reason === undefined) throw error;
      return { outcome: "refused", reason };
    }
  }
}

/**
 * The name of AWS's error. The resource tells it with AWS's own text behind it, `(BadRequestException: …)`, and keeps no
 * cause; its code lies in the state of stacks, so that it is not changed for this.
 */
function namedIn(told: unknown): string | undefined {
  const text = told instanceof Error ? told.message : String(told);
  return /(?:^|\()(\w+): /.exec(text)?.[1];
}
