import { isLaunched, stops } from "../../checklist/binding";
import { CHECKLIST } from "../../checklist/evaluate";
import type { ChecklistItem, ItemFinding, ItemId } from "../../checklist/item";
import * as checklistTypes from "../../checklist/types";
import { LAUNCH_GATE } from "../../checklist/launchRecord";
import { type Rule, type Violation, stackRule } from "../rule";
import { stackViewOf } from "../stackView";
import { type Launch, launchOf } from "./launch";

const TYPES: readonly string[] = [LAUNCH_GATE, ...Object.values(checklistTypes)];

/** Where AWS says what an item asks. */
const SOURCES: Readonly<Record<ItemId, string>> = {
  "domain-verified": "https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html",
  "dkim-verified": "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html",
  "spf-includes-ses": "https://docs.aws.amazon.com/ses/latest/dg/mail-from.html",
  "bounce-handling":
    "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html",
  "complaint-handling":
    "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html",
  "suppression-store": "https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html",
  "templates-reviewed": "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html",
  monitoring: "https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html",
  "test-emails": "https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html",
  "dmarc-published": "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html",
  "unnamed-closed": "https://docs.aws.amazon.com/ses/latest/dg/managing-configuration-sets.html",
  "production-access": "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html",
};

/** One policy an item: what keeps a stream off, or a review from being asked for. */
export const itemRules: readonly Rule[] = CHECKLIST.map((item) =>
  itemRule(item, "mandatory", (finding, launch) => stops(item.id, finding, launch.intent)),
);

/** The same items while something sends already: what is not proven any more is told, and stops nothing. */
export const itemAdvice: readonly Rule[] = CHECKLIST.map((item) =>
  itemRule(
    item,
    "advisory",
    (finding, launch) => isLaunched(launch.intent) && !stops(item.id, finding, launch.intent),
  ),
);

function itemRule(
  item: ChecklistItem,
  level: "mandatory" | "advisory",
  isMeant: (finding: ItemFinding, launch: Launch) => boolean,
): Rule {
  const advisory = level === "advisory";
  return stackRule(
    {
      name: `ses-launch-${item.id}${advisory ? "-advice" : ""}`,
      description: advisory
        ? `${item.title}: told while a stream sends, because it stops only the next stream that is switched on.`
        : `${item.title}, before a stream of an application sends or production access is asked for.`,
      severity: advisory ? "medium" : "high",
      remediation: "Mend what the message names, or go back to launchStage prepare, which is always allowed.",
      url: SOURCES[item.id],
      types: TYPES,
      ...(advisory && { advisory: true as const }),
    },
    (resources) => {
      const launch = launchOf(resources);
      // Without the record the gate's own policy speaks.
      if (!launch.gate || !launch.record || !isLaunched(launch.intent)) return [];
      const context = { ...launch.record.context, now: Date.now() };
      const findings = item
        .judge(stackViewOf(resources), context)
        .filter((finding) => isMeant(finding, launch));
      return findings.length === 0 ? [] : [told(item, findings, launch.gate.urn)];
    },
  );
}

const PREPARE_FIRST = "Deploy at launchStage prepare first: then it can be known.";

/** One message an item, whatever the number of its findings: a person mends items. */
function told({ title }: ChecklistItem, findings: readonly ItemFinding[], gate: string): Violation {
  const lines = findings.map(({ message, remedy }) => `  - ${message} (${remedy})`);
  const isUnknown = findings.some(({ state }) => state === "unknown");
  const urns = new Set(findings.map(({ urn }) => urn));
  const [only] = urns;
  return {
    message: [`${title}: not proven.`, ...new Set(lines), ...(isUnknown ? [PREPARE_FIRST] : [])].join("\n"),
    urn: urns.size === 1 && only !== undefined ? only : gate,
  };
}
