import * as z from "zod/mini";

const text = z.string().check(z.minLength(1));

const stream = z.object({
  configurationSet: text,
  /** Names of its pause alarms in CloudWatch. */
  alarms: z.array(text).check(z.minLength(1)),
  /** The `at` of the pause record that the stack file released; ISO 8601, UTC. */
  releasedAt: z.optional(z.iso.datetime()),
});

export type PausedStream = z.output<typeof stream>;

/** What the deployed function knows of its stack. */
export interface PauseSettings {
  readonly accountId: string;
  /** Path of the pause records in SSM; a stream's name follows after a slash. */
  readonly pausePrefix: string;
  /** Streams that may be paused, by name. */
  readonly streams: Readonly<Record<string, PausedStream>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the function's environment variables.
 *
 * @throws Error that names every variable that is missing or wrong
 */
export function readPauseSettings(environment: Environment): PauseSettings {
  const problems: string[] = [];
  const read = <T>(name: string, schema: z.ZodMiniType<T>, value: unknown, wanted: string): T | undefined => {
    const { data, success } = schema.safeParse(value);
    if (!success)
      problems.push(
        `${name} is ${environment[name] === undefined ? "missing" : "wrong"}: expected ${wanted}`,
      );
    return data;
  };

  const accountId = read(
    "ACCOUNT_ID",
    z.string().check(z.regex(/^\d{12}$/)),
    environment["ACCOUNT_ID"],
    "12 digits",
  );
  const pausePrefix = read(
    "PAUSE_PREFIX",
    z.string().check(z.regex(/^\/.+[^/]$/)),
    environment["PAUSE_PREFIX"],
    "the path of the pause records, with a slash before it and none behind",
  );
  const streams = read(
    "STREAMS",
    z.record(z.string(), stream),
    parsed(environment["STREAMS"]),
    "a JSON object of stream to configurationSet, alarms and, once released, releasedAt",
  );
  if (accountId === undefined || pausePrefix === undefined || streams === undefined)
    throw new Error(`The function's environment does not fit: ${problems.join("; ")}`);
  return { accountId, pausePrefix, streams };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "") as unknown;
  } catch {
    // No object, so the schema refuses it.
    return undefined;
  }
}
