import type { EmailOutput } from "../outputs";
import { EXIT, OpsError } from "./exit";
import type { StackState } from "./stackState";

/**
 * What the stack gives to applications.
 *
 * @throws OpsError where it was never deployed
 */
export function emailOf(stack: string, { outputs }: Pick<StackState, "outputs">): EmailOutput {
  const { email } = outputs;
  if (!isEmail(email))
    throw new OpsError(`${stack} was never deployed: pulumi up --stack ${stack}`, EXIT.notReady);
  return email;
}

/** The output is this program's own and tested by its shape: what names a table has the rest. */
function isEmail(value: unknown): value is EmailOutput {
  return typeof value === "object" && value !== null && "suppression" in value && "streams" in value;
}
