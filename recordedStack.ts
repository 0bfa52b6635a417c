import * as pulumi from "@pulumi/pulumi";
import { type RecordedResource, type StackView, viewOf } from "./checklist/view";

interface Declared {
  type: string;
  name: string;
  props: pulumi.Inputs;
  /** Absent where only the inputs may be waited for. */
  resource?: pulumi.Resource;
}

/**
 * What the program declares, for the checklist to judge before anything sends. Resources are taken as they are declared,
 * by two transformations: one for what the gate waits for, and one for what waits for the gate, of which only the inputs
 * can be known before it opens.
 */
export class RecordedStack {
  private readonly declared: Declared[] = [];

  /** @param types type tokens to record; whatever else waits for the gate is never looked at */
  constructor(private readonly types: ReadonlySet<string>) {}

  /** Records a resource's inputs and what AWS made of them. */
  readonly whole: pulumi.ResourceTransformation = ({ type, name, props, resource }) => {
    if (this.types.has(type)) this.declared.push({ type, name, props: props, resource });
    return undefined;
  };

  /** Records a resource's inputs alone. */
  readonly inputs: pulumi.ResourceTransformation = ({ type, name, props }) => {
    if (this.types.has(type)) this.declared.push({ type, name, props });
    return undefined;
  };

  /**
   * Everything that was declared, once it is there; what a preview cannot know is unknown. Whatever is declared later than
   * the program's first turn is not seen: it then counts as missing, and the gate refuses.
   */
  async view(): Promise<StackView> {
    await new Promise((resolve) => setImmediate(resolve));
    return viewOf(await Promise.all(this.declared.map(recorded)));
  }
}

async function recorded({ type, name, props, resource }: Declared): Promise<RecordedResource> {
  const label = `checklist of ${name}`;
  const outputs: pulumi.Inputs = Object.fromEntries(
    Object.entries((resource ?? {}) as Record<string, unknown>).filter(([, value]) =>
      pulumi.Output.isInstance(value),
    ),
  );
  return {
    type,
    name,
    inputs: await plain(label, props),
    outputs: await plain(label, outputs),
  };
}

/** Plain values, with the engine's own mark for what is not known. */
function plain(label: string, values: pulumi.Inputs): Promise<Record<string, unknown>> {
  return pulumi.runtime.serializeProperties(label, values);
}
