import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/** As in @pulumi/policy (server.js): a stack may be larger than gRPC's 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;
const LIMITS = {
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
};

/** The service with its messages as bytes. No pack knows the handshake, and the engine goes on without it. */
const CALLS = Object.entries(AnalyzerService as grpc.ServiceDefinition).filter(
  ([name]) => name !== "handshake",
);
const asItIs = (bytes: Buffer) => bytes;

/**
 * Serves a policy pack that has not started yet: takes what the engine tells of the stack, starts the pack with it, and hands
 * on this call and every other (policy_proxy.go in pulumi/pulumi's sdk).
 */
export class PolicyProxy {
  private readonly server = new grpc.Server(LIMITS);
  private pack: Promise<grpc.Client> | undefined;

  /** @param startPack starts the pack and gives its port; a pack may be asked about itself without a stack */
  constructor(private readonly startPack: (stack?: AnalyzerStackConfigureRequest) => Promise<number>) {
    const raw = {
      requestSerialize: asItIs,
      requestDeserialize: asItIs,
      responseSerialize: asItIs,
      responseDeserialize: asItIs,
    };
    this.server.addService(
      Object.fromEntries(CALLS.map(([name, call]) => [name, { ...call, ...raw }])),
      Object.fromEntries(CALLS.map(([name, { path }]) => [name, this.handOn(name, path)])),
    );
  }

  /** Gives the port on which the engine reaches the pack. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) reject(error);
        else resolve(port);
      });
    });
  }

  close(): void {
    this.server.forceShutdown();
  }

  private handOn(name: string, path: string): grpc.handleUnaryCall<Buffer, Buffer> {
    return ({ request }, callback) => {
      const stack =
        name === "configureStack" ? AnalyzerStackConfigureRequest.deserializeBinary(request) : undefined;
      this.started(stack).then(
        (pack) => pack.makeUnaryRequest(path, asItIs, asItIs, request, callback),
        (error: unknown) => {
          callback({ code: grpc.status.UNAVAILABLE, details: String(error) });
        },
      );
    };
  }

  private started(stack?: AnalyzerStackConfigureRequest): Promise<grpc.Client> {
    this.pack ??= this.startPack(stack).then(
      (port) => new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), LIMITS),
    );
    return this.pack;
  }
}
