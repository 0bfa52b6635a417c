import type { Aws } from "./aws/clients";
import type { LaunchSources } from "./launch";
import type { Clock } from "./report";
import type { Terminal } from "./terminal";

/** Everything outside that the commands touch. */
export interface World {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly sources: LaunchSources;
  /** AWS in a Region, with the environment's credentials. */
  readonly aws: (region: string) => Promise<Aws>;
}
