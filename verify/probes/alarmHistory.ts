import { paginateDescribeAlarmHistory } from "@aws-sdk/client-cloudwatch";
import { alarmName } from "../../monitoring/alarmInputs";
import { type Probe, couldNotTell, judged, ONLY_READS } from "../probe";

const DAYS = 14;
const MOST_PAGES = 20;

/** What became of the mails that the stack's alarms sent to the alarm topic. */
export const alarmHistory: Probe = {
  ...ONLY_READS,
  needs: ["canary"],
  run: async ({ clients: { cloudwatch }, settings, clock }) => {
    const prefix = alarmName(settings.stack, "");
    const since = new Date(clock.now() - DAYS * 86_400_000);
    let pages = 0;
    let done = 0;
    let failed = 0;
    const history = paginateDescribeAlarmHistory(
      { client: cloudwatch },
      { HistoryItemType: "Action", AlarmTypes: ["MetricAlarm"], StartDate: since, MaxRecords: 100 },
    );
    for await (const { AlarmHistoryItems = [] } of history) {
      for (const { AlarmName = "", HistorySummary = "" } of AlarmHistoryItems) {
        if (!AlarmName.startsWith(prefix) || !/arn:[^:]+:sns:/.test(HistorySummary)) continue;
        if (/^Successfully/.test(HistorySummary)) done++;
        else if (/^Failed/.test(HistorySummary)) failed++;
      }
      if (++pages === MOST_PAGES) break;
    }
    const saw = `in ${DAYS} days: ${done} messages to the alarm topic, ${failed} that failed`;
    return { "alarm-reaches-topic": done + failed === 0 ? couldNotTell(saw) : judged(failed === 0, saw) };
  },
};
