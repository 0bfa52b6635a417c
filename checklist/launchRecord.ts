import type { LaunchIntent } from "./binding";
import type { JudgedItem } from "./evaluate";
import type { ChecklistContext } from "./item";

/** Type token of the component that holds the record. */
export const LAUNCH_GATE = "ses-launch:index:LaunchGate";

/**
 * What the program knows of its own launch and no resource shows: the gate carries it, policies read it there. Plain
 * values only, no address and no secret.
 */
export interface LaunchRecord extends LaunchIntent {
  readonly stack: string;
  readonly stage: string;
  /** Configuration set of the canary, the one stream that may send before the launch. */
  readonly canary: string;
  /** Domains of `allowedRecipients`; absent where recipients are not restricted. */
  readonly recipientDomains?: readonly string[];
  /** What the checklist is judged by; `now` is the judge's own. */
  readonly context: Omit<ChecklistContext, "now">;
  /**
   * What stops this deployment, as the program judged the checklist. What does not stop it is left out: each thing that is
   * proven or lost would otherwise show as a change of the gate.
   */
  readonly stopping: readonly JudgedItem[];
}
