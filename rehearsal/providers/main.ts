/**
 * Entry of a stand-in provider plugin. Serves the provider that the executable's name says (`pulumi-resource-aws`), or, run
 * as `node main.js aws|cloudflare`, the one that the first argument says. Prints its port for the engine.
 */
import { basename } from "node:path";
import { Cloud } from "./cloud";
import { HANDLERS } from "./handlers";
import type { ProviderName } from "./handler";
import { Lifetime } from "./lifetime";
import { Provider } from "./provider";
import { exitAfterAnswers, newServer, serve } from "./server";

/** @throws Error if neither the executable's name nor the argument names a provider */
function servedProvider([, script = "", argument = ""]: readonly string[]): ProviderName {
  const fromName = /^pulumi-resource-(?<name>.+)$/.exec(basename(script))?.groups?.["name"];
  const name = fromName ?? argument;
  if (name === "aws" || name === "cloudflare") return name;
  throw new Error(
    `no provider is called "${name}"; run as pulumi-resource-aws or with the argument aws or cloudflare`,
  );
}

async function main(): Promise<void> {
  const name = servedProvider(process.argv);
  const server = newServer();
  const lifetime = new Lifetime(() => {
    exitAfterAnswers(server);
  });
  lifetime.watch();
  const port = await serve(server, new Provider(name, HANDLERS[name], Cloud.fromEnvironment()), lifetime);
  process.stdout.write(`${port}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
