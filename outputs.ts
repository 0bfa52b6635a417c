import type { QuotaJudgement } from "./checklist/sendingQuota";

/**
 * What applications read of a stack: the output `email`, and the same as JSON in the SSM parameter
 * `/ses-launch/<stack>/email`. A contract: docs/outputs.md describes it, and fields are added, never renamed.
 */
export interface EmailOutput {
  region: string;
  domain: string;
  fromAddress: string;
  identityArn: string;
  /** By stream name. */
  streams: Record<string, StreamOutput>;
  suppression: { tableName: string; tableArn: string; readPolicyArn: string };
  /** Names in SES, by the name of the folder below templates/. */
  templates: Record<string, string>;
  /** SES's contact list, in the stack that owns the account; a topic bears the name of its stream. */
  contactListName?: string;
  limits: SendingLimits;
  recipientsRestricted: boolean;
}

/** How far the launch is: the output `launch`. */
export interface LaunchOutput {
  stage: string;
  /** What AWS says of the request for production access; absent where none was made. */
  productionAccess?: { state: string; nextStep: string };
  /** What is planned against what AWS allows; absent where only some may be mailed, in the sandbox. */
  sendingQuota?: QuotaJudgement;
  checklist: readonly { id: string; state: string }[];
}

export interface StreamOutput {
  configurationSet: string;
  /** The managed policy to attach to the role that sends. */
  sendPolicyArn: string;
  sendingEnabled: boolean;
}

export interface SendingLimits {
  /** Recipients in 24 hours, rolling; -1 is no limit. */
  max24HourSend: number;
  /** Recipients a second. */
  maxSendRate: number;
}

/** What the sandbox allows (SES Developer Guide, "Request production access"). */
export const SANDBOX_LIMITS: SendingLimits = { max24HourSend: 200, maxSendRate: 1 };

/** Path of a stack's parameters in SSM. */
export function parameterName(stack: string, name: string): string {
  return `/ses-launch/${stack}/${name}`;
}
