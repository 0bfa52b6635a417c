import { CANARY } from "../../mail/streams";
import { EnvironmentReader, isTextMap } from "../environment";

/** What the deployed canary knows of its stack. */
export interface CanarySettings {
  readonly tableName: string;
  readonly fromAddress: string;
  /** Stream name to configuration set name, the canary's own among them. */
  readonly streams: Readonly<Record<string, string>>;
}

/**
 * Reads the canary's environment variables.
 *
 * @throws Error that names every variable that is missing or wrong
 */
export function readCanarySettings(
  environment: Readonly<Record<string, string | undefined>>,
): CanarySettings {
  const reader = new EnvironmentReader(environment);
  const settings = {
    tableName: reader.text("TABLE_NAME", "the suppression table's name"),
    fromAddress: reader.text("FROM_ADDRESS", "the address that the stack sends from", /^[^@\s]+@[^@\s]+$/),
    streams: reader.json(
      "STREAMS",
      "a JSON object of stream to configuration set, the canary's among them",
      isStreams,
      {},
    ),
  };
  reader.finish();
  return settings;
}

function isStreams(value: unknown): value is Record<string, string> {
  return isTextMap(value) && Object.hasOwn(value, CANARY);
}
