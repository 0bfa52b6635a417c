import { EXIT, OpsError } from "../exit";
import { type Dns, resolver } from "../status/dnsCheck";
import { statusFacts, statusReport } from "../status/status";
import type { AddCommands, Options } from "./command";

export const addStatus: AddCommands = (program, { add, launchOf, print, world }) => {
  const { clock, sources, terminal } = world;
  add(program, "status", "the account, the identity, the DNS, streams and alarms, and the one next step")
    .option("--resolver <address:port>", "ask this DNS server, not the system's")
    .action(async ({ stack, json, resolver: server }: Options & { resolver?: string }) => {
      const dns = dnsOf(server);
      const aws = (await world.aws(sources.settings(stack))).status(clock);
      const launch = await launchOf(stack);
      const facts = await statusFacts(stack, launch, { aws, dns, progress: terminal.progress });
      print(statusReport(facts), json);
    });
};

function dnsOf(server: string | undefined): Dns {
  try {
    return resolver(server);
  } catch {
    throw new OpsError(
      `--resolver is "${server ?? ""}": expected an IP address, with :port if wanted`,
      EXIT.wrongUse,
    );
  }
}
