import assert from "node:assert/strict";
import fc from "fast-check";
import { type AlarmSeen, type PauseDecision, type StreamSeen, decidePause } from "../../../mail/pause/decide";
import type { PauseRecord } from "../../../mail/pause/record";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour)).toISOString();
const alarm = (hour: number, changes: Partial<AlarmSeen> = {}): AlarmSeen => ({
  name: "bounce",
  state: "ALARM",
  since: at(hour),
  value: 0.09,
  ...changes,
});
const RECORD: PauseRecord = { stream: "notifications", alarm: "bounce", value: 0.09, at: at(10) };
const later = { ...RECORD, at: at(11) };
const heard = { ...RECORD, lastAlarmAt: at(11) };

/** The stream sends, and nothing happened to it yet. */
const QUIET: StreamSeen = { stream: "notifications", alarms: [], sendingEnabled: true };
const HELD: StreamSeen = { ...QUIET, record: RECORD, sendingEnabled: false };
const RELEASED: StreamSeen = { ...QUIET, record: RECORD, releasedAt: RECORD.at };

const TABLE: readonly (readonly [what: string, seen: StreamSeen, wanted: PauseDecision])[] = [
  ["nothing without an alarm", QUIET, {}],
  ["nothing for an alarm that is OK", { ...QUIET, alarms: [alarm(10, { state: "OK" })] }, {}],
  [
    "nothing for an alarm without data",
    { ...QUIET, alarms: [alarm(10, { state: "INSUFFICIENT_DATA" })] },
    {},
  ],
  [
    "a record and off for an alarm without a record",
    { ...QUIET, alarms: [alarm(10)] },
    { write: RECORD, offFor: RECORD },
  ],
  [
    "a record without a value where the alarm told none",
    { ...QUIET, alarms: [alarm(10, { value: undefined })] },
    {
      write: { stream: "notifications", alarm: "bounce", at: at(10) },
      offFor: { stream: "notifications", alarm: "bounce", at: at(10) },
    },
  ],
  [
    "a record of the newest of two alarms",
    { ...QUIET, alarms: [alarm(9, { name: "complaint" }), alarm(10)] },
    { write: RECORD, offFor: RECORD },
  ],
  ["nothing while it is held and off", HELD, {}],
  ["nothing for the same alarm again", { ...HELD, alarms: [alarm(10)] }, {}],
  ["nothing for an older alarm while it is held", { ...HELD, alarms: [alarm(9)] }, {}],
  [
    "off, with the record kept, when somebody switched it on",
    { ...HELD, sendingEnabled: true },
    { offFor: RECORD },
  ],
  [
    "off as well when only an older record was released",
    { ...HELD, sendingEnabled: true, releasedAt: at(9) },
    { offFor: RECORD },
  ],
  [
    "a note in the same record of a newer alarm while it is held",
    { ...HELD, alarms: [alarm(11)] },
    { write: heard },
  ],
  [
    "a note and off when a newer alarm finds it switched on by hand",
    { ...HELD, sendingEnabled: true, alarms: [alarm(11)] },
    { write: heard, offFor: heard },
  ],
  ["nothing once it is released", RELEASED, {}],
  [
    "nothing once it is released by the same time in other words",
    { ...RELEASED, releasedAt: at(10).replace(".000Z", "Z") },
    {},
  ],
  ["nothing for the old alarm that still says ALARM", { ...RELEASED, alarms: [alarm(10)] }, {}],
  [
    "nothing for the old alarm whose time is told a little later",
    { ...RELEASED, alarms: [alarm(10, { since: at(10).replace("00.000Z", "59.999Z") })] },
    {},
  ],
  [
    "nothing for a second alarm that the released record had noted",
    { ...RELEASED, record: heard, alarms: [alarm(11, { name: "complaint" })] },
    {},
  ],
  [
    "a new record and off for a new alarm after the release",
    { ...RELEASED, alarms: [alarm(11)] },
    { write: later, offFor: later },
  ],
  [
    "a new record and off for a new alarm while the release is being deployed",
    { ...RELEASED, sendingEnabled: false, alarms: [alarm(11)] },
    { write: later, offFor: later },
  ],
];

