import type { Clock, Report } from "../../ops/report";
import { OpsError } from "../../ops/exit";
import type { SesList, SesReason } from "../../ops/suppression/ports";

/** A clock that moves only when somebody sleeps. */
export class TestClock implements Clock {
  constructor(private time = Date.parse("2026-11-25T09:00:00Z")) {}

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}

/** SES's own suppression list; it takes no address while the account is in the sandbox. */
export class TestSesList implements SesList {
  readonly listed = new Map<string, string>();

  constructor(private readonly sandbox = false) {}

  async reasonOf(address: string): Promise<string | undefined> {
    return this.listed.get(address);
  }

  async put(address: string, reason: SesReason): Promise<boolean> {
    if (this.sandbox) return false;
    this.listed.set(address, reason);
    return true;
  }

  async remove(address: string): Promise<boolean> {
    return this.listed.delete(address);
  }
}

/** The exit code and message of a command that ends with an OpsError. */
export async function opsError(run: () => unknown): Promise<{ exitCode: number; message: string }> {
  try {
    await run();
  } catch (error) {
    if (error instanceof OpsError) return { exitCode: error.exitCode, message: error.message };
    throw error;
  }
  throw new Error("no OpsError was thrown");
}

export function textOf({ lines }: Report): string {
  return lines.join("\n");
}
