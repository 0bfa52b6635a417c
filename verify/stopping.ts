import type { Clock } from "../ops/report";

/** Somebody pressed Ctrl-C. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** A clock on which nobody sleeps on once the run is to stop: a sleep ends at once, by throwing `Stopped`. */
export function stoppingClock(clock: Clock, signal: AbortSignal): Clock {
  const check = () => {
    if (signal.aborted) throw new Stopped("stopped");
  };
  return {
    now: () => clock.now(),
    sleep: async (milliseconds) => {
      check();
      let wake = (): void => undefined;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      signal.addEventListener("abort", wake, { once: true });
      try {
        await Promise.race([clock.sleep(milliseconds), woken]);
      } finally {
        signal.removeEventListener("abort", wake);
      }
      check();
    },
  };
}
