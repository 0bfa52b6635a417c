/** The gRPC server of a plugin. */
import * as grpc from "@grpc/grpc-js";
import { grpcError } from "./errors";
import type { Lifetime } from "./lifetime";
import type { Provider } from "./provider";
import { ResourceProviderService } from "./protocol";
import { pluginCalls, resourceCalls } from "./service";

/** As in @pulumi/pulumi (runtime/settings.ts): properties may be larger than gRPC's 4 MB. */
const MAX_MESSAGE_BYTES = 1024 * 1024 * 400;

/** A server that takes properties of any size. */
export function newServer(): grpc.Server {
  return new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
}

/** Ends the process once all answers are sent; an engine that is gone does not keep it waiting. */
export function exitAfterAnswers(server: grpc.Server): void {
  server.tryShutdown((error) => process.exit(error === undefined ? 0 : 1));
  setTimeout(() => process.exit(0), 1000).unref();
}

/**
 * Serves the provider on a free local port and gives that port.
 *
 * @throws Error if no port can be bound
 */
export async function serve(server: grpc.Server, provider: Provider, lifetime: Lifetime): Promise<number> {
  const calls = { ...pluginCalls(provider), ...resourceCalls(provider) };
  // grpc-js answers calls that are left out with UNIMPLEMENTED, which the engine understands.
  server.addService(ResourceProviderService, {
    getPluginInfo: unary(calls.getPluginInfo, lifetime),
    getSchema: unary(calls.getSchema, lifetime),
    handshake: unary(calls.handshake, lifetime),
    checkConfig: unary(calls.checkConfig, lifetime),
    diffConfig: unary(calls.diffConfig, lifetime),
    configure: unary(calls.configure, lifetime),
    invoke: unary(calls.invoke, lifetime),
    cancel: unary(calls.cancel, lifetime),
    attach: unary(calls.attach, lifetime),
    check: unary(calls.check, lifetime),
    diff: unary(calls.diff, lifetime),
    create: unary(calls.create, lifetime),
    read: unary(calls.read, lifetime),
    update: unary(calls.update, lifetime),
    delete: unary(calls.delete, lifetime),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** A call whose answer, or error, is computed by a function. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
  lifetime: Lifetime,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    lifetime
      .during(() => answer(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(grpcError(error));
        },
      );
  };
}
