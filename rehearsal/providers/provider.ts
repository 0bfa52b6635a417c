/** One configured provider: finds the handler for what the engine asks. Knows nothing of gRPC. */
import type { Cloud } from "./cloud";
import { configured } from "./configuration";
import type { Context, Handlers, InvokeHandler, ProviderName, ResourceHandler } from "./handler";
import type { Props } from "./values";

export class Provider {
  private context: Context | undefined;

  constructor(
    readonly name: ProviderName,
    private readonly handlers: Handlers,
    private readonly cloud: Cloud,
  ) {}

  /** @throws Error if the configuration is refused */
  configure(config: Props): void {
    this.context = configured(this.name, config, this.cloud);
  }

  /** @throws Error if a resource is touched before `configure` */
  get configuration(): Context {
    if (this.context === undefined) throw new Error(`the ${this.name} provider is not configured`);
    return this.context;
  }

  /** @throws Error for a type that nobody plays, so that a new resource cannot slip through a rehearsal */
  resource(type: string): ResourceHandler {
    const handler = this.handlers.resources.find((each) => each.type === type);
    if (handler === undefined) throw new Error(noHandler(type));
    return handler;
  }

  /** @throws Error for a function that nobody plays */
  invocation(token: string): InvokeHandler {
    const handler = this.handlers.invokes.find((each) => each.token === token);
    if (handler === undefined) throw new Error(noHandler(token));
    return handler;
  }

  /** Calls a function and puts it on record. */
  invoke(token: string, args: Props): Props {
    const result = this.invocation(token).invoke(args, this.configuration);
    this.cloud.record({ provider: this.name, op: "invoke", type: token, id: JSON.stringify(args) });
    return result;
  }
}

function noHandler(type: string): string {
  return `rehearsal has no handler for ${type}; add one to rehearsal/providers/handlers`;
}
