/**
 * Runs something without stack traces. The Pulumi SDK notes one for every output, and ts-node maps each to its source, which
 * takes a third of the time of a run.
 */
export async function withoutStackTraces<Result>(run: () => Promise<Result>): Promise<Result> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
