import { isReleased } from "../mail/pause/decide";
import type { PauseRecord } from "../mail/pause/record";

/** What is known of a stream and its account at the moment in which the stream would be switched on. */
export interface SwitchOnFacts {
  readonly stack: string;
  readonly stream: string;
  /** A stack that may only mail `allowedRecipients` needs no production access. */
  readonly recipientsRestricted: boolean;
  /** As `GetAccount` says (SES API v2). */
  readonly account: {
    readonly productionAccessEnabled: boolean;
    readonly sendingEnabled: boolean;
    /** HEALTHY, PROBATION or SHUTDOWN. */
    readonly enforcementStatus: string;
  };
  /** What of the checklist stops this stream, a line each. */
  readonly unproven: readonly string[];
  readonly pause: PauseFacts;
}

export interface PauseFacts {
  /** The latest pause of the stream; absent where it was never paused. */
  readonly record?: PauseRecord | undefined;
  /** The pause that the stack file releases. */
  readonly releasedAt?: string | undefined;
  /** The stream's pause alarms by name, with their state. */
  readonly alarms: Readonly<Record<string, string>>;
}

/**
 * Why a stream must not be switched on, with what to do about it; undefined when it may. The last layer of the gate: it
 * needs no policy pack.
 */
export function whyNotSwitchOn(facts: SwitchOnFacts): string | undefined {
  const reasons = [
    ...accountReasons(facts),
    ...facts.unproven.map((line) => `- ${line}`),
    ...pauseReasons(facts),
  ];
  return reasons.length === 0 ? undefined : refusal(facts, reasons);
}

/** The same for the pause alone, which no policy can see. */
export function whyStillPaused(facts: Omit<SwitchOnFacts, "account" | "unproven">): string | undefined {
  const reasons = pauseReasons(facts);
  return reasons.length === 0 ? undefined : refusal(facts, reasons);
}

function refusal({ stack, stream }: Pick<SwitchOnFacts, "stack" | "stream">, reasons: string[]): string {
  return [`Stream ${stream} of ${stack} is not switched on:`, ...reasons, "Nothing of it was changed."].join(
    "\n",
  );
}

function accountReasons({ account, recipientsRestricted }: SwitchOnFacts): string[] {
  const { productionAccessEnabled, sendingEnabled, enforcementStatus } = account;
  return [
    ...(productionAccessEnabled || recipientsRestricted
      ? []
      : [
          "- AWS has not granted production access to the account in this Region (GetAccount). Ask for it at launchStage request.",
        ]),
    ...(enforcementStatus === "HEALTHY"
      ? []
      : [`- AWS calls the account ${enforcementStatus}, not HEALTHY. Answer on the account's case first.`]),
    ...(sendingEnabled
      ? []
      : ["- Sending of the whole account is switched off. Find out who did it and why first."]),
  ];
}

function pauseReasons({ stream, pause }: Pick<SwitchOnFacts, "stream" | "pause">): string[] {
  const { record, releasedAt, alarms } = pause;
  if (!record || isReleased(record, releasedAt)) return [];
  const value = record.value === undefined ? "" : ` at a rate of ${record.value}`;
  const wrongRelease =
    releasedAt === undefined ? [] : [`  release.pausedAt is ${releasedAt}, which is another pause.`];
  const states = Object.entries(alarms).map(([name, state]) => `  Alarm ${name} is ${state} now.`);
  return [
    `- It was paused at ${record.at} by the alarm ${record.alarm}${value}.`,
    ...wrongRelease,
    ...states,
    "  To leave it off, so that everything else deploys again:",
    ...lines(stream, "paused", `at: "${record.at}"`, 'reason: "what is being done about it"'),
    "  To bring it back, once the cause is mended:",
    ...lines(stream, "release", `pausedAt: "${record.at}"`, 'reason: "what was mended"', 'by: "your name"'),
  ];
}

function lines(stream: string, key: string, ...fields: string[]): string[] {
  return ["    ses-launch:streams:", `      ${stream}:`, `        ${key}: { ${fields.join(", ")} }`];
}
