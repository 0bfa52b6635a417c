/** Errors as the engine gets them from a provider. */
import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed, Status } from "./protocol";
import { toStruct } from "./structs";
import type { Props } from "./values";

/** An object that came into being but did not become ready; the engine keeps it in its state. */
export class InitFailed extends Error {
  constructor(
    readonly id: string,
    readonly properties: Props,
    readonly inputs: Props,
    reason: string,
  ) {
    super(reason);
    this.name = "InitFailed";
  }
}

/**
 * The gRPC error for anything a handler throws. The code is UNKNOWN as with the bridged providers, whose errors are plain
 * Go errors.
 *
 * A partly made object travels in the trailer `grpc-status-details-bin`, Go's place for error details, as in
 * cmd/dynamic-provider of @pulumi/pulumi.
 */
export function grpcError(error: unknown): Partial<ServiceError> & { name: string; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new Metadata();
  if (error instanceof InitFailed) {
    metadata.add("grpc-status-details-bin", Buffer.from(initFailedStatus(error).serializeBinary()));
  }
  return { name: "ProviderError", message, code: status.UNKNOWN, details: message, metadata };
}

function initFailedStatus({ id, properties, inputs, message }: InitFailed): Status {
  const failed = new ErrorResourceInitFailed();
  failed.setId(id).setProperties(toStruct(properties)).setInputs(toStruct(inputs)).setReasonsList([message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.UNKNOWN).setMessage(message).addDetails(detail);
  return answer;
}
