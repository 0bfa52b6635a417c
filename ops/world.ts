import type { Aws } from "./aws/clients";
import type { StackAws } from "./aws/stackAws";
import type { Confirm } from "./confirm";
import type { LaunchSources } from "./launch";
import type { RecoverParts } from "./recover/recover";
import type { Clock } from "./report";
import type { StackFileWriter } from "./stackFile";
import type { Terminal } from "./terminal";

/** Everything outside that the commands touch. */
export interface World {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly sources: LaunchSources;
  readonly stackFiles: StackFileWriter;
  readonly confirm: Confirm;
  /** What `ses recover` works with, beside a terminal. */
  readonly recovery: Pick<RecoverParts, "engine" | "machine" | "keep">;
  /** AWS in a Region, with the environment's credentials. */
  readonly aws: (region: string) => Promise<Aws>;
}

/** The same as a command has it: of AWS only the stack's own account. */
export type CommandWorld = Omit<World, "aws"> & { readonly aws: StackAws };
