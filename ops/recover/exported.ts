import { z } from "zod";
import { EXIT, OpsError } from "../exit";

const properties = z.record(z.string(), z.unknown());

const resourceSchema = z.looseObject({
  urn: z.string(),
  type: z.string(),
  /** Whether it stands for something at a provider; components do not. */
  custom: z.boolean().optional(),
  /** The engine sometimes has it already when it is killed. */
  id: z.string().optional(),
  inputs: properties.optional(),
  outputs: properties.optional(),
});

/** As much of an exported deployment as is changed (`pulumi stack export`, version 3); the rest goes through as it is. */
const exportSchema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resourceSchema).nullish(),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource: resourceSchema })).nullish(),
  }),
});

export type ExportedResource = z.infer<typeof resourceSchema>;
export type Exported = z.infer<typeof exportSchema>;

/** @throws OpsError when the text is no exported state */
export function parseExport(stack: string, text: string): Exported {
  const { success, data } = exportSchema.safeParse(jsonOf(text));
  if (success) return data;
  throw new OpsError(`The exported state of ${stack} has a shape that is not known.`, EXIT.unreachable);
}

/** What was being created when the engine died, and may or may not exist now. */
export function pendingCreates({ deployment }: Exported): ExportedResource[] {
  return (deployment.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => resource);
}

/** A resource of the state. */
export function resourceOf({ deployment }: Exported, urn: string): ExportedResource | undefined {
  return deployment.resources?.find((resource) => resource.urn === urn && resource["delete"] !== true);
}

/**
 * The state in which no create is pending. What is taken stands in it under its id and without outputs, as
 * something that the engine has yet to read: the next refresh fills it in, or drops it where it does not exist.
 *
 * The engine's own `refresh --import-pending-creates` drops the create and takes nothing (3.248.0: no step follows the
 * pending operation of type "importing" that it makes).
 *
 * @param ids by URN
 */
export function withTaken(exported: Exported, ids: ReadonlyMap<string, string>): Exported {
  const { deployment } = exported;
  const taken = pendingCreates(exported).flatMap((resource) => {
    const id = ids.get(resource.urn);
    return id === undefined ? [] : [{ ...resource, id, outputs: {} }];
  });
  return {
    ...exported,
    deployment: {
      ...deployment,
      // Behind everything else: what a resource depends on was there before its create began.
      resources: [...(deployment.resources ?? []), ...taken],
      pending_operations: (deployment.pending_operations ?? []).filter(({ type }) => type !== "creating"),
    },
  };
}

/** The state without resources that nothing depends on. */
export function without(exported: Exported, urns: ReadonlySet<string>): Exported {
  const { deployment } = exported;
  return {
    ...exported,
    deployment: {
      ...deployment,
      resources: (deployment.resources ?? []).filter(({ urn }) => !urns.has(urn)),
    },
  };
}

export function nameOf({ urn }: Pick<ExportedResource, "urn">): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
