/** The engine's protocol over a `Provider`: reads each request, asks the provider, writes the answer. */
import { checkConfiguration } from "./configuration";
import type { Comparison, Difference } from "./handler";
import type { Provider } from "./provider";
import * as rpc from "./protocol";
import type { Failure } from "./rules";
import { fromStruct, toStruct } from "./structs";
import { sameValue } from "./values";

export const PLUGIN_VERSIONS = { aws: "7.48.0", cloudflare: "6.22.1" } as const;

const { PropertyDiff } = rpc;
const KINDS = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/** Answers to the calls that concern the plugin as a whole. */
export const pluginCalls = (provider: Provider) => ({
  getPluginInfo: (): rpc.PluginInfo => new rpc.PluginInfo().setVersion(PLUGIN_VERSIONS[provider.name]),

  // Without a schema the engine assumes nothing; its own checks are not what a rehearsal tests.
  getSchema: (): rpc.GetSchemaResponse => new rpc.GetSchemaResponse().setSchema("{}"),

  // Like the bridged providers: no secrets, no resource references, no outputs. The engine then sends plain values and
  // itself marks outputs as secret that bear the name of a secret input.
  handshake: (): rpc.ProviderHandshakeResponse => new rpc.ProviderHandshakeResponse(),

  checkConfig: (request: rpc.CheckRequest): rpc.CheckResponse => {
    const { inputs, failures } = checkConfiguration(provider.name, fromStruct(request.getNews()));
    return new rpc.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(toFailure));
  },

  // A provider is never replaced; a changed Region or zone replaces the resources that it moves.
  diffConfig: (request: rpc.DiffRequest): rpc.DiffResponse => {
    const isSame = sameValue(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
    const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
    return new rpc.DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
  },

  configure: (request: rpc.ConfigureRequest): rpc.ConfigureResponse => {
    provider.configure(fromStruct(request.getArgs()));
    return new rpc.ConfigureResponse().setSupportspreview(true);
  },

  invoke: (request: rpc.InvokeRequest): rpc.InvokeResponse => {
    const result = provider.invoke(request.getTok(), fromStruct(request.getArgs()));
    return new rpc.InvokeResponse().setReturn(toStruct(result));
  },

  // Nothing to do: operations in progress finish (see lifetime.ts).
  cancel: (): rpc.Empty => new rpc.Empty(),

  attach: (): rpc.Empty => new rpc.Empty(),
});

/** Answers to the calls that concern one resource. */
export const resourceCalls = (provider: Provider) => ({
  check: (request: rpc.CheckRequest): rpc.CheckResponse => {
    const news = fromStruct(request.getNews());
    const { inputs, failures } = provider.resource(typeOf(request)).check(news, provider.configuration);
    return new rpc.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(toFailure));
  },

  diff: (request: rpc.DiffRequest): rpc.DiffResponse =>
    toDiffResponse(provider.resource(typeOf(request)).diff(comparisonOf(request), provider.configuration)),

  create: async (request: rpc.CreateRequest): Promise<rpc.CreateResponse> => {
    const wanted = fromStruct(request.getProperties());
    const handler = provider.resource(typeOf(request));
    const { id, outputs } = await handler.create(wanted, request.getPreview(), provider.configuration);
    return new rpc.CreateResponse().setId(id).setProperties(toStruct(outputs));
  },

  read: async (request: rpc.ReadRequest): Promise<rpc.ReadResponse> => {
    const handler = provider.resource(typeOf(request));
    const state = fromStruct(request.getProperties());
    const given = fromStruct(request.getInputs());
    // The engine sends no inputs on import and for `Resource.get`.
    const inputs = Object.keys(given).length === 0 ? undefined : given;
    const found = await handler.read(request.getId(), state, inputs, provider.configuration);
    // An answer without an id says that the object is gone.
    if (found === undefined) return new rpc.ReadResponse();
    const response = new rpc.ReadResponse().setId(found.id).setProperties(toStruct(found.outputs));
    return response.setInputs(toStruct(found.inputs));
  },

  update: async (request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> => {
    const handler = provider.resource(typeOf(request));
    const outputs = await handler.update(comparisonOf(request), request.getPreview(), provider.configuration);
    return new rpc.UpdateResponse().setProperties(toStruct(outputs));
  },

  delete: async (request: rpc.DeleteRequest): Promise<rpc.Empty> => {
    const handler = provider.resource(typeOf(request));
    await handler.delete(request.getId(), fromStruct(request.getProperties()), provider.configuration);
    return new rpc.Empty();
  },
});

/** The resource type; in a URN ("urn:pulumi:stack::project::parent$type::name") it is the last of the chain. */
function typeOf(request: { getType(): string; getUrn(): string }): string {
  const chain = request.getUrn().split("::")[2] ?? "";
  return request.getType() !== "" ? request.getType() : (chain.split("$").at(-1) ?? "");
}

function comparisonOf(request: rpc.DiffRequest | rpc.UpdateRequest): Comparison {
  return {
    id: request.getId(),
    wanted: fromStruct(request.getNews()),
    present: fromStruct(request.getOlds()),
    ignored: request.getIgnorechangesList(),
  };
}

function toFailure({ property, reason }: Failure): rpc.CheckFailure {
  return new rpc.CheckFailure().setProperty(property).setReason(reason);
}

function toDiffResponse({ changes, deleteBeforeReplace }: Difference): rpc.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse().setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(unique(changes.map(({ property }) => property)));
  response.setReplacesList(unique(changes.filter(({ replace }) => replace).map(({ property }) => property)));
  response.setDeletebeforereplace(deleteBeforeReplace).setHasdetaileddiff(true);
  for (const { path, kind, replace } of changes) {
    const detail = new PropertyDiff().setKind(KINDS[kind][replace ? 1 : 0]);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
