/** Drives a policy pack as the engine does: starts it in its folder, reads its port, calls it over gRPC. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Recorded } from "./launch";

export interface Diagnostic {
  policy: string;
  message: string;
  urn: string;
  level: rpc.EnforcementLevel;
}

export class Pack {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Ends when the pack serves. */
  static async start(folder: string): Promise<Pack> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line = await Promise.race([
      once(child.stdout, "data").then(([data]) => String(data)),
      once(child, "exit").then(([code]) => {
        throw new Error(`the pack ended with ${String(code)}`);
      }),
    ]);
    const address = `127.0.0.1:${line.trim()}`;
    return new Pack(child, new AnalyzerClient(address, credentials.createInsecure()));
  }

  async stop(): Promise<void> {
    this.client.close();
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.kill();
    await exited;
  }

  async info(): Promise<rpc.AnalyzerInfo.AsObject> {
    const info = await ask<rpc.AnalyzerInfo>((done) => this.client.getAnalyzerInfo(new Empty(), done));
    return info.toObject();
  }

  async configure(policy: string, properties: Record<string, boolean>): Promise<void> {
    const config = new rpc.PolicyConfig()
      .setEnforcementlevel(rpc.EnforcementLevel.MANDATORY)
      .setProperties(Struct.fromJavaScript(properties));
    const request = new rpc.ConfigureAnalyzerRequest();
    request.getPolicyconfigMap().set(policy, config);
    await ask<Empty>((done) => this.client.configure(request, done));
  }

  /** Every resource by itself, then all together, as in a preview. */
  async preview(stack: readonly Recorded[]): Promise<Diagnostic[]> {
    const one = await Promise.all(stack.map((each) => this.analyze(each)));
    const request = new rpc.AnalyzeStackRequest().setResourcesList(stack.map(analyzerResource));
    const all = await ask<rpc.AnalyzeResponse>((done) => this.client.analyzeStack(request, done));
    return [...one.flat(), ...diagnostics(all)];
  }

  async analyze(resource: Recorded): Promise<Diagnostic[]> {
    const request = analyzeRequest(resource);
    return diagnostics(await ask<rpc.AnalyzeResponse>((done) => this.client.analyze(request, done)));
  }

  /** The properties after each remediation, by policy. */
  async remediate(resource: Recorded): Promise<Record<string, unknown>> {
    const request = analyzeRequest(resource);
    const response = await ask<rpc.RemediateResponse>((done) => this.client.remediate(request, done));
    return Object.fromEntries(
      response
        .getRemediationsList()
        .map((each) => [each.getPolicyname(), each.getProperties()?.toJavaScript()]),
    );
  }
}

function analyzeRequest({ type, name, urn, props }: Recorded): rpc.AnalyzeRequest {
  return new rpc.AnalyzeRequest()
    .setType(type)
    .setName(name)
    .setUrn(urn)
    .setProperties(struct(props))
    .setOptions(new rpc.AnalyzerResourceOptions());
}

function analyzerResource({ type, name, urn, props, dependencies = {} }: Recorded): rpc.AnalyzerResource {
  const resource = new rpc.AnalyzerResource()
    .setType(type)
    .setName(name)
    .setUrn(urn)
    .setProperties(struct(props))
    .setOptions(new rpc.AnalyzerResourceOptions());
  for (const [property, urns] of Object.entries(dependencies))
    resource
      .getPropertydependenciesMap()
      .set(property, new rpc.AnalyzerPropertyDependencies().setUrnsList(urns));
  return resource;
}

function struct(props: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(
    JSON.parse(JSON.stringify(props)) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

function diagnostics(response: rpc.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    message: each.getMessage(),
    urn: each.getUrn(),
    level: each.getEnforcementlevel(),
  }));
}

function ask<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });
}
