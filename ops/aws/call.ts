import { errorName } from "../../functions/errorName";
import { EXIT, OpsError } from "../exit";

/**
 * Makes a call of AWS.
 *
 * @param name the call's name; AWS's own texts are not told, they can hold addresses
 * @throws OpsError when it fails
 */
export async function awsCall<Answer>(name: string, make: () => Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (error) {
    throw new OpsError(
      `AWS cannot be asked: ${name} failed (${causeOf(error)}). Are the credentials those of this stack's account?`,
      EXIT.unreachable,
    );
  }
}

/** Whether AWS refused with an error of this name. */
export function isRefusal(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** Where the network failed, its code says more than the error's name. */
function causeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? `${errorName(error)} ${code}` : errorName(error);
}
