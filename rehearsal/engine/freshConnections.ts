import * as runtime from "@pulumi/pulumi/runtime";

/** The SDK's options for its connections to the engine; marked internal, so the typings leave them out. */
export const { grpcClientOptions } = runtime as unknown as { grpcClientOptions: Record<string, unknown> };

/**
 * Gives every run of an inline program connections of its own. By default grpc-js shares connections by address, also
 * one that is waiting to try again: when a new engine gets a port that a dead one had, the SDK's first call to it fails
 * with "14 UNAVAILABLE: No connection established. Last error: null". Many engines run in one process here.
 */
export function freshConnections(): void {
  grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
}
