/**
 * The engine's protocol, in one place: the generated messages and the service of @pulumi/pulumi. They are imported file by
 * file because the package's index would load the whole SDK, and a plugin has to start fast.
 */
export { ResourceProviderService, type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
export * from "@pulumi/pulumi/proto/provider_pb";
export { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
export { Status } from "@pulumi/pulumi/proto/status_pb";
export { Empty } from "google-protobuf/google/protobuf/empty_pb";
