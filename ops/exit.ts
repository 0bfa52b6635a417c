/** What a command's exit code says. */
export const EXIT = {
  fine: 0,
  /** Something that the command looked for is open, missing or refused. */
  notReady: 1,
  /** The command, its options or a file that it reads are wrong. */
  wrongUse: 2,
  /** AWS, a DNS server or the stack's state could not be asked. */
  unreachable: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for the operator and an exit code. The message holds nobody's address. */
export class OpsError extends Error {
  override readonly name = "OpsError";

  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}