/** A stream over time: what the function is told and what people do. */
type Step =
  | { readonly do: "alarm" | "late alarm"; readonly name: string }
  | { readonly do: "end"; readonly name: string }
  | { readonly do: "schedule" | "switch on" | "release" };

const names = fc.constantFrom("bounce", "complaint");
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom("alarm" as const, "late alarm" as const, "end" as const), name: names }),
    fc.record({ do: fc.constantFrom("schedule" as const, "switch on" as const, "release" as const) }),
  ),
  { maxLength: 30 },
);

class Model {
  private seen: StreamSeen = QUIET;
  private hour = 0;
  /** Everything at or before it was known when the stream was released. */
  private covered = -1;
  private readonly alarms = new Map<string, AlarmSeen>();
  private readonly told: AlarmSeen[] = [];

  take(step: Step): void {
    this.hour += 1;
    switch (step.do) {
      case "alarm": {
        const raised = alarm(this.hour, { name: step.name });
        this.alarms.set(step.name, raised);
        this.told.push(raised);
        this.decide([raised]);
        this.mustBeOff();
        break;
      }
      case "late alarm": {
        const again = this.told.find(({ name }) => name === step.name);
        if (again === undefined) break;
        this.decide([again]);
        if (Date.parse(again.since) > this.covered) this.mustBeOff();
        break;
      }
      case "end":
        this.alarms.set(step.name, alarm(this.hour, { name: step.name, state: "OK" }));
        break;
      case "schedule":
        this.decide([...this.alarms.values()]);
        break;
      case "switch on":
        this.seen = { ...this.seen, sendingEnabled: true };
        break;
      case "release":
        if (this.seen.record === undefined) break;
        this.covered = Date.parse(at(this.hour));
        this.seen = { ...this.seen, sendingEnabled: true, releasedAt: this.seen.record.at };
        // A release is not undone by what was known before it.
        this.decide([...this.alarms.values()]);
        assert.equal(this.seen.sendingEnabled, true);
    }
  }

  private decide(alarms: readonly AlarmSeen[]): void {
    const before = this.seen;
    const decision = decidePause({ ...before, alarms });
    assert.deepEqual(
      Object.keys(decision).filter((key) => key !== "write" && key !== "offFor"),
      [],
      "it only ever writes and switches off",
    );
    const { write, offFor } = decision;
    if (write !== undefined && before.record !== undefined)
      assert(newestOf(write) > newestOf(before.record), "an older alarm took the place of a newer record");
    if (offFor !== undefined) assert.deepEqual(offFor, write ?? before.record);
    this.seen = {
      ...before,
      ...(write !== undefined && { record: write }),
      sendingEnabled: before.sendingEnabled && offFor === undefined,
    };
    assert.deepEqual(decidePause({ ...this.seen, alarms }), {}, "the same again changes something");
  }

  private mustBeOff(): void {
    const { record, releasedAt, sendingEnabled } = this.seen;
    assert.equal(sendingEnabled, false);
    assert(record !== undefined && record.at !== releasedAt);
  }
}

function newestOf({ at: first, lastAlarmAt }: PauseRecord): number {
  return Date.parse(lastAlarmAt ?? first);
}

describe("the decision to pause a stream", () => {
  for (const [what, seen, wanted] of TABLE)
    it(`is ${what}`, () => {
      assert.deepEqual(decidePause(seen), wanted);
    });

  it("never switches on, never undoes a release, and leaves the stream off with a record after every newer alarm", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const model = new Model();
        for (const step of sequence) model.take(step);
      }),
      { numRuns: 2000 },
    );
  });
});
