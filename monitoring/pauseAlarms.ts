import { alarmName } from "./alarmInputs";
import { type MonitoredStream, streamAlarms } from "./streamAlarms";

/** The alarms that switch a stream off by themselves: their ids in the stack, and their names in CloudWatch. */
export function pauseAlarms(
  stack: string,
  stream: Omit<MonitoredStream, "autoPause">,
): { id: string; name: string }[] {
  return streamAlarms({ ...stream, autoPause: true })
    .filter(({ pauses }) => pauses !== undefined)
    .map(({ id }) => ({ id, name: alarmName(stack, id) }));
}
