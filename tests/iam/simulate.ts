import { type Simulation, runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../iam/document";

export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/application`;

export interface Call {
  action: string;
  resource: string;
  context?: Record<string, string | string[]>;
}

/**
 * Whether a role that carries a policy may make a call. The evaluator also refuses actions, resource types and condition
 * keys that AWS does not have.
 *
 * @param resourcePolicy of what is called; a KMS key without one lets nobody in
 * @throws Error when the call itself is none that AWS knows
 */
export async function roleMay(
  document: PolicyDocument,
  call: Call,
  resourcePolicy?: PolicyDocument,
): Promise<boolean> {
  return simulate({
    request: request(ROLE, call),
    identityPolicies: [{ name: "carried", policy: document }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy && { resourcePolicy }),
  });
}

/** Whether an AWS service may make a call on a resource that has a policy. */
export async function serviceMay(document: PolicyDocument, service: string, call: Call): Promise<boolean> {
  return simulate({
    request: request(service, call),
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: document,
  });
}

function request(principal: string, { action, resource, context = {} }: Call): Simulation["request"] {
  return {
    principal,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: context,
  };
}

async function simulate(simulation: Simulation): Promise<boolean> {
  const answer = await runSimulation(simulation, {});
  if (answer.resultType === "error") throw new Error(JSON.stringify(answer.errors, null, 1));
  return answer.overallResult === "Allowed";
}
