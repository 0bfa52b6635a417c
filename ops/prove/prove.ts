import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EVIDENCE_DAYS, type Evidence } from "../../checklist/evidence";
import { evidenceSchema } from "../../checklist/evidenceSchema";
import { WATCH_MS } from "../../functions/canary/handler";
import { SesCalls } from "../../functions/canary/sesCalls";
import { Watch } from "../../functions/canary/watch";
import { errorName } from "../../functions/errorName";
import { type Probe, entryKey, probesOf } from "../../mail/canary";
import { CANARY, configurationSetName } from "../../mail/streams";
import { UNSUBSCRIBE_PREVIEW } from "../../mail/templates/preview";
import { renderForCompany } from "../../mail/templates/render";
import { UNSUBSCRIBE_PLACEHOLDER } from "../../mail/templates/template";
import type { EmailOutput } from "../../outputs";
import { awsCall } from "../aws/call";
import { emailOf } from "../emailOf";
import { EXIT, OpsError } from "../exit";
import type { Launch } from "../launch";
import { type Clock, MARKS, type Progress, type Report } from "../report";
import type { ProveAws } from "./ports";

const LOOK_EVERY_MS = 3000;
const DAY_MS = 86_400_000;

export interface ProveParts {
  readonly aws: ProveAws;
  readonly clock: Clock;
  readonly progress: Progress;
  /** The label of this run; see `probesOf`. */
  readonly newRun: () => string;
  /** Folder of evidence files. */
  readonly folder: string;
}

/**
 * `ses prove`: sends the simulator's scenarios through the canary stream, waits until their feedback stands in the table,
 * has SES render every template, and writes `evidence/<stack>.json`. With anything that is not proven nothing is written.
 *
 * @param inbox what a real mailbox said, where it was asked; otherwise the last proof's word, while it counts
 * @throws OpsError that names the hop where a test mail or its feedback was lost
 */
export async function prove(
  stack: string,
  launch: Launch,
  inbox: Evidence["inbox"],
  parts: ProveParts,
): Promise<Report> {
  const { clock, folder } = parts;
  const email = emailOf(stack, launch.state);
  const fingerprint = launch.state.record?.context.fingerprint;
  if (fingerprint === undefined)
    throw new OpsError(
      `${stack} does not say what it deployed: pulumi up --stack ${stack} first`,
      EXIT.notReady,
    );
  const calls = new SesCalls(clock, Infinity);
  const scenarios = await proveFeedback(stack, email, calls, parts);
  const templates = await proveTemplates(launch, email, calls, parts);
  const confirmed = inbox ?? stillCounts(launch.evidence?.inbox, clock);
  const evidence = evidenceSchema.parse({
    stack,
    fingerprint,
    provenAt: iso(clock.now()),
    scenarios,
    templates,
    ...(confirmed && { inbox: confirmed }),
  });
  const file = join(folder, `${stack}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(evidence, null, 2)}\n`);
  return {
    exitCode: confirmed ? EXIT.fine : EXIT.notReady,
    lines: [
      ...scenarios.map(
        ({ scenario, sentAt, seenAt }) =>
          `  ${MARKS.good} ${scenario}: in the table after ${((Date.parse(seenAt) - Date.parse(sentAt)) / 1000).toFixed(1)} s`,
      ),
      `  ${MARKS.good} ${templates.length} templates rendered by SES`,
      confirmed
        ? `  ${MARKS.good} mailbox at ${confirmed.provider}: SPF, DKIM and DMARC pass`
        : `  ${MARKS.open} no real mailbox has confirmed SPF, DKIM and DMARC yet: --inbox <file> or --inbox-result`,
      "",
      `Commit ${file}. It counts for ${EVIDENCE_DAYS} days.`,
    ],
    json: { file, evidence },
  };
}

async function proveFeedback(
  stack: string,
  email: EmailOutput,
  calls: SesCalls,
  { aws, clock, progress, newRun }: ProveParts,
): Promise<Evidence["scenarios"]> {
  const table = aws.table(email.suppression.tableName);
  const probes = probesOf(newRun(), { [CANARY]: configurationSetName(stack, CANARY) });
  // A table that cannot be read shows now, and not after two minutes of waiting.
  await awsCall("BatchGetItem", () => table.entries(probes.map(entryKey)));
  const watch = new Watch(table, clock);
  const sent: { probe: Probe; messageId: string; sentAt: number }[] = [];
  for (const probe of probes) {
    progress(`Sending the ${probe.scenario} of the simulator …`);
    try {
      await calls.make(async () => {
        const messageId = await aws.send(probe, email.fromAddress);
        watch.add(probe);
        sent.push({ probe, messageId, sentAt: clock.now() });
      });
    } catch (error) {
      throw lost(probe, `SES did not take the mail (${errorName(error)})`);
    }
    await watch.look();
  }
  progress(`Waiting for the feedback in the table, at most ${WATCH_MS / 1000} s …`);
  await watch.untilAllSeen(clock.now() + WATCH_MS, LOOK_EVERY_MS);
  if (watch.problem !== undefined)
    throw new OpsError(
      `The table cannot be read any more (${errorName(watch.problem)}); nothing was written.`,
      EXIT.unreachable,
    );
  const [waiting] = watch.waiting;
  if (waiting)
    throw lost(
      waiting,
      `SES took the mail, and its feedback was not in the table after ${WATCH_MS / 1000} s. It was lost between SES, topic, queue and function: look at the dead-letter queues and the function's log (docs/runbook.md)`,
    );
  return sent.map(({ probe, messageId, sentAt }) => ({
    scenario: probe.scenario,
    stream: probe.stream,
    messageId,
    sentAt: iso(sentAt),
    seenAt: iso(sentAt + (watch.seen.get(probe.address) ?? 0) * 1000),
  }));
}

async function proveTemplates(
  { folder, settings }: Launch,
  email: EmailOutput,
  calls: SesCalls,
  { aws, progress }: ProveParts,
): Promise<Evidence["templates"]> {
  const rendered: Evidence["templates"] = [];
  for (const source of folder.templates) {
    const name = email.templates[source.name];
    if (name === undefined)
      throw new OpsError(
        `Template ${source.name} is not deployed: pulumi up first. Nothing was written.`,
        EXIT.notReady,
      );
    progress(`Rendering ${source.name} …`);
    const { sample, kind } = renderForCompany(source, folder.layout, settings.company);
    const link = kind === "notification" && { [UNSUBSCRIBE_PLACEHOLDER]: UNSUBSCRIBE_PREVIEW };
    try {
      await calls.make(() => aws.render(name, { ...sample, ...link }));
    } catch (error) {
      throw new OpsError(
        `SES does not render template ${source.name} (${errorName(error)}); nothing was written.`,
        EXIT.notReady,
      );
    }
    rendered.push({ name: source.name, rendered: true });
  }
  return rendered;
}

function lost({ scenario }: Probe, where: string): OpsError {
  return new OpsError(`The ${scenario} is not proven: ${where}. Nothing was written.`, EXIT.notReady);
}

function stillCounts(inbox: Evidence["inbox"], clock: Clock): Evidence["inbox"] {
  return inbox && clock.now() - Date.parse(inbox.at) < EVIDENCE_DAYS * DAY_MS ? inbox : undefined;
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
