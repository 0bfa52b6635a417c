import type { Kit } from "./kit";

export type Outcome = "holds" | "does not hold" | "could not tell";

/** What a probe says of one assumption. */
export interface Finding {
  readonly outcome: Outcome;
  /** What AWS did, in words: the evidence. It names no address and no account. */
  readonly saw: string;
}

/** What must be there for a probe to say anything. */
export const NEEDS = {
  deployed: "the stack deployed",
  identity: "the stack deployed, its domain verified",
  canary: "the stack deployed for a few hours",
  asked: "a request for production access, so the production account",
  cloudflare: "`CLOUDFLARE_API_TOKEN`",
} as const;
export type Need = keyof typeof NEEDS;

/** One experiment in an AWS account. It may settle several assumptions, because making things is what takes long. */
export interface Probe {
  /** What `reads` only asks can run in any account. */
  readonly effect: "reads" | "writes";
  /** At most; to the simulator alone. */
  readonly mails: number;
  /** At most, beyond a few seconds. */
  readonly minutes: number;
  /** What it makes and deletes again, in words. */
  readonly makes: readonly string[];
  readonly needs: readonly Need[];
  /** @returns a finding for each assumption that names this probe; whatever it throws leaves all of them untold */
  run(kit: Kit): Promise<Readonly<Record<string, Finding>>>;
}

/** Of a probe that only asks. */
export const ONLY_READS = {
  effect: "reads",
  mails: 0,
  minutes: 0,
  makes: [],
} as const satisfies Partial<Probe>;

export const holds = (saw: string): Finding => ({ outcome: "holds", saw });
export const doesNotHold = (saw: string): Finding => ({ outcome: "does not hold", saw });
export const couldNotTell = (saw: string): Finding => ({ outcome: "could not tell", saw });

export const judged = (isTrue: boolean, saw: string): Finding => (isTrue ? holds(saw) : doesNotHold(saw));
