import assert from "node:assert/strict";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetConfigurationSetCommand,
  PutConfigurationSetSendingOptionsCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { mockClient } from "aws-sdk-client-mock";
import { AwsPauseAccount } from "../../functions/pauseSending/awsAccount";
import { createPauseHandler } from "../../functions/pauseSending/handler";
import { PAUSE_METRICS, type PauseMetric } from "../../functions/pauseSending/metricNames";
import type { PauseSettings } from "../../functions/pauseSending/settings";
import { Told } from "./invoke";
import { ACCOUNT, SCHEDULED, alarmEvent, alarmOf } from "./pauseEvents";

const STREAMS = ["news", "notifications"] as const;
type Stream = (typeof STREAMS)[number];

const region = "us-east-1";
const clients = {
  ssm: new SSMClient({ region }),
  ses: new SESv2Client({ region }),
  cloudwatch: new CloudWatchClient({ region }),
};
const mocked = {
  ssm: mockClient(clients.ssm),
  ses: mockClient(clients.ses),
  cloudwatch: mockClient(clients.cloudwatch),
};

/** What AWS has, and every call in its order. */
class Account {
  readonly calls: string[] = [];
  readonly records = new Map<string, string>();
  readonly sending = new Map<string, boolean>(STREAMS.map((stream) => [`prod-${stream}`, true]));
  readonly alarms = new Map<string, { state: "OK" | "ALARM"; since: string }>(
    STREAMS.flatMap((stream) =>
      ["bounce", "complaint"].map((kind) => [
        alarmOf(stream, kind),
        { state: "OK" as const, since: "2026-11-01T00:00:00.000Z" },
      ]),
    ),
  );
  /** Calls that fail, as they stand in `calls`. */
  readonly failing = new Set<string>();

  constructor() {
    for (const mock of Object.values(mocked)) mock.reset();
    mocked.ssm.on(GetParameterCommand).callsFake(({ Name }: { Name: string }) => {
      this.call(`read ${Name}`);
      const Value = this.records.get(Name);
      if (Value === undefined) throw new ParameterNotFound({ $metadata: {}, message: "" });
      return { Parameter: { Value } };
    });
    mocked.ssm.on(PutParameterCommand).callsFake(({ Name, Value }: { Name: string; Value: string }) => {
      this.call(`write ${Name}`);
      this.records.set(Name, Value);
      return {};
    });
    mocked.ses
      .on(GetConfigurationSetCommand)
      .callsFake(({ ConfigurationSetName: set }: { ConfigurationSetName: string }) => {
        this.call(`see ${set}`);
        return { SendingOptions: { SendingEnabled: this.sending.get(set) } };
      });
    mocked.ses
      .on(PutConfigurationSetSendingOptionsCommand)
      .callsFake((input: { ConfigurationSetName: string; SendingEnabled: boolean }) => {
        this.call(`switch ${input.ConfigurationSetName} ${input.SendingEnabled ? "on" : "off"}`);
        this.sending.set(input.ConfigurationSetName, input.SendingEnabled);
        return {};
      });
    mocked.cloudwatch.on(DescribeAlarmsCommand).callsFake(({ AlarmNames }: { AlarmNames: string[] }) => {
      this.call(`alarms ${AlarmNames.join(" ")}`);
      return {
        MetricAlarms: AlarmNames.flatMap((AlarmName) => {
          const alarm = this.alarms.get(AlarmName);
          return alarm === undefined
            ? []
            : [
                {
                  AlarmName,
                  StateValue: alarm.state,
                  StateTransitionedTimestamp: new Date(alarm.since),
                  StateUpdatedTimestamp: new Date(),
                },
              ];
        }),
      };
    });
  }

  private call(what: string): void {
    this.calls.push(what);
    if (this.failing.has(what)) throw Object.assign(new Error("no"), { name: "TooManyRequestsException" });
  }

