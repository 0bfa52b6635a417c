import type { StackSettings } from "../settings/parse";
import type { Probe } from "./probe";

/** What AWS says of the account in the stack's Region (SES API v2, `GetAccount`). */
export interface AccountSeen {
  /** True also where AWS does not say. */
  readonly productionAccess: boolean;
  /** HEALTHY, and its sending on. */
  readonly healthy: boolean;
}

/**
 * Why nothing may be made or sent here; undefined where it may. A production account is never touched, and neither is a
 * stack whose applications may mail anybody.
 */
export function whyNothingIsMade(
  { stack, region, allowedRecipients }: Pick<StackSettings, "stack" | "region" | "allowedRecipients">,
  account: AccountSeen,
): string | undefined {
  if (account.productionAccess)
    return `The account has production access in ${region}: this script makes and sends nothing there.`;
  if (allowedRecipients === undefined)
    return `${stack} has no allowedRecipients: this script makes and sends nothing beside a stack that may mail anybody.`;
  if (!account.healthy)
    return `AWS does not call the account HEALTHY in ${region}, or its sending is off: this script makes and sends nothing there.`;
  return undefined;
}

export function onlyReads(probes: readonly Pick<Probe, "effect">[]): boolean {
  return probes.every(({ effect }) => effect === "reads");
}
