import { EXIT, OpsError } from "../exit";
import type { PulumiCli } from "./cli";

/** Reads what the engine knows of a stack. */
export interface StateReader {
  /** The JSON text of `pulumi stack export`, in which secrets are encrypted. @throws OpsError */
  export(stack: string): Promise<string>;
}

/** Reads the state by the Pulumi CLI. */
export function pulumiState(pulumi: PulumiCli): StateReader {
  return {
    export: async (stack) => {
      const { code, stdout, stderr } = await pulumi("stack", "export", "--stack", stack);
      if (code === 0) return stdout;
      throw stateError(stderr.trim(), stack);
    },
  };
}

function stateError(told: string, stack: string): OpsError {
  return /no stack named/i.test(told)
    ? new OpsError(
        `There is no stack ${stack} in this backend. pulumi stack ls lists those that are there.`,
        EXIT.wrongUse,
      )
    : new OpsError(`The state of ${stack} cannot be read (pulumi stack export): ${told}`, EXIT.unreachable);
}
