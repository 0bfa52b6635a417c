import { type Known, ifKnown, together } from "../known";
import { flagAt, type ResourceView, textAt } from "../resource";
import { cannotKnow, judge, stackRule, type Violation } from "../rule";
import { CONFIGURATION_SETS, T } from "../types";
import { CANARY } from "../../mail/streams";
import { type ConfigurationSet, configurationSets, isClosed } from "./configurationSets";

const WHAT = "the suppression list survives a mistake";

/** Who lost the list of those who must not be mailed mails them again. */
export const suppressionTableIsKept = stackRule(
  {
    name: "ses-suppression-table-is-kept",
    description:
      "Where mail is sent, the suppression table cannot be deleted by mistake and can be restored: whoever loses it mails people again who bounced or complained.",
    severity: "high",
    remediation: "Set deletionProtectionEnabled and pointInTimeRecovery.enabled on the table.",
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
    types: [T.table, ...CONFIGURATION_SETS],
  },
  (resources) => {
    const sending = configurationSets(resources).filter((set) => !isClosed(set) && !isCanary(set));
    if (sending.length === 0) return [];
    const doubt = sending.every((set) => "unknown" in set.sendingEnabled || "unknown" in set.name);
    return resources
      .filter(({ type }) => type === T.table)
      .flatMap((table) => judgeTable(table, doubt ? sending : []));
  },
);

/** The canary may only reach the mailbox simulator. */
function isCanary({ name }: ConfigurationSet): boolean {
  const called = ifKnown(name);
  return called === CANARY || called?.endsWith(`-${CANARY}`) === true;
}

/** @param doubtful sets of which it is not known whether they send */
function judgeTable(table: ResourceView, doubtful: readonly ConfigurationSet[]): readonly Violation[] {
  const protection = flagAt(table, "deletionProtectionEnabled");
  const recovery = flagAt(table, "pointInTimeRecovery", "enabled");
  if (ifKnown(protection) === true && ifKnown(recovery) === true) return [];
  const holds = holdsSuppressions(table);
  if (ifKnown(holds) === false) return [];
  const [set] = doubtful;
  const reason = [set?.sendingEnabled, set?.name].find((value) => value && "unknown" in value);
  if (set && reason && "unknown" in reason) return [cannotKnow(set.resource, reason.unknown, WHAT)];
  return judge(table, together(holds, protection, recovery), WHAT, (facts) => {
    const [, isProtected, isRecoverable] = facts ?? [];
    const missing = [
      ...(isProtected === true ? [] : ["deletionProtectionEnabled"]),
      ...(isRecoverable === true ? [] : ["pointInTimeRecovery.enabled"]),
    ];
    return `the stack sends, and the suppression table lacks ${missing.join(" and ")}. Set it to true.`;
  });
}

/** By its name, or by its key: an address and a scope. */
function holdsSuppressions(table: ResourceView): Known<boolean> {
  const says = (text: string | undefined) => /suppress/i.test(text ?? "");
  if (says(table.name)) return { known: true };
  const facts = [textAt(table, "name"), textAt(table, "hashKey"), textAt(table, "rangeKey")] as const;
  const [name, hash, range] = facts.map(ifKnown);
  if (says(name) || (hash === "address" && range === "scope")) return { known: true };
  const unknown = facts.find((fact) => "unknown" in fact);
  return unknown && "unknown" in unknown ? unknown : { known: false };
}
