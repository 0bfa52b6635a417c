import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Cloud } from "../providers/cloud";
import { cloudwatch } from "./cloudwatch";
import type { AwsAnswer, Service } from "./protocol";
import { ses } from "./ses";
import { ssm } from "./ssm";
import { sts } from "./sts";

/** AWS APIs on this machine, over the pretend cloud that the stand-in plugins write. */
export interface AwsServer {
  url: string;
  /** What sends the SDK's clients here, with credentials that mean nothing. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** By the name that a request is signed for. */
const SERVICES: Readonly<Record<string, Service>> = { ses, ssm, monitoring: cloudwatch, sts };

/** Names of the services in the SDK's endpoint variables (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
const ENDPOINTS = ["SESV2", "SSM", "CLOUDWATCH", "STS"];

/** Signature version 4 names Region and service: Credential=<key>/<day>/<region>/<service>/aws4_request. */
const CREDENTIAL = /Credential=[^/]+\/\d+\/(?<region>[^/]+)\/(?<service>[^/]+)\//;

async function answer(cloud: Cloud, account: string, request: IncomingMessage): Promise<AwsAnswer> {
  const body = await text(request);
  const { region, service = "" } = CREDENTIAL.exec(request.headers.authorization ?? "")?.groups ?? {};
  if (region === undefined) return refusal(403, "MissingAuthenticationToken", "Missing Authentication Token");
  const play = SERVICES[service];
  if (!play) return refusal(501, "NotImplemented", `the rehearsal does not know the AWS service ${service}`);
  return play(cloud, {
    scope: { account, region },
    method: request.method ?? "",
    path: new URL(request.url ?? "/", "http://localhost").pathname,
    target: String(request.headers["x-amz-target"] ?? ""),
    body,
  });
}

function refusal(status: number, error: string, message: string): AwsAnswer {
  return { status, type: "application/json", body: JSON.stringify({ message }), error };
}

/** Starts the server on a free port of the loopback address. */
export async function startAwsServer(cloud: Cloud, account: string): Promise<AwsServer> {
  const server = createServer((request, response) => {
    void answer(cloud, account, request)
      .catch((error: unknown) => refusal(500, "InternalFailure", String(error)))
      .then(({ status, type, body, error }) => {
        response.writeHead(status, {
          "content-type": type,
          ...(error !== undefined && { "x-amzn-errortype": error }),
        });
        response.end(body);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    environment: {
      ...Object.fromEntries(ENDPOINTS.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
      AWS_ACCESS_KEY_ID: "rehearsal",
      AWS_SECRET_ACCESS_KEY: "rehearsal",
    },
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
