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

/** The record of the launch gate, whole or not at all; a value of another shape counts as unknown. */
export function recordOf(gate: ResourceView): Known<LaunchRecord> {
  const record = known(() => gate.props["record"]);
  if (!("known" in record)) return record;
  const copy = known(() => JSON.parse(JSON.stringify(record.known)) as unknown);
  return "known" in copy && isLaunchRecord(copy.known) ? { known: copy.known } : { unknown: "record" };
}

function isLaunchRecord(value: unknown): value is LaunchRecord {
  return (
    isRecord(value) &&
    isRecord(value["context"]) &&
    ["sends", "sentBefore", "stopping"].every((list) => Array.isArray(value[list]))
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
