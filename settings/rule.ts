import type { Settings } from "./schema";

/** A setting that is wrong: the key below `ses-launch:` and what is the matter, with the value and what is allowed. */
export interface Problem {
  key: string;
  message: string;
}

export interface RuleContext {
  today: Date;
  region: string;
  stack: string;
}

/** Settings of which those with a problem of their own are absent, so that every rule that can speak does. */
export type Known = Partial<Settings>;
export type Rule = (known: Known, context: RuleContext) => Problem[];

export const problem = (key: string, message: string): Problem[] => [{ key, message }];
