import type { AlarmSeen } from "../../mail/pause/decide";

/** What the function sees and does in AWS. Nothing here switches a stream on. Every method throws when AWS refuses. */
export interface PauseAccount {
  /** The text of a stream's pause record, or undefined where there is none. */
  readRecord(stream: string): Promise<string | undefined>;
  /** Takes the place of a record that is there. */
  writeRecord(stream: string, text: string): Promise<void>;
  sendingEnabled(configurationSet: string): Promise<boolean>;
  switchOff(configurationSet: string): Promise<void>;
  /** @throws Error also when one of the alarms does not exist */
  alarms(names: readonly string[]): Promise<AlarmSeen[]>;
}
