import { EVIDENCE_DAYS, SCENARIOS } from "../evidence";
import type { ChecklistContext, ChecklistItem } from "../item";
import { Probe } from "../probe";

const PROVE = "npm run ses -- prove, and commit evidence/<stack>.json";
const DAY_MS = 86_400_000;

export const testEmails: ChecklistItem = {
  id: "test-emails",
  title: "Test emails sent successfully",
  provenBy: ({ evidence }) =>
    `evidence of ${evidence?.provenAt ?? "no day"} for what is deployed: ${SCENARIOS.join(" and ")} came out of the pipeline, SES rendered every template, a real mailbox said SPF, DKIM and DMARC pass`,
  judge: (view, context) => {
    const probe = new Probe(view, "switch-on");
    if (context.evidenceProblem !== undefined) probe.wrong(context.evidenceProblem, PROVE);
    else if (!context.evidence) probe.missing("evidence that mail was sent and its feedback seen", PROVE);
    else judgeEvidence(probe, context.evidence, context);
    return probe.findings;
  },
};

function judgeEvidence(
  probe: Probe,
  evidence: NonNullable<ChecklistContext["evidence"]>,
  { fingerprint, now, templates }: ChecklistContext,
): void {
  const days = Math.floor((now - Date.parse(evidence.provenAt)) / DAY_MS);
  if (days >= EVIDENCE_DAYS)
    probe.wrong(`The evidence is ${days} days old, it counts for ${EVIDENCE_DAYS}`, PROVE);
  if (days < 0) probe.wrong("The evidence is from a day to come", PROVE);
  if (fingerprint === undefined)
    probe.wrong("What is deployed cannot be known in this preview, so neither whether it was proven", PROVE);
  else if (fingerprint !== evidence.fingerprint)
    probe.wrong(
      "The evidence is of another topic, queue, table or function code than what is deployed",
      PROVE,
    );
  for (const scenario of SCENARIOS)
    if (!evidence.scenarios.some((seen) => seen.scenario === scenario))
      probe.wrong(`No ${scenario} of the simulator was seen at the end of the pipeline`, PROVE);
  for (const { name } of templates)
    if (!evidence.templates.some((rendered) => rendered.name === name))
      probe.wrong(`Template ${name} was never rendered by SES`, PROVE);
  if (!evidence.inbox) probe.wrong("No real mailbox has confirmed SPF, DKIM and DMARC", PROVE);
}
