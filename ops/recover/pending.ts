import type { Exported, ExportedResource } from "../pulumi/exported";

/** What was being created when the engine died, and may or may not exist now. */
export function pendingCreates({ deployment }: Exported): ExportedResource[] {
  return (deployment.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => resource);
}

/** A resource of the state. */
export function resourceOf({ deployment }: Exported, urn: string): ExportedResource | undefined {
  return deployment.resources?.find((resource) => resource.urn === urn && resource.delete !== true);
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
