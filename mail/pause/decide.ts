import type { PauseRecord } from "./record";

/** One of a stream's pause alarms, as CloudWatch tells of it. */
export interface AlarmSeen {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** When it changed to this state; ISO 8601, UTC. */
  readonly since: string;
  /** The highest rate that it went by; ratio. */
  readonly value?: number | undefined;
}

export interface StreamSeen {
  readonly stream: string;
  readonly alarms: readonly AlarmSeen[];
  readonly record?: PauseRecord | undefined;
  /** Whether the stream's configuration set sends. */
  readonly sendingEnabled: boolean;
  /** The `at` of the record that the stack file released. */
  readonly releasedAt?: string | undefined;
}

/** What to do, in this order. There is no word for switching a stream on: people do that, through the stack file. */
export interface PauseDecision {
  readonly write?: PauseRecord;
  /** The record for which the stream is to be switched off; absent where it stays as it is. */
  readonly offFor?: PauseRecord;
}

/**
 * What one stream needs so that it is off after an alarm, until its record is released. The same input twice changes
 * nothing the second time, and an alarm that is not newer than what the record knows is no reason for anything.
 *
 * A released stream sends though its alarm may still say ALARM: SES resets a set's reputation only when its sending is
 * enabled again, and missing data keeps the alarm's state (SES Developer Guide, "Pausing email sending for a configuration
 * set"; CloudWatch User Guide, "Configuring how alarms treat missing data").
 */
export function decidePause(seen: StreamSeen): PauseDecision {
  const { stream, alarms, record, sendingEnabled, releasedAt } = seen;
  const newest = newestAlarm(alarms);
  const isNews = newest !== undefined && (record === undefined || isAnother(newest, record));

  if (record === undefined || isReleased(record, releasedAt)) {
    if (!isNews) return {};
    const made = newRecord(stream, newest);
    return { write: made, offFor: made };
  }
  const held = isNews ? { ...record, lastAlarmAt: newest.since } : record;
  return {
    ...(isNews && { write: held }),
    // Whoever switched a held stream on by hand did it without a review.
    ...(sendingEnabled && { offFor: held }),
  };
}

/** Whether the stack file released this record, and not one before it. */
export function isReleased({ at }: PauseRecord, releasedAt: string | undefined): boolean {
  return releasedAt !== undefined && Date.parse(at) === Date.parse(releasedAt);
}

function newRecord(stream: string, { name, value, since }: AlarmSeen): PauseRecord {
  return { stream, alarm: name, ...(value !== undefined && { value }), at: since };
}

function newestAlarm(alarms: readonly AlarmSeen[]): AlarmSeen | undefined {
  return alarms
    .filter(({ state }) => state === "ALARM")
    .reduce<AlarmSeen | undefined>(
      (newest, one) => (newest === undefined || isLater(one.since, newest.since) ? one : newest),
      undefined,
    );
}

/**
 * The alarm's event and `DescribeAlarms` may tell one moment a little differently (*assumed*), and an alarm over hours does
 * not ring twice in a minute.
 */
export const ONE_ALARM_MS = 60_000;

function isAnother({ since }: AlarmSeen, { at, lastAlarmAt = at }: PauseRecord): boolean {
  return Date.parse(since) - Date.parse(lastAlarmAt) >= ONE_ALARM_MS;
}

function isLater(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}
