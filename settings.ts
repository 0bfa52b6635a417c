import * as pulumi from "@pulumi/pulumi";
import { userError } from "./userError";
import { type StackSettings, parseSettings } from "./settings/parse";

// In the typings this function is marked internal and left out; the SDK has no other way to ask which keys are encrypted.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

export type { StackSettings } from "./settings/parse";

/**
 * The running stack's settings: the only place that reads the stack's configuration.
 *
 * @throws every problem of the configuration in one message, which the engine prints without a stack trace
 */
export function readSettings(): StackSettings {
  const values = pulumi.runtime.allConfig();
  const secretKeys = Object.keys(values).filter((key) => isConfigSecret(key));
  try {
    return parseSettings({ values, secretKeys, stack: pulumi.getStack(), today: new Date() });
  } catch (error) {
    throw userError(error instanceof Error ? error.message : String(error));
  }
}
