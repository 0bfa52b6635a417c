/**
 * `npm run rehearse`: the whole launch on one machine. The program, the engine and the settings are the real ones; AWS
 * and the DNS host are pretended by the stand-in providers.
 */
import { stringify } from "yaml";
import type { DnsRecordOutput } from "../components/dnsAuthentication";
import { dnsProblems } from "./checkDns";
import { Rehearsal } from "./engine/rehearsal";
import type { UpOutcome } from "./engine/stack";
import { EMAIL_IDENTITY } from "./providers/handlers/names";
import { rehearseFeedback } from "./rehearseFeedback";
import { Story } from "./story";

const STACKS = ["prod", "staging"];

function count(many: number, one: string): string {
  return `${many} ${one}${many === 1 ? "" : "s"}`;
}

async function rehearseStack(rehearsal: Rehearsal, story: Story, name: string): Promise<UpOutcome> {
  const stack = await rehearsal.stack(name);
  let last: UpOutcome | undefined;
  story.chapter(`Stack ${name}: Pulumi.${name}.yaml with the rehearsal's account and zone id`);
  await story.step("preview", async () => {
    const { changes } = await stack.preview();
    return `${count(changes.length, "resource")} to create`;
  });
  await story.step("up", async () => {
    last = await stack.upWithoutPreview();
    return `${count(last.changes.length, "resource")} created`;
  });
  await story.step("DNS records at the host", () => {
    const told = last?.outputs.dnsRecords?.value as DnsRecordOutput[];
    const problems = dnsProblems(rehearsal.cloud, told);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return `${count(told.length, "record")}, each as wanted`;
  });
  await story.step("up again", async () => {
    last = await stack.up();
    if (last.changes.length > 0)
      throw new Error(`it would change ${last.changes.map(({ urn }) => urn).join(", ")}`);
    return "nothing to change";
  });
  await story.step("SES on the domain", async () => {
    const identity = await stack.resource(EMAIL_IDENTITY, "identity");
    const { status } = identity.outputs?.dkimSigningAttributes as { status: string };
    if (identity.outputs?.verifiedForSendingStatus !== true) throw new Error(`DKIM is ${status}`);
    return `verified, DKIM ${status}`;
  });
  if (last === undefined) throw new Error(`${name} was not deployed`);
  return last;
}

async function main(): Promise<void> {
  const story = new Story();
  console.log(
    "The launch, rehearsed: the real program and engine, a pretended AWS account and Cloudflare zone.",
  );
  console.log("Nothing leaves this machine.");
  const rehearsal = await Rehearsal.open("rehearse");
  try {
    for (const name of STACKS) {
      const { outputs } = await rehearseStack(rehearsal, story, name);
      for (const [key, { value }] of Object.entries(outputs).sort()) console.log(told(key, value));
    }
    await rehearseFeedback(rehearsal.cloud, story, "prod");
  } finally {
    await rehearsal.close();
  }
  console.log(
    "\nBoth stacks stand side by side in one account and Region, at launch stage prepare: only the canaries may send.",
  );
}

/** An output as a person reads it: DNS records by their lines, everything else as YAML. */
function told(key: string, value: unknown): string {
  const lines =
    key === "dnsRecords"
      ? (value as DnsRecordOutput[]).map(
          ({ type, name, content }) => `${type.padEnd(5)} ${name}  →  ${content}`,
        )
      : stringify(value, { lineWidth: 0 }).trim().split("\n");
  return [`    ${key}`, ...lines.map((line) => `      ${line}`)].join("\n");
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
