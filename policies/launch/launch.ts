import type { LaunchIntent } from "../../checklist/binding";
import { LAUNCH_GATE, type LaunchRecord } from "../../checklist/launchRecord";
import { PRODUCTION_ACCESS } from "../../checklist/types";
import { type Known, ifKnown, isRecord, known } from "../known";
import { type ResourceView, flagAt, textAt } from "../resource";
import { T } from "../types";

/** A stack as the launch policies see it. */
export interface Launch {
  readonly gate?: ResourceView;
  readonly record?: LaunchRecord;
  readonly intent: LaunchIntent;
  /** Configuration sets of applications that send, or of which it is not known that they do not. */
  readonly sending: readonly ResourceView[];
}

/** The record of the launch gate, whole or not at all: absent too where it is something else than a record. */
export function recordOf(gate: ResourceView): Known<LaunchRecord> {
  return known(() => {
    const record: unknown = gate.props["record"];
    // A copy touches every part, so that unknown ones show here.
    const copy: unknown = isRecord(record) ? JSON.parse(JSON.stringify(record)) : undefined;
    return isLaunchRecord(copy) ? copy : undefined;
  });
}

/** What the policies rely on; a record that lacks it would make them throw. */
function isLaunchRecord(value: unknown): value is LaunchRecord {
  if (!isRecord(value) || !isRecord(value["context"])) return false;
  const lists = [value["sends"], value["sentBefore"], value["stopping"], value["context"]["templates"]];
  const texts = [value["stage"], value["canary"], value["context"]["region"], value["context"]["domain"]];
  const flags = [value["asks"], value["askedBefore"], value["context"]["recipientsRestricted"]];
  return (
    lists.every(Array.isArray) &&
    texts.every((text) => typeof text === "string") &&
    flags.every((flag) => typeof flag === "boolean")
  );
}

/**
 * What binds follows from what the resources do and not from what the stack is called. What sends is read from the
 * configuration sets themselves; only what was before, which no resource shows, is taken from the gate.
 */
export function launchOf(resources: readonly ResourceView[]): Launch {
  const gate = resources.find(({ type }) => type === LAUNCH_GATE);
  const record = gate && ifKnown(recordOf(gate));
  const sending = sendingSets(resources, record?.canary);
  const asks = resources.some(({ type }) => type === PRODUCTION_ACCESS);
  return {
    ...(gate && { gate }),
    ...(record && { record }),
    sending,
    intent: {
      sends: sending.map((set) => setName(set) ?? set.name),
      sentBefore: record?.sentBefore ?? [],
      asks,
      askedBefore: record?.askedBefore ?? false,
    },
  };
}

export function setName(set: ResourceView): string | undefined {
  return ifKnown(textAt(set, "configurationSetName"));
}

/** The canary's set may reach nobody but the simulator, and sends before the launch. A switch that is not set is on (SES API v2, `SendingOptions`). */
function sendingSets(resources: readonly ResourceView[], canary: string | undefined): ResourceView[] {
  return resources.filter((set) => {
    if (set.type !== T.configurationSet) return false;
    const name = setName(set);
    if (canary === undefined ? name?.endsWith("-canary") : name === canary) return false;
    return ifKnown(flagAt(set, "sendingOptions", "sendingEnabled")) !== false;
  });
}
