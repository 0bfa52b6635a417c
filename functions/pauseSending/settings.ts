import * as z from "zod/mini";
import { EnvironmentReader } from "../environment";

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

const streams = z.record(z.string(), stream);

/**
 * Reads the function's environment variables.
 *
 * @throws Error that names every variable that is missing or wrong
 */
export function readPauseSettings(environment: Readonly<Record<string, string | undefined>>): PauseSettings {
  const reader = new EnvironmentReader(environment);
  const settings = {
    accountId: reader.text("ACCOUNT_ID", "12 digits", /^\d{12}$/),
    pausePrefix: reader.text(
      "PAUSE_PREFIX",
      "the path of the pause records, with a slash before it and none behind",
      /^\/.+[^/]$/,
    ),
    streams: reader.json(
      "STREAMS",
      "a JSON object of stream to configurationSet, alarms and, once released, releasedAt",
      isStreams,
      {},
    ),
  };
  reader.finish();
  return settings;
}

function isStreams(value: unknown): value is z.output<typeof streams> {
  return streams.safeParse(value).success;
}
