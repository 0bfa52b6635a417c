import { z } from "zod";
import { LAUNCH_GATE, type LaunchRecord } from "../checklist/launchRecord";
import type { RecordedResource } from "../checklist/view";
import { EXIT, OpsError } from "./exit";

const properties = z.record(z.string(), z.unknown()).nullish();

/** As much of an exported deployment as is looked at (`pulumi stack export`, version 3). */
const exportSchema = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          inputs: properties,
          outputs: properties,
          delete: z.boolean().optional(),
        }),
      )
      .nullish(),
  }),
});

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
  const { success, data } = exportSchema.safeParse(jsonOf(text));
  if (!success)
    throw new OpsError(`The exported state of ${stack} has a shape that is not known.`, EXIT.unreachable);
  const resources = (data.deployment.resources ?? [])
    .filter((resource) => resource.delete !== true)
    .map(({ type, urn, inputs, outputs }) => ({
      type,
      urn,
      name: urn.slice(urn.lastIndexOf("::") + 2),
      inputs: inputs ?? {},
      outputs: outputs ?? {},
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
