import { type Deployment, type OutputMap, type Stack, CommandError } from "@pulumi/pulumi/automation";
import { type ConfigOverrides, writeStackFile } from "./workspace";
import { EngineError, Outcome } from "./outcome";
import { buildPolicyPack } from "./policyPack";
import { withoutStackTraces } from "./withoutStackTraces";

export interface UpOutcome extends Outcome {
  outputs: OutputMap;
}

export interface PreviewOptions {
  /** Runs the repository's policy pack too, as `--policy-pack policies` does. */
  policies?: boolean;
}

export interface RunOptions extends PreviewOptions {
  /** Aborting it is Ctrl-C: the engine finishes what is under way and stops. */
  signal?: AbortSignal;
}

/** One stack of the program on the real engine. */
export class RehearsalStack {
  constructor(
    readonly name: string,
    private readonly stack: Stack,
    private readonly workDir: string,
  ) {}

  /** Writes the stack's settings: the repository's own with these on top, not with earlier ones. */
  configure(overrides: ConfigOverrides = {}): void {
    writeStackFile(this.workDir, this.name, overrides);
  }

  /** What `pulumi config set --secret --path` does. */
  setSecret(key: string, value: string): Promise<void> {
    return this.stack.setConfig(key, { value, secret: true }, true);
  }

  /** What `pulumi preview` shows. @throws EngineError */
  preview({ policies }: PreviewOptions = {}): Promise<Outcome> {
    return this.run("preview", async (outcome) =>
      this.stack.preview({ onEvent: outcome.take, ...(policies && (await packs())) }),
    );
  }

  /**
   * What `pulumi up` does: a preview, and the update only when that passes. The Automation API's own `up` skips the
   * preview, and with it every policy and hook that refuses there.
   *
   * @throws EngineError of the preview or of the update
   */
  async up(options: RunOptions = {}): Promise<UpOutcome> {
    await this.preview(options);
    return this.upWithoutPreview(options);
  }

  /**
   * What `pulumi up --skip-preview` does. Policies over one resource stop it before it is created; those over the whole stack
   * speak only at the end, when everything is changed.
   *
   * @throws EngineError
   */
  async upWithoutPreview({ signal, policies }: RunOptions = {}): Promise<UpOutcome> {
    let outputs: OutputMap = {};
    const outcome = await this.run("up", async (events) => {
      const options = { onEvent: events.take, ...(signal && { signal }), ...(policies && (await packs())) };
      ({ outputs } = await this.stack.up(options));
    });
    return Object.assign(outcome, { outputs });
  }

  /** What `pulumi refresh` does. @throws EngineError */
  refresh({ clearPendingCreates = false } = {}): Promise<Outcome> {
    return this.run("refresh", (outcome) =>
      this.stack.refresh({ onEvent: outcome.take, clearPendingCreates }),
    );
  }

  /** What `pulumi destroy` does. @throws EngineError */
  destroy({ excludeProtected = false } = {}): Promise<Outcome> {
    return this.run("destroy", (outcome) => this.stack.destroy({ onEvent: outcome.take, excludeProtected }));
  }

  /** What `pulumi cancel` does: takes the lock away that a killed engine left. */
  cancel(): Promise<void> {
    return this.stack.cancel();
  }

  /** One resource of the state. @throws Error when there is none of that type and name */
  async resource(type: string, name: string): Promise<StateResource> {
    const found = (await this.state()).resources?.find(
      (one) => one.type === type && one.urn.endsWith(`::${name}`),
    );
    if (!found) throw new Error(`the state of ${this.name} has no ${type} ${name}`);
    return found;
  }

  async state(): Promise<StackState> {
    const exported = (await this.stack.exportStack()) as Omit<Deployment, "deployment"> & {
      deployment: StackState;
    };
    return exported.deployment;
  }

  private async run(operation: string, engine: (outcome: Outcome) => Promise<unknown>): Promise<Outcome> {
    const outcome = new Outcome();
    try {
      await withoutStackTraces(() => engine(outcome));
      return outcome;
    } catch (error) {
      if (error instanceof CommandError)
        throw new EngineError(`${this.name}: ${operation}`, outcome, error.message);
      throw error;
    }
  }
}

async function packs(): Promise<{ policyPacks: string[] }> {
  return { policyPacks: [await buildPolicyPack()] };
}

/** The parts of a resource in an exported state that the rehearsal and its tests read. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom?: boolean;
  inputs?: Record<string, unknown>;
  protect?: boolean;
  retainOnDelete?: boolean;
  outputs?: Record<string, unknown>;
}

export interface StackState {
  resources?: StateResource[];
  pending_operations?: { type: string; resource: { urn: string } }[];
}
