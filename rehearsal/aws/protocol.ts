import type { Cloud } from "../providers/cloud";

/** Where a request is signed for, so that every account and Region has things of its own. */
export interface Scope {
  account: string;
  region: string;
}

export interface AwsRequest {
  scope: Scope;
  method: string;
  /** Without the query. */
  path: string;
  /** Header `X-Amz-Target` of the JSON protocols. */
  target: string;
  body: string;
}

export interface AwsAnswer {
  status: number;
  type: "application/json" | "text/xml";
  body: string;
  /** An exception's name. */
  error?: string;
}

/** One AWS service: answers a request from what the pretend cloud has. */
export type Service = (cloud: Cloud, request: AwsRequest) => AwsAnswer;

/** An exception of a service, as its API Reference names it. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  constructor(
    readonly status: number,
    readonly exception: string,
    message: string,
  ) {
    super(message);
  }
}

/** What nobody plays, so that a new call of the program cannot slip through a rehearsal. */
export function notPlayed(service: string, what: string): AwsError {
  return new AwsError(
    501,
    "NotImplemented",
    `the rehearsal's ${service} does not know ${what}; add it to rehearsal/aws`,
  );
}

/** A service that answers in JSON, its exceptions too. */
export function jsonService(run: (cloud: Cloud, request: AwsRequest) => object): Service {
  return (cloud, request) => {
    try {
      return { status: 200, type: "application/json", body: JSON.stringify(run(cloud, request)) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { status, exception, message } = error;
      const body = JSON.stringify({ __type: exception, message });
      return { status, type: "application/json", body, error: exception };
    }
  };
}

/** An operation of the protocols that name it in `X-Amz-Target` (Smithy, "AWS JSON 1.0" and "AWS JSON 1.1"). */
export type TargetOperation = (cloud: Cloud, scope: Scope, input: never) => object;

export function targetService(
  service: string,
  prefix: string,
  operations: Readonly<Record<string, TargetOperation>>,
): Service {
  return jsonService((cloud, { scope, target, body }) => {
    const operation = target.startsWith(`${prefix}.`)
      ? operations[target.slice(prefix.length + 1)]
      : undefined;
    if (!operation) throw notPlayed(service, target);
    return operation(cloud, scope, JSON.parse(body) as never);
  });
}

export function scopeName({ account, region }: Scope): string {
  return `${account}/${region}`;
}
