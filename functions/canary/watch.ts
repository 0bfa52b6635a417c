import { type Probe, entryKey, isSeenIn } from "../../mail/canary";
import type { CanaryTable, Clock } from "./ports";

/** Watches the suppression table for the feedback of the test mails that were sent. */
export class Watch {
  /** Seconds from when SES took a mail until its feedback was seen, by address. */
  readonly seen = new Map<string, number>();
  /** Why the last look failed; a look that succeeds sees what an earlier one did not. */
  problem: unknown;

  private readonly sentAt = new Map<Probe, number>();

  constructor(
    private readonly table: CanaryTable,
    private readonly clock: Clock,
  ) {}

  /** Mails that were sent and whose feedback was not seen. */
  get waiting(): readonly Probe[] {
    return [...this.sentAt.keys()].filter(({ address }) => !this.seen.has(address));
  }

  add(probe: Probe): void {
    this.sentAt.set(probe, this.clock.now());
  }

  /** @param end epoch milliseconds */
  async untilAllSeen(end: number, everyMs: number): Promise<void> {
    while (this.waiting.length > 0 && this.clock.now() < end) {
      await this.clock.sleep(everyMs);
      await this.look();
    }
  }

  async look(): Promise<void> {
    const { waiting } = this;
    if (waiting.length === 0) return;
    try {
      const entries = await this.table.entries(waiting.map(entryKey));
      this.problem = undefined;
      const now = this.clock.now();
      for (const probe of waiting)
        if (entries.some((entry) => isSeenIn(probe, entry)))
          this.seen.set(probe.address, (now - (this.sentAt.get(probe) ?? now)) / 1000);
    } catch (error) {
      this.problem = error;
    }
  }
}
