import type { Credentials } from "@aws-sdk/client-sts";
import type { Confirm } from "../ops/confirm";
import type { Clock } from "../ops/report";
import type { Terminal } from "../ops/terminal";
import type { StackSettings } from "../settings/parse";
import type { Clients, RoleClients, ZoneReader } from "./kit";
import type { Result } from "./run";

/** Everything outside that the script touches. */
export interface World {
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Aborted when the run is to stop; what was made is still deleted then. */
  readonly signal: AbortSignal;
  /** Settings of a stack's file. @throws OpsError */
  readonly settings: (stack: string) => StackSettings;
  readonly clients: (region: string) => Clients;
  readonly roleClients: (region: string, credentials: Credentials) => RoleClients;
  /** Absent without a token. */
  readonly zone: (zoneId: string) => ZoneReader | undefined;
  readonly confirm: Confirm;
  /** Eight hexadecimal digits that no run had before. */
  readonly newRun: () => string;
  /** Keeps what was found in the files to be committed. @returns their names */
  readonly record: (results: readonly Result[], region: string) => Promise<readonly string[]>;
}
