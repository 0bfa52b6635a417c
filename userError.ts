import * as pulumi from "@pulumi/pulumi";

/**
 * An error that tells the user what to change: the engine prints its text alone.
 *
 * It has no stack, which nobody would see. With one, Pulumi's Node runner has Node 20.20 colour the stack before it is
 * thrown away, and Node's `markNodeModules` (lib/internal/util/inspect.js) never ends on the SDK's own frames: 18 seconds
 * and 3 GB until it gives up.
 *
 * @param resource the resource or component that is to blame, where there is one
 */
export function userError(message: string, resource?: pulumi.Resource): Error {
  const error =
    resource === undefined ? new pulumi.RunError(message) : new pulumi.ResourceError(message, resource, true);
  Reflect.deleteProperty(error, "stack");
  return error;
}
