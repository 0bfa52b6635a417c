import type { DescribeAlarmsInput, StateValue } from "@aws-sdk/client-cloudwatch";
import type { Cloud, LiveObject } from "../providers/cloud";
import { METRIC_ALARM } from "../providers/handlers/names";
import { type Scope, scopeName, targetService } from "./protocol";

/** Amazon CloudWatch; the SDK speaks AWS JSON 1.0 with it. Alarms are those that the stand-in provider made. */
export const cloudwatch = targetService("CloudWatch", "GraniteServiceVersion20100801", {
  DescribeAlarms: describeAlarms,
});

/** CloudWatch API Reference, "DescribeAlarms": so many at once where a caller says nothing. */
const PAGE = 50;

function describeAlarms(cloud: Cloud, scope: Scope, input: DescribeAlarmsInput): object {
  const {
    AlarmNames: names,
    AlarmNamePrefix: prefix = "",
    StateValue: state,
    MaxRecords: size = PAGE,
  } = input;
  const wanted = alarmsIn(cloud, scope).filter(
    (alarm) =>
      (names === undefined || names.includes(alarm.id)) &&
      alarm.id.startsWith(prefix) &&
      (state === undefined || stateOf(alarm) === state),
  );
  const start = Number(input.NextToken ?? 0);
  const end = start + size;
  return {
    MetricAlarms: wanted.slice(start, end).map(described),
    CompositeAlarms: [],
    ...(end < wanted.length && { NextToken: String(end) }),
  };
}

/**
 * What CloudWatch does when an alarm's metric changes.
 *
 * @throws Error when there is no alarm of that name
 */
export function setAlarmState(cloud: Cloud, scope: Scope, name: string, state: StateValue): void {
  const alarm = alarmsIn(cloud, scope).find(({ id }) => id === name);
  if (!alarm) throw new Error(`the rehearsal's cloud has no alarm ${name} in ${scope.region}`);
  cloud.put({ ...alarm, hidden: { ...alarm.hidden, state, since: Date.now() / 1000 } });
}

function alarmsIn(cloud: Cloud, scope: Scope): LiveObject[] {
  return cloud.list(METRIC_ALARM).filter((alarm) => alarm.scope === scopeName(scope));
}

/** A new alarm of AWS has too little data for a while; here its metric is well from the start. */
function stateOf({ hidden }: LiveObject): string {
  return typeof hidden["state"] === "string" ? hidden["state"] : "OK";
}

function described(alarm: LiveObject): object {
  const { properties, hidden, id } = alarm;
  return {
    AlarmName: id,
    AlarmArn: properties["arn"],
    AlarmDescription: properties["alarmDescription"],
    ActionsEnabled: properties["actionsEnabled"],
    AlarmActions: properties["alarmActions"] ?? [],
    StateValue: stateOf(alarm),
    StateTransitionedTimestamp: hidden["since"],
  };
}
