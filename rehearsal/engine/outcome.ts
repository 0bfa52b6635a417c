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

/** What a policy finds wrong with a resource. */
export interface PolicyViolation {
  policy: string;
  /** A mandatory one stops the operation. */
  level: "mandatory" | "advisory";
  message: string;
  urn: string;
}

/** The engine's note on what it took from PATH (enginePath.ts), which says nothing to whoever runs the rehearsal. */
const NOISE = /^using pulumi-(?:language-nodejs|resource-pulumi-nodejs) from \$PATH at /;

/** Gathers what one operation of the engine did, from its events. */
export class Outcome {
  readonly steps: Step[] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly violations: PolicyViolation[] = [];

  readonly take = (event: EngineEvent): void => {
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata)
      this.steps.push({
        op: metadata.op,
        type: metadata.type,
        name: nameIn(metadata.urn),
        urn: metadata.urn,
        diffs: metadata.diffs ?? [],
      });
    const { diagnosticEvent, policyEvent } = event;
    if (policyEvent)
      this.violations.push({
        policy: policyEvent.policyName,
        // The SDK's typings say "warning", which no engine sends (apitype.Advisory in pulumi/pulumi's sdk).
        level: policyEvent.enforcementLevel === "mandatory" ? "mandatory" : "advisory",
        message: plain(policyEvent.message),
        urn: policyEvent.resourceUrn ?? "",
      });
    if (!diagnosticEvent) return;
    const text = plain(diagnosticEvent.message);
    if (diagnosticEvent.severity === "error") this.errors.push(text);
    else if (diagnosticEvent.severity === "warning" && !NOISE.test(text)) this.warnings.push(text);
  };

  /** What stopped the operation, as a person reads it: the engine's errors, and what a policy found where. */
  get reasons(): string[] {
    const refusals = this.violations
      .filter(({ level }) => level === "mandatory")
      .map(({ policy, message, urn }) => `[mandatory] ${policy} (${nameIn(urn)})\n${message}`);
    return [...this.errors, ...refusals];
  }

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

function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Without the engine's marks for colours. */
function plain(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}

/** An operation that the engine refused or that failed, with the engine's own words. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    operation: string,
    readonly outcome: Outcome,
    output: string,
  ) {
    const words = outcome.reasons.length > 0 ? outcome.reasons.join("\n") : output.trim();
    super(`${operation} failed:\n${words}`);
  }
}
