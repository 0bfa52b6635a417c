import assert from "node:assert/strict";
import { EngineError } from "../../rehearsal/engine/outcome";
import { REHEARSAL_ACCOUNT, REHEARSAL_ZONE_ID } from "../../rehearsal/engine/workspace";
import type { Cloud, LiveObject } from "../../rehearsal/providers/cloud";
import { DNS_RECORD } from "../../rehearsal/providers/handlers/names";

export {
  CONFIGURATION_SET,
  CONTACT_LIST,
  DNS_RECORD,
  EMAIL_IDENTITY as IDENTITY,
  MAIL_FROM,
  PARAMETER,
  TABLE,
} from "../../rehearsal/providers/handlers/names";

export const ZONE_ID = REHEARSAL_ZONE_ID;
export const AWS_SCOPE = `${REHEARSAL_ACCOUNT}/us-east-1`;

/** One engine operation takes seconds, on a busy machine a minute; a test has several. */
export const ENGINE_TIMEOUT_MS = 600_000;

/** How often the cloud was changed so far. */
export function writes(cloud: Cloud): number {
  return cloud
    .calls()
    .filter(({ op, error }) => ["create", "update", "delete"].includes(op) && error === undefined).length;
}

/** The DNS host's one record of a type and name. */
export function dnsRecord(cloud: Cloud, type: string, name: string): LiveObject {
  const [found, ...others] = cloud
    .list(DNS_RECORD)
    .filter(({ properties }) => properties.type === type && properties.name === name);
  assert(found && others.length === 0, `${others.length + (found ? 1 : 0)} ${type} records at ${name}`);
  return found;
}

/** The engine's words for refusing an operation. */
export async function refusal(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    assert(error instanceof EngineError, String(error));
    return error.message;
  }
  return assert.fail("the engine did not refuse");
}
