import type { StackSettings } from "../../settings/parse";
import { EXIT, OpsError } from "../exit";
import type { Progress } from "../report";
import type { Aws } from "./clients";

/** Where a stack lives, as its file says. */
export type StackPlace = Pick<StackSettings, "stack" | "region" | "accountId">;

/** AWS of a stack. @throws OpsError when the credentials are of another account, or AWS cannot be asked whose they are */
export type StackAws = (place: StackPlace) => Promise<Aws>;

/**
 * The only way of a command to AWS: no command can ask, or change, an account that is not the stack's.
 *
 * @param connect AWS in a Region, with the environment's credentials
 */
export function stackAws(connect: (region: string) => Promise<Aws>, progress: Progress): StackAws {
  return async ({ stack, region, accountId }) => {
    progress("Asking AWS whose credentials these are …");
    const aws = await connect(region);
    const found = await aws.callerAccount();
    if (found !== accountId)
      throw new OpsError(
        [
          `The credentials are of account ${found}, and Pulumi.${stack}.yaml says that ${stack} is in ${accountId} (accountId). Nothing was read or written there.`,
          `Set AWS_PROFILE to a profile of ${accountId} (with SSO, after aws sso login --profile <name>), or the AWS_ variables to its keys. aws sts get-caller-identity tells whose credentials are in use.`,
        ].join("\n"),
        EXIT.wrongUse,
      );
    return aws;
  };
}
