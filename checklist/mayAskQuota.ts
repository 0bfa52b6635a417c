import { QUOTAS, type QuotaName, type Sending, amount } from "./sendingQuota";

/** An account as AWS describes it when a limit would be asked for (SES API v2, `GetAccount`). */
export interface QuotaAccount {
  readonly productionAccessEnabled: boolean;
  /** HEALTHY, PROBATION or SHUTDOWN. */
  readonly enforcementStatus: string;
  /** The limits in force; undefined where AWS does not tell them. */
  readonly limits: Sending | undefined;
}

/**
 * Why AWS must not be asked for a limit, with what to do about it; undefined when it may. People at AWS read a request, and
 * none can be taken back. A value that is in force already asks for nothing: the provider then only takes note of it.
 */
export function whyNotAsk(name: QuotaName, value: number, account: QuotaAccount): string | undefined {
  const { productionAccessEnabled, enforcementStatus, limits } = account;
  const key = `ses-launch:sendingQuota.${name}`;
  if (!productionAccessEnabled)
    return "AWS has not granted production access to the account in this Region, and raises no limit of the sandbox. Take ses-launch:sendingQuota out until launch.productionAccess is granted.";
  if (enforcementStatus !== "HEALTHY")
    return `AWS calls the account ${enforcementStatus}, not HEALTHY. Answer on the account's case first; until then take ses-launch:sendingQuota out.`;
  if (!limits) return `AWS does not tell what it allows ${QUOTAS[name].unit} now. Run pulumi up again.`;
  if (limits[name] < 0) return `AWS sets no such limit. Take ${key} out.`;
  if (value < limits[name])
    return `AWS allows ${amount(name, limits[name])} already, and ${key} is ${value}: a limit is never lowered. Take ${key} out, or ask for more.`;
  return undefined;
}
