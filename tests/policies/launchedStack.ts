import assert from "node:assert/strict";
import { LAUNCH_GATE, type LaunchRecord } from "../../checklist/launchRecord";
import * as types from "../../checklist/types";
import type { Rule } from "../../policies/rule";
import { launchRules } from "../../policies/launch";
import { securityRules } from "../../policies/security";
import { evidenceFor } from "../checklist/evidenceFor";
import { type Recorded, recorded } from "./launch";
import { pick, setting } from "./spoil";

/** Every rule of the pack, as it judges an update. */
export const ALL_RULES: readonly Rule[] = [...securityRules, ...launchRules(() => false)];

export const COMPANY = {
  name: "ListBackup.ai",
  website: "https://listbackup.ai",
  contact: "admin@listbackup.ai",
  postalAddress: "1 Backup Street, 10001 New York",
};

/** The gate's record, to be changed. */
export function recordIn(stack: readonly Recorded[]): {
  -readonly [K in keyof LaunchRecord]: LaunchRecord[K];
} {
  return pick(stack, LAUNCH_GATE, "launch").props["record"] as LaunchRecord;
}

/**
 * The whole program at `live`, as it is when everything of it is proven: nothing sent before, so that every item binds. A
 * new copy each time.
 */
export async function launchedStack(stack: "prod" | "staging"): Promise<Recorded[]> {
  const made = (launched[stack] ??= build(stack));
  return structuredClone(await made);
}

const launched: Partial<Record<"prod" | "staging", Promise<Recorded[]>>> = {};

async function build(name: "prod" | "staging"): Promise<Recorded[]> {
  const changes = { "ses-launch:launchStage": "live", "ses-launch:company": COMPANY };
  const stack = await recorded(name, changes, { outputs: true });
  for (const { type, props } of stack) {
    if (type === types.SUBSCRIPTION) props["pendingConfirmation"] = false;
    if (type === types.EMAIL_IDENTITY) props["verifiedForSendingStatus"] = true;
  }
  setting(types.EMAIL_IDENTITY, "identity", "dkimSigningAttributes.status", "SUCCESS")(stack);
  const record = recordIn(stack);
  record.stopping = [];
  const templates = record.context.templates.map((template) => ({
    ...template,
    review: "approved" as const,
  }));
  assert(templates.every(({ problems }) => problems.length === 0));
  record.context = { ...record.context, templates, evidence: evidenceFor(record) };
  if (name === "prod")
    pick(stack, types.PRODUCTION_ACCESS, "production-access").props["productionAccessEnabled"] = true;
  return stack;
}
