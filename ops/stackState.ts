import { LAUNCH_GATE, type LaunchRecord } from "../checklist/launchRecord";
import type { RecordedResource } from "../checklist/view";
import { nameOf, parseExport } from "./pulumi/exported";

/** What is deployed, as the engine last saw it. */
export interface StackState {
  readonly resources: readonly RecordedResource[];
  /** Of the stack, by name; empty where it was never deployed. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the gate carries; undefined where nothing was deployed. */
  readonly record: LaunchRecord | undefined;
}

/**
 * Reads the text of an exported state. What waits to be deleted is left out.
 *
 * @throws OpsError when it is none
 */
export function parseState(stack: string, text: string): StackState {
  const resources = (parseExport(stack, text).deployment.resources ?? [])
    .filter((resource) => resource.delete !== true)
    .map((resource) => ({
      type: resource.type,
      urn: resource.urn,
      name: nameOf(resource),
      inputs: resource.inputs ?? {},
      outputs: resource.outputs ?? {},
    }));
  const record = resources.find(({ type }) => type === LAUNCH_GATE)?.outputs.record;
  return {
    resources,
    outputs: resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {},
    record: isRecord(record) ? record : undefined,
  };
}

/** The gate is this program's own, so that what has its context has the rest. */
function isRecord(value: unknown): value is LaunchRecord {
  return typeof value === "object" && value !== null && "context" in value && "stack" in value;
}
