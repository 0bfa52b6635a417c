import { type Known, ifKnown } from "../known";
import { type ResourceView, flagAt, lengthAt, textAt } from "../resource";
import { judge, stackRule, type Violation } from "../rule";
import { T } from "../types";

const WHAT = "somebody hears the alarm";

/** An alarm that tells nobody is a dashboard. */
export const alarmHasAction = stackRule(
  {
    name: "ses-alarm-has-action",
    description:
      "Every alarm has an action and its actions are enabled, or a composite alarm asks for it: an alarm that tells nobody is found out after AWS has paused the account.",
    severity: "high",
    remediation:
      "Give alarmActions a topic that people or a function are subscribed to, and leave actionsEnabled on.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    types: [T.metricAlarm, T.compositeAlarm],
  },
  (resources) => {
    const composites = resources.filter(({ type }) => type === T.compositeAlarm);
    return resources
      .filter(({ type }) => type === T.metricAlarm || type === T.compositeAlarm)
      .flatMap((alarm) => judgeAlarm(alarm, composites));
  },
);

function judgeAlarm(alarm: ResourceView, composites: readonly ResourceView[]): readonly Violation[] {
  const acts = hasAction(alarm);
  if (ifKnown(acts) === true) return [];
  const asked = isAskedFor(alarm, composites);
  if (ifKnown(asked) === true) return [];
  const doubtful = "unknown" in acts ? acts : asked;
  return judge(
    alarm,
    doubtful,
    WHAT,
    () => "it tells nobody. Give alarmActions a topic, and leave actionsEnabled on.",
  );
}

/** The topic's ARN may be unknown: that there is one is enough. */
function hasAction(alarm: ResourceView): Known<boolean> {
  const enabled = flagAt(alarm, "actionsEnabled");
  if (ifKnown(enabled) === false) return { known: false };
  const count = lengthAt(alarm, "alarmActions");
  if ("unknown" in count) return count;
  if ((ifKnown(count) ?? 0) === 0) return { known: false };
  return "unknown" in enabled ? enabled : { known: true };
}

/** Whether the rule of a composite alarm, which has an action of its own or is a violation itself, names the alarm. */
function isAskedFor(alarm: ResourceView, composites: readonly ResourceView[]): Known<boolean> {
  const others = composites.filter(({ urn }) => urn !== alarm.urn);
  if (others.length === 0) return { known: false };
  const name = textAt(alarm, alarm.type === T.compositeAlarm ? "alarmName" : "name");
  if (!("known" in name)) return "unknown" in name ? name : { known: false };
  const rules = others.map((composite) => textAt(composite, "alarmRule"));
  const names = (rule: Known<string>) => mentions(ifKnown(rule) ?? "", name.known);
  if (rules.some(names)) return { known: true };
  const doubtful = rules.find((rule) => "unknown" in rule);
  return doubtful && "unknown" in doubtful ? doubtful : { known: false };
}

/** `ALARM("name")`, `OK(name)`, or the alarm's ARN. */
function mentions(rule: string, name: string): boolean {
  return [...rule.matchAll(/\(\s*"?([^"()]+?)"?\s*\)/g)].some(
    ([, written]) => written === name || written?.endsWith(`:alarm:${name}`) === true,
  );
}
