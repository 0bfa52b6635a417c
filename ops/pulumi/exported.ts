import { z } from "zod";
import { EXIT, OpsError } from "../exit";

const properties = z.record(z.string(), z.unknown()).nullish();

const resourceSchema = z.looseObject({
  urn: z.string(),
  type: z.string(),
  /** Whether it stands for something at a provider; components do not. */
  custom: z.boolean().optional(),
  /** The engine sometimes has it already when it is killed. */
  id: z.string().optional(),
  inputs: properties,
  outputs: properties,
  /** Whether it waits to be deleted. */
  delete: z.boolean().optional(),
});

/** As much of an exported deployment as is looked at (`pulumi stack export`, version 3); the rest goes through as it is. */
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

/** The resource's name in the program. */
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
