import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { awsCall } from "./call";

/** The account of the credentials (STS, `GetCallerIdentity`, which needs no permission). @throws OpsError */
export async function callerAccount(sts: STSClient): Promise<string> {
  const { Account = "unknown" } = await awsCall("GetCallerIdentity", () =>
    sts.send(new GetCallerIdentityCommand()),
  );
  return Account;
}
