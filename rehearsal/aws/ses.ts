import type { Cloud } from "../providers/cloud";
import { type Scope, jsonService, notPlayed } from "./protocol";
import { getAccount, putAccountDetails } from "./sesAccount";
import { getConfigurationSet, putSendingOptions } from "./sesConfigurationSets";
import { getEmailIdentity } from "./sesIdentities";

interface Call {
  cloud: Cloud;
  scope: Scope;
  /** What the path names. */
  name: string;
  /** The parsed body. */
  input: unknown;
}

/** The operations by method and path (SES API v2 Reference). */
const OPERATIONS: readonly { method: string; path: RegExp; run: (call: Call) => object }[] = [
  {
    method: "GET",
    path: /^\/v2\/email\/account$/,
    run: ({ cloud, scope }) => getAccount(cloud, scope),
  },
  {
    method: "POST",
    path: /^\/v2\/email\/account\/details$/,
    run: ({ cloud, scope, input }) => putAccountDetails(cloud, scope, input as never),
  },
  {
    method: "GET",
    path: /^\/v2\/email\/identities\/([^/]+)$/,
    run: ({ cloud, scope, name }) => getEmailIdentity(cloud, scope, name),
  },
  {
    method: "GET",
    path: /^\/v2\/email\/configuration-sets\/([^/]+)$/,
    run: ({ cloud, scope, name }) => getConfigurationSet(cloud, scope, name),
  },
  {
    method: "PUT",
    path: /^\/v2\/email\/configuration-sets\/([^/]+)\/sending$/,
    run: ({ cloud, scope, name, input }) => putSendingOptions(cloud, scope, name, input as never),
  },
];

/** Amazon SES, API version 2. */
export const ses = jsonService((cloud, { scope, method, path, body }) => {
  for (const operation of OPERATIONS) {
    const match = operation.method === method ? operation.path.exec(path) : null;
    if (match)
      return operation.run({
        cloud,
        scope,
        name: decodeURIComponent(match[1] ?? ""),
        input: body === "" ? {} : JSON.parse(body),
      });
  }
  throw notPlayed("SES", `${method} ${path}`);
});
