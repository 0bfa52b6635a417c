import { switchedOn } from "../../checklist/binding";
import { LAUNCH_GATE, type LaunchRecord } from "../../checklist/launchRecord";
import { PRODUCTION_ACCESS } from "../../checklist/types";
import { type ResourceView } from "../resource";
import { type Rule, cannotKnow, resourceRule, stackRule, violation } from "../rule";
import { T } from "../types";
import { launchOf, recordOf, setName } from "./launch";

const URL = "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html";

const NO_RECORD = "it has no record of the launch. Make it with the component LaunchGate.";

/** Nothing sends, and nothing is asked of AWS, beside the gate. */
export const gateGuards: Rule = stackRule(
  {
    name: "ses-launch-gate",
    description:
      "Streams of applications send, and production access is asked for, only behind a LaunchGate.",
    severity: "critical",
    remediation: "Make the stream wait for the component LaunchGate, or switch its sending off.",
    url: URL,
    types: [LAUNCH_GATE, T.configurationSet, PRODUCTION_ACCESS],
  },
  (resources) => {
    const { gate, record, sending, intent } = launchOf(resources);
    const requests = resources.filter(({ type }) => type === PRODUCTION_ACCESS);
    const guarded = [...sending, ...requests];
    const [first] = guarded;
    if (!first) return [];
    if (!gate)
      return guarded.map((each) =>
        violation(
          each,
          "there is no LaunchGate in front of it. Make it wait for one (component LaunchGate).",
        ),
      );
    if (!record) {
      const seen = recordOf(gate);
      return [
        "unknown" in seen
          ? cannotKnow(gate, seen.unknown, "the checklist holds")
          : violation(gate, NO_RECORD),
      ];
    }
    const hidden = sending.filter((set) => !record.sends.includes(setName(set) ?? ""));
    return [
      ...hidden.map((set) =>
        violation(
          set,
          "it sends, and the LaunchGate's record does not name it. Switch it off, or make it through the program's streams.",
        ),
      ),
      ...(intent.asks && !record.asks
        ? requests.map((each) =>
            violation(
              each,
              "it is asked for, and the LaunchGate's record does not say so. Ask for it through launchStage request.",
            ),
          )
        : []),
      ...(sending.length > 0 && record.stage !== "live"
        ? [
            violation(
              gate,
              `streams send at launchStage ${record.stage}; they may at live. Set launchStage to live.`,
            ),
          ]
        : []),
    ];
  },
);

/**
 * The gate by itself, as the program judged the checklist with what AWS made of its resources. It stops the gate before it
 * is created or changed, and with it every stream behind it, also where the preview was skipped.
 *
 * @param isPreview in a preview the policies of the items speak, each for itself, and this one would say all of it again
 */
export function gateHolds(isPreview: () => boolean): Rule {
  return resourceRule(
    {
      name: "ses-launch-gate-holds",
      description:
        "A LaunchGate lets streams send, or production access be asked for, only when the checklist holds.",
      severity: "critical",
      remediation: "Mend what the message names, or go back to launchStage prepare, which is always allowed.",
      url: URL,
      types: [LAUNCH_GATE],
    },
    (gate) => {
      if (isPreview()) return [];
      const record = recordOf(gate);
      if ("unknown" in record) return [cannotKnow(gate, record.unknown, "the checklist holds")];
      if (!("known" in record)) return [violation(gate, NO_RECORD)];
      const lines = problems(record.known);
      return lines.length === 0 ? [] : [tell(gate, record.known, lines)];
    },
  );
}

function problems({ stopping }: LaunchRecord): string[] {
  return stopping.flatMap(({ title, findings }) => [
    `- ${title}`,
    ...new Set(findings.map(({ message, remedy }) => `    ${message} (${remedy})`)),
  ]);
}

function tell(gate: ResourceView, record: LaunchRecord, lines: readonly string[]) {
  const on = switchedOn(record);
  const what =
    on.length > 0
      ? `${on.join(", ")} cannot be switched on`
      : record.sends.length > 0
        ? "the stack cannot go on sending"
        : "production access cannot be asked for";
  return violation(
    gate,
    [`${what}, because the checklist does not hold:`, ...lines, "Deploy at launchStage prepare first."].join(
      "\n",
    ),
  );
}
