import type { DecisionContext } from "../../mail/events/decision";

/** What the deployed function knows of its stack. */
export interface FunctionSettings extends DecisionContext {
  readonly tableName: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the function's environment variables.
 *
 * @throws Error that names every variable that is missing or wrong
 */
export function readFunctionSettings(environment: Environment): FunctionSettings {
  const problems: string[] = [];
  const wrong = (name: string, wanted: string): void => {
    problems.push(`${name} is ${environment[name] === undefined ? "missing" : "wrong"}: expected ${wanted}`);
  };
  const parsed = (name: string, wanted: string): unknown => {
    try {
      return JSON.parse(environment[name] ?? "") as unknown;
    } catch {
      wrong(name, wanted);
      return undefined;
    }
  };

  const accountId = environment["ACCOUNT_ID"] ?? "";
  if (!/^\d{12}$/.test(accountId)) wrong("ACCOUNT_ID", "12 digits");
  const tableName = environment["TABLE_NAME"] ?? "";
  if (tableName === "") wrong("TABLE_NAME", "the suppression table's name");

  const streamsWanted = "a JSON object of configuration set to stream";
  const streams = parsed("STREAMS", streamsWanted);
  if (streams !== undefined && !isTextMap(streams)) wrong("STREAMS", streamsWanted);
  const topicsWanted = "a JSON list of streams";
  const topics = parsed("TOPICS", topicsWanted);
  if (topics !== undefined && !isTextList(topics)) wrong("TOPICS", topicsWanted);

  if (problems.length > 0) throw new Error(`The function's environment does not fit: ${problems.join("; ")}`);
  return {
    accountId,
    tableName,
    streams: isTextMap(streams) ? streams : {},
    topics: isTextList(topics) ? topics : [],
  };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && isTextList(Object.values(value))
  );
}
