import { EXIT, type ExitCode } from "../exit";
import type { CaseFiling } from "./ports";

/** What came of filing, in words. */
export interface Told {
  readonly exitCode: ExitCode;
  readonly line: string;
  readonly next: string;
}

/** Where AWS says no, by the error's name (SES API v2, `PutAccountDetails`). */
const REFUSALS: Readonly<Record<string, Told>> = {
  BadRequestException: {
    exitCode: EXIT.notReady,
    line: "AWS does not take the details: one of them does not fit (BadRequestException). Nothing was filed.",
    next: "Look at productionAccess and company in the stack file, and mend what does not fit.",
  },
  TooManyRequestsException: {
    exitCode: EXIT.unreachable,
    line: "AWS takes no more calls at the moment (TooManyRequestsException). Nothing was filed.",
    next: "Run the command again in a minute.",
  },
};

/**
 * @param shows whether AWS shows the new details afterwards; undefined where it could not be asked
 */
export function told(stack: string, filing: CaseFiling, shows: boolean | undefined): Told {
  const again =
    "Run the command again in a minute: it looks first, and files only when AWS still has something otherwise.";
  const commit = `Commit Pulumi.${stack}.yaml, then pulumi up --stack ${stack}: it files nothing more.`;
  switch (filing.outcome) {
    case "filed":
      return shows === true
        ? good("AWS has the details of the stack file now.", commit)
        : good(
            `AWS took the details, and ${shows === false ? "does not show them yet" : "could not be asked what it has now"}.`,
            again,
          );
    case "unknown":
      return shows === true
        ? good(
            `AWS has the details of the stack file now, though its answer did not come (${filing.reason}).`,
            commit,
          )
        : {
            exitCode: EXIT.unreachable,
            line: `AWS was told the details, and its answer did not come (${filing.reason}). ${shows === false ? "It shows the old ones." : "What it has now could not be asked."} They were not sent again.`,
            next: again,
          };
    case "under-review":
      return {
        exitCode: EXIT.notReady,
        line: "AWS reviews details already, or refused the last ones, and took none (ConflictException). Nothing was filed.",
        next: `npm run ses -- status --stack ${stack} says how the review stands.`,
      };
    case "refused":
      return (
        REFUSALS[filing.reason] ?? {
          exitCode: EXIT.unreachable,
          line: `AWS refused the call (${filing.reason}). Nothing was filed.`,
          next: "Look whether the credentials may call ses:PutAccountDetails.",
        }
      );
  }
}

function good(line: string, next: string): Told {
  return { exitCode: EXIT.fine, line, next };
}
