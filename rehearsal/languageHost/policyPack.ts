import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PolicyProxy } from "./policyProxy";

type Call = ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/**
 * Runs a policy pack, the one kind of plugin in Node that the rehearsal has. As the real host does: in the pack's folder, and
 * behind a proxy, because the pack wants in its environment what the engine tells only later, over gRPC.
 */
export function runPlugin(call: Call): void {
  const { request } = call;
  const fail = (error: unknown) => {
    call.emit("error", { code: status.UNKNOWN, details: String(error) });
  };
  if (request.getKind() !== "analyzer") {
    fail(`the rehearsal's language host runs no plugin of kind "${request.getKind()}"`);
    return;
  }
  const proxy = new PolicyProxy(async (stack) => {
    const pack = spawnPack(request, stack);
    const stop = () => pack.kill();
    call.on("cancelled", stop);
    process.on("exit", stop);
    pack.stderr.on("data", (text: Buffer) => call.write(new language.RunPluginResponse().setStderr(text)));
    pack.on("close", (code) => {
      proxy.close();
      call.end(new language.RunPluginResponse().setExitcode(code ?? 1));
    });
    const port = await portOf(pack);
    pack.stdout.on("data", print);
    return port;
  });
  const print = (text: Buffer) => call.write(new language.RunPluginResponse().setStdout(text));
  call.on("cancelled", () => {
    proxy.close();
  });
  proxy.listen().then((port) => print(Buffer.from(`${port}\n`)), fail);
}

function spawnPack(request: language.RunPluginRequest, stack?: AnalyzerStackConfigureRequest) {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
  return spawn(process.execPath, [runner, ...request.getArgsList(), folder], {
    cwd: folder,
    env: { ...Object.fromEntries(request.getEnvList().map(variable)), ...(stack && stackVariables(stack)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A pack prints its port before anything else. */
async function portOf(pack: ChildProcess & { stdout: Readable }): Promise<number> {
  const ended = once(pack, "close").then(([code]) => {
    throw new Error(`the policy pack ended with ${String(code)} before it served`);
  });
  const [text] = (await Promise.race([once(pack.stdout, "data"), ended])) as [Buffer];
  return Number(text.toString());
}

/** "NAME=value", as the engine lists its environment. */
function variable(text: string): [string, string] {
  const end = text.indexOf("=");
  return [text.slice(0, end), text.slice(end + 1)];
}

function stackVariables(stack: AnalyzerStackConfigureRequest): NodeJS.ProcessEnv {
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().entries())),
  };
}
