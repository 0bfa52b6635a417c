/** Who holds a stack's lock. */
export interface LockHolder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** As the engine says it, ISO 8601. */
  readonly since: string;
}

export interface Lock {
  /** Those that are known: a file or bucket backend tells them, Pulumi Cloud tells in words alone. */
  readonly holders: readonly LockHolder[];
  /** What the CLI said. */
  readonly words: string;
}

/** As the engine's file and bucket backends write a holder (pulumi/pulumi, backend/diy/lock.go). */
const HOLDER = /created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g;

/** A file or bucket backend, and Pulumi Cloud. */
const LOCKED = /the stack is currently locked by|\[409\] Conflict/;

/** The lock that stopped a command, by what it said; undefined when something else did. */
export function lockIn(words: string): Lock | undefined {
  if (!LOCKED.test(words)) return undefined;
  const holders = [...words.matchAll(HOLDER)].map(([, user = "", host = "", pid = "", since = ""]) => ({
    user,
    host,
    pid: Number(pid),
    since,
  }));
  return { holders, words };
}

/** The machine that a command runs on. */
export interface Machine {
  readonly host: string;
  /** Whether a process of this number runs here. */
  isRunning(pid: number): boolean;
}

/** Holders that can be seen to run still; those on other machines cannot. */
export function stillRunning({ holders }: Lock, machine: Machine): LockHolder[] {
  return holders.filter(({ host, pid }) => host === machine.host && machine.isRunning(pid));
}

export function holderText({ user, host, pid, since }: LockHolder): string {
  return `${user}@${host} (pid ${pid}) since ${since}`;
}

/** Whose the lock is. */
export function lockText({ holders, words }: Lock): string {
  return holders.length === 0 ? words : holders.map(holderText).join(", ");
}
