/** Drives a built stand-in plugin as the engine does: starts the executable, reads its port, calls it over gRPC. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { buildPlugins, type PluginFolders } from "../../rehearsal/providers/build";
import { Cloud, CLOUD_DIR_VARIABLE } from "../../rehearsal/providers/cloud";
import type { ProviderName } from "../../rehearsal/providers/handler";
import * as rpc from "../../rehearsal/providers/protocol";
import { fromStruct, toStruct } from "../../rehearsal/providers/structs";
import type { Props } from "../../rehearsal/providers/values";

let folders: Promise<PluginFolders> | undefined;

/** The plugins, built once for all tests. */
export function pluginFolders(): Promise<PluginFolders> {
  folders ??= buildPlugins(join(__dirname, "../../.rehearsal/test-plugins"));
  return folders;
}

/** An empty cloud, which goes when the tests are over. */
export function newCloud(): Cloud {
  const cloud = new Cloud(mkdtempSync(join(tmpdir(), "ses-launch-cloud-")));
  clouds.push(cloud);
  return cloud;
}

const clouds: Cloud[] = [];
process.once("exit", () => {
  for (const { dir } of clouds) rmSync(dir, { recursive: true, force: true });
});

/** Takes everything out of a cloud, so that one plugin can serve many tests. */
export function empty(cloud: Cloud): void {
  for (const name of readdirSync(cloud.dir)) rmSync(join(cloud.dir, name), { recursive: true });
}

/** The AWS provider's own settings in the suites of SES. */
export const AWS_CONFIG: Props = {
  region: "eu-west-1",
  defaultTags: '{"tags":{"project":"ses-launch","owner":"default"}}',
};

export interface State {
  readonly id: string;
  readonly outputs: Props;
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

export class Plugin {
  private constructor(
    readonly process: ChildProcess,
    readonly client: ResourceProviderClient,
  ) {}

  /** Starts a plugin that is not configured yet. */
  static async start(name: ProviderName, cloud: Cloud, env: NodeJS.ProcessEnv = {}): Promise<Plugin> {
    const script = join((await pluginFolders())[name], `pulumi-resource-${name}`);
    const child = spawn(script, ["127.0.0.1:1"], {
      env: { PATH: process.env["PATH"], [CLOUD_DIR_VARIABLE]: cloud.dir, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const address = `127.0.0.1:${line.toString().trim()}`;
    return new Plugin(child, new ResourceProviderClient(address, credentials.createInsecure()));
  }

  /** Starts and configures a plugin. */
  static async configured(name: ProviderName, cloud: Cloud, config?: Props): Promise<Plugin> {
    const plugin = await Plugin.start(name, cloud);
    await plugin.configure(config ?? (name === "aws" ? { region: "eu-west-1" } : {}));
    return plugin;
  }

  async stop(): Promise<void> {
    this.client.close();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill("SIGINT");
    await exited;
  }

  configure(config: Props): Promise<rpc.ConfigureResponse> {
    const request = new rpc.ConfigureRequest().setArgs(toStruct(config));
    return ask<rpc.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async checkConfig(news: Props): Promise<{ inputs: Props; failures: string[] }> {
    const request = new rpc.CheckRequest().setNews(toStruct(news));
    return checked(await ask<rpc.CheckResponse>((done) => this.client.checkConfig(request, done)));
  }

  async check(type: string, news: Props): Promise<{ inputs: Props; failures: string[] }> {
    const request = new rpc.CheckRequest().setUrn(urn(type)).setType(type).setNews(toStruct(news));
    return checked(await ask<rpc.CheckResponse>((done) => this.client.check(request, done)));
  }

  async create(type: string, inputs: Props, preview = false): Promise<State> {
    const request = new rpc.CreateRequest().setUrn(urn(type)).setType(type).setPreview(preview);
    request.setProperties(toStruct(inputs));
    const response = await ask<rpc.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  /** Checks and creates, as the engine does in an update. */
  async make(type: string, news: Props): Promise<State & { inputs: Props }> {
    const { inputs, failures } = await this.check(type, news);
    if (failures.length > 0) throw new Error(failures.join("; "));
    return { ...(await this.create(type, inputs)), inputs };
  }

  async diff(type: string, state: State, news: Props, ignored: string[] = []) {
    const request = new rpc.DiffRequest().setUrn(urn(type)).setType(type).setId(state.id);
    request.setOlds(toStruct(state.outputs)).setNews(toStruct(news)).setIgnorechangesList(ignored);
    const response = await ask<rpc.DiffResponse>((done) => this.client.diff(request, done));
    const { DIFF_NONE } = rpc.DiffResponse.DiffChanges;
    return {
      none: response.getChanges() === DIFF_NONE,
      diffs: response.getDiffsList(),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      paths: [...response.getDetaileddiffMap().keys()],
    };
  }

  /** Undefined when the object is gone; without `old` it is an import. */
  async read(type: string, id: string, old?: { outputs: Props; inputs: Props }) {
    const request = new rpc.ReadRequest().setUrn(urn(type)).setType(type).setId(id);
    if (old !== undefined) request.setProperties(toStruct(old.outputs)).setInputs(toStruct(old.inputs));
    const response = await ask<rpc.ReadResponse>((done) => this.client.read(request, done));
    if (response.getId() === "") return undefined;
    const [outputs, inputs] = [fromStruct(response.getProperties()), fromStruct(response.getInputs())];
    return { id: response.getId(), outputs, inputs };
  }

  async update(type: string, state: State, news: Props, preview = false): Promise<Props> {
    const request = new rpc.UpdateRequest()
      .setUrn(urn(type))
      .setType(type)
      .setId(state.id)
      .setPreview(preview);
    request.setOlds(toStruct(state.outputs)).setNews(toStruct(news));
    const response = await ask<rpc.UpdateResponse>((done) => this.client.update(request, done));
    return fromStruct(response.getProperties());
  }

  async delete(type: string, state: State): Promise<void> {
    const request = new rpc.DeleteRequest().setUrn(urn(type)).setType(type).setId(state.id);
    request.setProperties(toStruct(state.outputs));
    await ask<rpc.Empty>((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Props): Promise<Props> {
    const request = new rpc.InvokeRequest().setTok(token).setArgs(toStruct(args));
    return fromStruct(
      (await ask<rpc.InvokeResponse>((done) => this.client.invoke(request, done))).getReturn(),
    );
  }
}

function ask<Response>(call: (done: Callback<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

function urn(type: string): string {
  return `urn:pulumi:prod::ses-launch::${type}::it`;
}

function checked(response: rpc.CheckResponse): { inputs: Props; failures: string[] } {
  const failures = response.getFailuresList().map((each) => `${each.getProperty()}: ${each.getReason()}`);
  return { inputs: fromStruct(response.getInputs()), failures };
}
