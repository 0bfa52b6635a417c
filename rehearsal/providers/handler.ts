/** What the server asks of the code that plays one resource type or one invoke. */
import type { Change } from "./compare";
import type { Cloud } from "./cloud";
import type { Failure } from "./rules";
import type { Props } from "./values";

export type ProviderName = "aws" | "cloudflare";

/** The configured provider: where it works and on whose behalf. */
export interface Context {
  readonly provider: ProviderName;
  readonly cloud: Cloud;
  /** The AWS account of the credentials; unused by Cloudflare. */
  readonly account: string;
  /** The AWS Region of the provider; unused by Cloudflare. */
  readonly region: string;
  /** The AWS provider's `defaultTags`. */
  readonly defaultTags: Props;
}

export interface Checked {
  readonly inputs: Props;
  readonly failures: readonly Failure[];
}

/** A resource as the engine has it in its state, and what the program wants of it. */
export interface Comparison {
  readonly id: string;
  readonly wanted: Props;
  /** The outputs in the state. */
  readonly present: Props;
  /** Paths in the resource option `ignoreChanges`. */
  readonly ignored: readonly string[];
}

export interface Difference {
  readonly changes: readonly Change[];
  readonly deleteBeforeReplace: boolean;
}

export interface ReadResult {
  readonly id: string;
  readonly outputs: Props;
  readonly inputs: Props;
}

/** Plays one resource type. Methods that reject tell the engine the error's message. */
export interface ResourceHandler {
  readonly type: string;
  check(news: Props, context: Context): Checked;
  diff(comparison: Comparison, context: Context): Difference;
  create(wanted: Props, preview: boolean, context: Context): Promise<{ id: string; outputs: Props }>;
  /** Undefined when the object is gone. `inputs` is undefined on import. */
  read(
    id: string,
    state: Props,
    inputs: Props | undefined,
    context: Context,
  ): Promise<ReadResult | undefined>;
  update(comparison: Comparison, preview: boolean, context: Context): Promise<Props>;
  delete(id: string, state: Props, context: Context): Promise<void>;
}

/** Plays one function call (data source). */
export interface InvokeHandler {
  readonly token: string;
  invoke(args: Props, context: Context): Props;
}

export interface Handlers {
  readonly resources: readonly ResourceHandler[];
  readonly invokes: readonly InvokeHandler[];
}
