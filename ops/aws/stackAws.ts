import type { Progress } from "../report";
import { type StackPlace, mustBeTheAccount } from "./callerAccount";
import type { Aws } from "./clients";

/** AWS of a stack. @throws OpsError when the credentials are of another account, or AWS cannot be asked whose they are */
export type StackAws = (place: StackPlace) => Promise<Aws>;

/**
 * The only way of a command to AWS: no command can ask, or change, an account that is not the stack's.
 *
 * @param connect AWS in a Region, with the environment's credentials
 */
export function stackAws(connect: (region: string) => Promise<Aws>, progress: Progress): StackAws {
  return async (place) => {
    progress("Asking AWS whose credentials these are …");
    const aws = await connect(place.region);
    mustBeTheAccount(place, await aws.callerAccount());
    return aws;
  };
}
