import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { StackSettings } from "../../settings/parse";
import { EXIT, OpsError } from "../exit";
import { awsCall } from "./call";

/** The account of the credentials (STS, `GetCallerIdentity`, which needs no permission). @throws OpsError */
export async function callerAccount(sts: STSClient): Promise<string> {
  const { Account = "unknown" } = await awsCall("GetCallerIdentity", () =>
    sts.send(new GetCallerIdentityCommand()),
  );
  return Account;
}

/** Where a stack lives, as its file says. */
export type StackPlace = Pick<StackSettings, "stack" | "region" | "accountId">;

/** @throws OpsError (wrong use) where the credentials are not those of the stack's account */
export function mustBeTheAccount({ stack, accountId }: StackPlace, found: string): void {
  if (found === accountId) return;
  throw new OpsError(
    [
      `The credentials are of account ${found}, and Pulumi.${stack}.yaml says that ${stack} is in ${accountId} (accountId). Nothing was read or written there.`,
      `Set AWS_PROFILE to a profile of ${accountId} (with SSO, after aws sso login --profile <name>), or the AWS_ variables to its keys. aws sts get-caller-identity tells whose credentials are in use.`,
    ].join("\n"),
    EXIT.wrongUse,
  );
}
