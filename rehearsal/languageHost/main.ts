/**
 * A stand-in for Pulumi's Node language host, `pulumi-language-nodejs`, which comes with the official CLI and cannot be
 * built from a Go module. It starts the program and the policy pack as the real one does: by @pulumi/pulumi's own runners
 * (pulumi-language-nodejs/main.go; @pulumi/pulumi cmd/run, which reads the program's tsconfig).
 */
import { spawn } from "node:child_process";
import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Lifetime } from "../providers/lifetime";
import { runPlugin } from "./policyPack";

/** The runner's exit code after it has told the user what is wrong (@pulumi/pulumi cmd/run). */
const TOLD_THE_USER = 32;

/** Runs the program once and waits for its end. */
function run(request: language.RunRequest, engine: string): Promise<language.RunResponse> {
  const info = request.getInfo();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as { tsconfig?: string };
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const config = Object.fromEntries(request.getConfigMap().entries());
  const args = [
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--organization=${request.getOrganization()}`,
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    `--pwd=${directory}`,
    ".",
  ];
  const runner = require.resolve("@pulumi/pulumi/cmd/run", { paths: [directory] });
  return new Promise((resolve, reject) => {
    const program = spawn(process.execPath, [runner, ...args], {
      cwd: directory,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: "true",
        ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
      },
    });
    program.on("error", reject);
    program.on("close", (code, signal) => {
      const response = new language.RunResponse();
      if (code === TOLD_THE_USER) response.setBail(true);
      else if (code !== 0)
        response.setError(`the program ended with ${signal ?? `exit code ${code ?? "unknown"}`}`);
      resolve(response);
    });
  });
}

function answering<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve(answer(call.request)).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)));
      },
    );
  };
}

function main(engine: string): void {
  const server = new Server();
  server.addService(LanguageRuntimeService, {
    handshake: answering(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: answering(() => new PluginInfo()),
    getRequiredPlugins: answering(() => new language.GetRequiredPluginsResponse()),
    getRequiredPackages: answering(() => new language.GetRequiredPackagesResponse()),
    run: answering((request: language.RunRequest) => run(request, engine)),
    runPlugin,
    cancel: answering(() => new Empty()),
  });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(port);
  });
}

// A killed engine ends nobody.
new Lifetime(() => process.exit()).watch();
main(process.argv.at(-1) ?? "");
