import type { Clock } from "./ports";

/**
 * Between two calls, milliseconds: SES takes one a second of all but sending, and in the sandbox of that too (SES Developer
 * Guide, "Service quotas in Amazon SES").
 */
export const SPACING_MS = 1100;

/** A call that was not made because Lambda would end the run first. */
export class OutOfTimeError extends Error {
  override readonly name = "OutOfTimeError";
}

/** Makes the calls of SES one by one and no faster than SES takes them. */
export class SesCalls {
  /** @param end when to make no more, epoch milliseconds */
  constructor(
    private readonly clock: Clock,
    private readonly end: number,
  ) {}

  /** @throws OutOfTimeError, or what the call throws */
  async make<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (this.clock.now() >= this.end) throw new OutOfTimeError("There is no time left for another call");
    try {
      return await call();
    } finally {
      await this.clock.sleep(SPACING_MS);
    }
  }
}
