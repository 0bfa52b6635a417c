import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../providers/cloud";
import { getEmailIdentity } from "./identities";

/** An SES v2 API on this machine, over the pretend cloud that the stand-in plugins write. */
export interface SesServer {
  /** For `AWS_ENDPOINT_URL_SESV2`. */
  url: string;
  close(): Promise<void>;
}

/** What an operation answers: an HTTP status and a JSON body; errors also name their type. */
export interface SesAnswer {
  status: number;
  body: unknown;
  errorType?: string;
}

/** Where a request is signed for, so that every Region has identities of its own. */
export interface Scope {
  account: string;
  region: string;
}

type Operation = (cloud: Cloud, scope: Scope, match: RegExpExecArray) => SesAnswer;

/** The operations by method and path (SES API v2 reference). */
const OPERATIONS: readonly { method: string; path: RegExp; run: Operation }[] = [
  {
    method: "GET",
    path: /^\/v2\/email\/identities\/([^/]+)$/,
    run: (cloud, scope, [, identity = ""]) => getEmailIdentity(cloud, scope, decodeURIComponent(identity)),
  },
];

function answer(
  cloud: Cloud,
  account: string,
  method: string,
  path: string,
  authorization: string,
): SesAnswer {
  // Signature version 4 names the Region: Credential=<key>/<day>/<region>/ses/aws4_request.
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1];
  if (region === undefined)
    return {
      status: 403,
      errorType: "MissingAuthenticationTokenException",
      body: { message: "Missing Authentication Token" },
    };
  for (const operation of OPERATIONS) {
    const match = operation.method === method ? operation.path.exec(path) : null;
    if (match) return operation.run(cloud, { account, region }, match);
  }
  return {
    status: 501,
    errorType: "NotImplemented",
    body: { message: `the rehearsal's SES does not know ${method} ${path}` },
  };
}

/** Starts the server on a free port of the loopback address. */
export async function startSesServer(cloud: Cloud, account: string): Promise<SesServer> {
  const server = createServer((request, response) => {
    const { status, body, errorType } = answer(
      cloud,
      account,
      request.method ?? "",
      new URL(request.url ?? "/", "http://localhost").pathname,
      request.headers.authorization ?? "",
    );
    response.writeHead(status, {
      "content-type": "application/json",
      ...(errorType !== undefined && { "x-amzn-errortype": errorType }),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
