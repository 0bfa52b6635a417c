import type { EngineEvent } from "@pulumi/pulumi/automation";

/** One resource that the engine looked at, and what it did or would do with it. */
export interface Step {
  op: string;
  type: string;
  name: string;
  urn: string;
  /** Inputs that differ, where the step is an update or a replacement. */
  diffs: readonly string[];
}

/** Notes of the engine that say nothing to whoever runs the rehearsal, by their exact text. */
const NOISE = [
  /^warning: using pulumi-resource-\S+ from \$PATH at /,
  /^warning: using pulumi-language-\S+ from \$PATH at /,
];

/** Gathers what one operation of the engine did, from its events. */
export class Outcome {
  readonly steps: Step[] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  readonly take = (event: EngineEvent): void => {
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata)
      this.steps.push({
        op: metadata.op,
        type: metadata.type,
        name: metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2),
        urn: metadata.urn,
        diffs: metadata.diffs ?? [],
      });
    const { diagnosticEvent } = event;
    if (!diagnosticEvent) return;
    const text = diagnosticEvent.message.replace(/<\{%[^%]*%\}>/g, "").trim();
    if (diagnosticEvent.severity === "error") this.errors.push(text);
    else if (diagnosticEvent.severity === "warning" && !NOISE.some((noise) => noise.test(text)))
      this.warnings.push(text);
  };

  /** The steps that change something. */
  get changes(): Step[] {
    return this.steps.filter(({ op }) => op !== "same" && op !== "refresh" && op !== "read");
  }

  /** The resources of the operation without their stack, as `type name`, sorted: a set to compare. */
  get resources(): string[] {
    return this.steps
      .filter(({ op }) => !op.startsWith("refresh"))
      .map(({ type, name }) => `${type} ${name}`)
      .sort();
  }
}

/** An operation that the engine refused or that failed, with the engine's own words. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    operation: string,
    readonly outcome: Outcome,
    output: string,
  ) {
    const words = outcome.errors.length > 0 ? outcome.errors.join("\n") : output.trim();
    super(`${operation} failed:\n${words}`);
  }
}
