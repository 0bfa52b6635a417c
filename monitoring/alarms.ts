import { accountAlarms } from "./accountAlarms";
import { type AlarmDefinition, type AlarmSetting, alarmDefinition } from "./alarm";
import { type PipelineNames, pipelineAlarms } from "./pipelineAlarms";
import { type MonitoredStream, streamAlarms } from "./streamAlarms";

export interface AlarmDefinitionsArgs extends AlarmSetting {
  /** The applications' streams. */
  streams: readonly MonitoredStream[];
  pipeline: PipelineNames;
}

/**
 * Every alarm of a stack. Few on purpose: each reaches a person, who finds what to do in the runbook. Stream warnings below
 * AWS's lines, delays, rejects, errors and throttles of functions, and the send rate are graphs of the dashboard only: what
 * comes of them that a person must know (a rate at a line, feedback that waits, dead letters, a used quota) has its alarm.
 */
export function alarmDefinitions({ streams, pipeline, ...setting }: AlarmDefinitionsArgs): AlarmDefinition[] {
  return [
    ...accountAlarms(setting.stack),
    ...streams.flatMap(streamAlarms),
    ...pipelineAlarms(setting.stack, pipeline),
  ].map((sketch) => alarmDefinition(sketch, setting));
}
