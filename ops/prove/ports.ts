import type { CanaryTable } from "../../functions/canary/ports";
import type { Probe } from "../../mail/canary";

/** What `ses prove` asks of AWS. */
export interface ProveAws {
  /** Sends a test mail. Throws what SES says when it does not take it. @returns SES's id of the mail */
  send(probe: Probe, fromAddress: string): Promise<string>;
  /** Renders a template as SES would. Throws what SES says when it cannot. */
  render(template: string, data: Readonly<Record<string, string>>): Promise<void>;
  /** The suppression table. */
  table(name: string): CanaryTable;
}
