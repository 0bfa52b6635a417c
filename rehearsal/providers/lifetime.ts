/**
 * When a plugin ends. It never leaves an operation half done: as at AWS, what was asked for happens, whether or not
 * anybody is left to hear the answer.
 *
 * - The engine starts each plugin in a process group of its own (`Setpgid`, cmdutil/child_unix.go in pulumi/pulumi), so a
 *   Ctrl-C in the terminal does not reach it. SIGINT is what the engine itself sends when it has finished with the plugin
 *   (`InterruptChildren`); it waits five seconds and then kills. So SIGINT and SIGTERM mean: finish, then exit.
 * - `Cancel` is no end. The engine calls it before that SIGINT, and also in the middle of an interrupted update, after
 *   which it still waits for the operations in progress. Exiting there would turn them into broken connections.
 * - When the engine is killed nobody sends anything, but the parent process changes, which is looked at twice a second.
 */

const ORPHAN_POLL_MS = 500;

export class Lifetime {
  private running = 0;
  private ending = false;

  /** @param exit ends the process, after the answers that are on their way have been sent */
  constructor(private readonly exit: () => void) {}

  /** Runs one operation; the process does not end before it does. */
  async during<T>(operation: () => Promise<T> | T): Promise<T> {
    this.running += 1;
    try {
      return await operation();
    } finally {
      this.running -= 1;
      if (this.ending)
        setImmediate(() => {
          this.endIfIdle();
        });
    }
  }

  /** Ends the process as soon as no operation runs. */
  end(): void {
    this.ending = true;
    this.endIfIdle();
  }

  /** Ends on the engine's signals and when the process that started this one is gone. */
  watch(): void {
    process.on("SIGINT", () => {
      this.end();
    });
    process.on("SIGTERM", () => {
      this.end();
    });
    const parent = process.ppid;
    const poll = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(poll);
      this.end();
    }, ORPHAN_POLL_MS);
  }

  private endIfIdle(): void {
    if (this.running === 0) this.exit();
  }
}
