import * as policy from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import type { ResourceView } from "../../policies/resource";
import type { Rule, Violation } from "../../policies/rule";
import { securityRules } from "../../policies/security";
import { type SynthOptions, synth } from "../components/synth";
import { stackConfig } from "../settings/config";

/** A resource as a program registered it, in plain values; unknown ones are `UNKNOWN`. */
export interface Recorded {
  type: string;
  name: string;
  urn: string;
  props: Record<string, unknown>;
  dependencies?: Record<string, string[]>;
}

/** How the engine writes a value that is not known in a preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** How it marks a secret, and what stands for an unknown in recorded inputs. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The proxy through which Pulumi gives policies their properties; its typings leave it out. */
const { unknownCheckingProxy } = policy as unknown as {
  unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

/** What the whole program registers with a stack file of the repository and changes to it. */
export async function recorded(
  stack: "prod" | "staging",
  changes: Readonly<Record<string, unknown>> = {},
  options: SynthOptions & { outputs?: boolean } = {},
): Promise<Recorded[]> {
  const { values } = stackConfig(stack, changes);
  let running: Promise<unknown> | undefined;
  const seen = await synth(
    () => {
      pulumi.runtime.setAllConfig(values, ["ses-launch:webhooks"]);
      running = program();
      return running;
    },
    { ...options, stack },
  );
  await running;
  const resources = seen.resources.map(({ type, name, inputs, outputs }) =>
    resource(
      type,
      name,
      plain(options.outputs === true ? { ...inputs, ...outputs } : inputs) as Record<string, unknown>,
    ),
  );
  for (const mapping of resources.filter(({ type }) => type.endsWith(":EventSourceMapping")))
    mapping.dependencies = {
      eventSourceArn: [urnOf("aws:sqs/queue:Queue", "feedback")],
      functionName: [urnOf("aws:lambda/function:Function", "feedback-function")],
    };
  return resources;
}

export function resource(type: string, name: string, props: Record<string, unknown>): Recorded {
  return { type, name, urn: urnOf(type, name), props };
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:prod::ses-launch::${type}::${name}`;
}

/** What policies get: secrets unwrapped, unknowns behind a proxy that throws. */
export function views(resources: readonly Recorded[]): ResourceView[] {
  return resources.map((each) => ({ ...each, props: unknownCheckingProxy(each.props) }));
}

export interface Judged extends Violation {
  rule: string;
}

/** Every violation of every rule, as the adapter calls them: a rule for one resource gets one at a time. */
export function judgeAll(resources: readonly Recorded[], rules: readonly Rule[] = securityRules): Judged[] {
  const seen = views(resources);
  return rules.flatMap((rule) => {
    const violations = rule.scope === "stack" ? rule.check(seen) : seen.flatMap((each) => rule.check([each]));
    return violations.map((violation) => ({ rule: rule.name, ...violation }));
  });
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if ("__pulumiUnknown" in record) return UNKNOWN;
  if (record[SIGNATURE] === SECRET) return plain(record["value"]);
  if (SIGNATURE in record) return {};
  return Object.fromEntries(Object.entries(record).map(([key, each]) => [key, plain(each)]));
}