  /** Runs the function once and gives what it did. */
  async run(event: unknown, released: Partial<Record<Stream, string>> = {}, told = new Told<PauseMetric>()) {
    const settings: PauseSettings = {
      accountId: ACCOUNT,
      pausePrefix: "/ses-launch/prod/pause",
      streams: Object.fromEntries(
        STREAMS.map((stream) => [
          stream,
          {
            configurationSet: `prod-${stream}`,
            alarms: [alarmOf(stream, "bounce"), alarmOf(stream, "complaint")],
            releasedAt: released[stream],
          },
        ]),
      ),
    };
    const account = new AwsPauseAccount(clients, settings.pausePrefix);
    this.calls.length = 0;
    await createPauseHandler({ account, settings, telling: told })(event);
    return told;
  }
}

const RECORD = "/ses-launch/prod/pause/notifications";
const SET = "prod-notifications";
const BOUNCE = alarmEvent(alarmOf("notifications", "bounce"));
const PAUSE = [`read ${RECORD}`, `see ${SET}`, `write ${RECORD}`, `switch ${SET} off`];
const QUIET_NEWS = [
  `alarms ${alarmOf("news", "bounce")} ${alarmOf("news", "complaint")}`,
  "read /ses-launch/prod/pause/news",
  "see prod-news",
];
const ALARMS = `alarms ${alarmOf("notifications", "bounce")} ${alarmOf("notifications", "complaint")}`;
const WRITTEN = {
  stream: "notifications",
  alarm: alarmOf("notifications", "bounce"),
  value: 0.0932,
  at: "2026-11-24T10:00:12.345Z",
};

