import { type AlarmSeen, decidePause } from "../../mail/pause/decide";
import { type PauseRecord, parsePauseRecord, pauseRecordText } from "../../mail/pause/record";
import type { Telling } from "../powertools";
import type { PauseAccount } from "./account";
import { readInvocation } from "./invocation";
import { PAUSE_METRICS, type PauseMetric } from "./metricNames";
import type { PausedStream, PauseSettings } from "./settings";

export interface PauseHandlerParts {
  account: PauseAccount;
  settings: PauseSettings;
  telling: Telling<PauseMetric>;
}

/**
 * The function that switches a stream off when one of its pause alarms goes off, and every hour makes sure that what must
 * be off is. The record is written before the switch: a stream that is off without one would come back with the next `up`.
 *
 * Alarms and the schedule invoke it asynchronously: what fails is tried twice more and then lies in the dead-letter queue
 * (Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").
 *
 * @returns the handler; it throws an Error for an event that is not its own, and when anything failed of what had to be done
 */
export function createPauseHandler({ account, settings, telling }: PauseHandlerParts) {
  const hold = async (name: string, stream: PausedStream, alarms: readonly AlarmSeen[]) => {
    const { record, unreadable } = readRecord(await account.readRecord(name));
    const { write, offFor } = decidePause({
      stream: name,
      alarms,
      record,
      sendingEnabled: await account.sendingEnabled(stream.configurationSet),
      releasedAt: stream.releasedAt,
    });
    // What nobody can read, nobody can have released, so an alarm writes over it. Without an alarm somebody must look.
    if (unreadable !== undefined && write === undefined) throw unreadable;
    if (write !== undefined) await account.writeRecord(name, pauseRecordText(write));
    if (offFor === undefined) return;
    await account.switchOff(stream.configurationSet);
    telling.count(PAUSE_METRICS.streamsPaused, 1);
    telling.warn("A stream was switched off", { stream: name, record: pauseRecordText(offFor) });
  };

  /** What is held is held, whether or not CloudWatch tells its alarms. */
  const check = async (name: string, stream: PausedStream) => {
    const [alarms] = await Promise.allSettled([account.alarms(stream.alarms)]);
    await hold(name, stream, alarms.status === "fulfilled" ? alarms.value : []);
    if (alarms.status === "rejected") throw alarms.reason;
  };

  const checkAll = async () => {
    const failures: string[] = [];
    // One after the other: SES takes one such call a second (SES Developer Guide, "Service quotas in Amazon SES").
    for (const [name, stream] of Object.entries(settings.streams))
      try {
        await check(name, stream);
      } catch (error) {
        failures.push(`${name}: ${textOf(error)}`);
      }
    if (failures.length > 0) throw new Error(`Not every stream could be checked. ${failures.join("; ")}`);
  };

  const handle = async (event: unknown) => {
    const invocation = readInvocation(event);
    if (invocation.by === "schedule") {
      await checkAll();
      return;
    }
    const { accountId, alarm } = invocation;
    const owned = Object.entries(settings.streams).find(([, { alarms }]) => alarms.includes(alarm.name));
    if (accountId !== settings.accountId || owned === undefined)
      throw new Error(`The alarm ${alarm.name} of account ${accountId} belongs to no stream of this stack`);
    if (alarm.state === "ALARM") await hold(...owned, [alarm]);
  };

  return async (event: unknown): Promise<void> => {
    try {
      await handle(event);
    } catch (error) {
      telling.error("A stream may not be as it must be", { why: textOf(error) });
      throw error;
    } finally {
      telling.publish();
    }
  };
}

function readRecord(text: string | undefined): { record?: PauseRecord; unreadable?: Error } {
  if (text === undefined) return {};
  try {
    return { record: parsePauseRecord(text) };
  } catch (error) {
    return { unreadable: error instanceof Error ? error : new Error(String(error)) };
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
