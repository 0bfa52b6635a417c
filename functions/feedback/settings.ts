import type { DecisionContext } from "../../mail/events/decision";
import { EnvironmentReader, isTextList, isTextMap } from "../environment";

/** What the deployed function knows of its stack. */
export interface FunctionSettings extends DecisionContext {
  readonly tableName: string;
}

/**
 * Reads the function's environment variables.
 *
 * @throws Error that names every variable that is missing or wrong
 */
export function readFunctionSettings(
  environment: Readonly<Record<string, string | undefined>>,
): FunctionSettings {
  const reader = new EnvironmentReader(environment);
  const settings = {
    accountId: reader.text("ACCOUNT_ID", "12 digits", /^\d{12}$/),
    tableName: reader.text("TABLE_NAME", "the suppression table's name"),
    streams: reader.json("STREAMS", "a JSON object of configuration set to stream", isTextMap, {}),
    topics: reader.json("TOPICS", "a JSON list of streams", isTextList, []),
  };
  reader.finish();
  return settings;
}