describe("the pause function", () => {
  let account: Account;
  const record = () => JSON.parse(account.records.get(RECORD) ?? "null") as unknown;
  beforeEach(() => {
    account = new Account();
  });
  after(() => {
    for (const mock of Object.values(mocked)) mock.restore();
  });

  it("writes the record and then switches off the one stream of the alarm", async () => {
    const told = await account.run(BOUNCE);
    assert.deepEqual(account.calls, PAUSE);
    assert.deepEqual(record(), WRITTEN);
    assert.deepEqual(
      [...account.sending],
      [
        ["prod-news", true],
        [SET, false],
      ],
    );
    assert.equal(told.counts.get(PAUSE_METRICS.streamsPaused), 1);
    assert.equal(told.published, 1);
    assert.equal(told.lines.length, 1);
  });

  it("tells SSM and SES exactly this", async () => {
    await account.run(BOUNCE);
    assert.deepEqual(mocked.ssm.commandCalls(PutParameterCommand)[0]?.args[0].input, {
      Name: RECORD,
      Description: "Why the stream notifications is off",
      Value: JSON.stringify(WRITTEN),
      Type: "String",
      Overwrite: true,
    });
    assert.deepEqual(mocked.ses.commandCalls(PutConfigurationSetSendingOptionsCommand)[0]?.args[0].input, {
      ConfigurationSetName: SET,
      SendingEnabled: false,
    });
  });

  it("changes nothing when the same alarm comes again", async () => {
    await account.run(BOUNCE);
    const told = await account.run(BOUNCE);
    assert.deepEqual(account.calls, PAUSE.slice(0, 2));
    assert.equal(told.counts.size, 0);
  });

  it("does nothing for an alarm that ends", async () => {
    for (const state of ["OK", "INSUFFICIENT_DATA"]) {
      await account.run(alarmEvent(alarmOf("notifications", "bounce"), { state }));
      assert.deepEqual(account.calls, []);
    }
  });

  it("writes no value where the alarm told none", async () => {
    await account.run(alarmEvent(alarmOf("notifications", "bounce"), { reasonData: undefined }));
    const { stream, alarm, at } = WRITTEN;
    assert.deepEqual(record(), { stream, alarm, at });
  });

  for (const [position, call] of PAUSE.entries())
    it(`fails at "${call.split(" ")[0] ?? ""}", and finishes when it is tried again`, async () => {
      account.failing.add(call);
      const told = new Told<PauseMetric>();
      await assert.rejects(account.run(BOUNCE, {}, told), { name: "TooManyRequestsException" });
      assert.deepEqual(account.calls, PAUSE.slice(0, position + 1));
      assert.equal(told.published, 1);
      assert.equal(told.lines[0]?.level, "error");
      account.failing.clear();
      await account.run(BOUNCE);
      assert.deepEqual(record(), WRITTEN);
      assert.equal(account.sending.get(SET), false);
    });

  it("finishes by the schedule what an alarm could not", async () => {
    account.failing.add(`switch ${SET} off`);
    await assert.rejects(account.run(BOUNCE));
    account.failing.clear();
    const told = await account.run(SCHEDULED);
    assert.deepEqual(account.calls, [...QUIET_NEWS, ALARMS, ...PAUSE.slice(0, 2), `switch ${SET} off`]);
    assert.equal(told.counts.get(PAUSE_METRICS.streamsPaused), 1);
  });

  it("pauses by the schedule for an alarm that never reached it", async () => {
    const since = "2026-11-24T10:00:12.345Z";
    account.alarms.set(alarmOf("notifications", "complaint"), { state: "ALARM", since });
    await account.run(SCHEDULED);
    assert.deepEqual(account.calls, [...QUIET_NEWS, ALARMS, ...PAUSE]);
    assert.deepEqual(record(), {
      stream: "notifications",
      alarm: alarmOf("notifications", "complaint"),
      at: since,
    });
  });

  it("switches off what somebody switched on by hand, and leaves a released stream alone", async () => {
    await account.run(BOUNCE);
    account.sending.set(SET, true);
    await account.run(SCHEDULED);
    assert.equal(account.sending.get(SET), false);
    account.sending.set(SET, true);
    await account.run(SCHEDULED, { notifications: WRITTEN.at });
    await account.run(BOUNCE, { notifications: WRITTEN.at });
    assert.equal(account.sending.get(SET), true);
  });

  it("checks every stream though one fails, and fails in the end", async () => {
    await account.run(BOUNCE);
    account.sending.set(SET, true);
    account.failing.add("see prod-news");
    await assert.rejects(account.run(SCHEDULED), /news: TooManyRequestsException: no$/);
    assert.equal(account.sending.get(SET), false);
  });

  it("holds a stream also when its alarms cannot be seen, and fails in the end", async () => {
    await account.run(BOUNCE);
    account.sending.set(SET, true);
    account.failing.add(ALARMS);
    await assert.rejects(account.run(SCHEDULED), /notifications: TooManyRequestsException/);
    assert.equal(account.sending.get(SET), false);
    account.failing.clear();
    account.sending.set(SET, true);
    account.alarms.delete(alarmOf("notifications", "bounce"));
    await assert.rejects(account.run(SCHEDULED), /There is no alarm .*bounce-pause/);
    assert.equal(account.sending.get(SET), false);
  });

  it("pauses over a record that nobody can read, and without an alarm says so", async () => {
    account.records.set(RECORD, "off!");
    await assert.rejects(account.run(SCHEDULED), /notifications: Error: The pause record cannot be read/);
    assert.equal(account.sending.get(SET), true);
    await account.run(BOUNCE);
    assert.deepEqual(record(), WRITTEN);
    assert.equal(account.sending.get(SET), false);
  });

  const strangers: readonly (readonly [what: string, event: unknown, message: RegExp])[] = [
    ["another alarm", alarmEvent("ses-launch-prod-quota-used"), /belongs to no stream/],
    [
      "another stack's alarm",
      alarmEvent(alarmOf("notifications", "bounce", "staging")),
      /belongs to no stream/,
    ],
    [
      "another account's alarm",
      alarmEvent(alarmOf("notifications", "bounce"), { accountId: "999999999999" }),
      /belongs to no stream/,
    ],
    [
      "an alarm without a time",
      alarmEvent(alarmOf("notifications", "bounce"), { timestamp: "" }),
      /when its state/,
    ],
    ["an event of something else", { source: "aws.s3" }, /neither/],
    ["nothing", null, /neither/],
  ];
  for (const [what, event, message] of strangers)
    it(`refuses ${what}, without a call`, async () => {
      await assert.rejects(account.run(event), message);
      assert.deepEqual(account.calls, []);
    });
});
