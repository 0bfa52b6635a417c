import assert from "node:assert/strict";
import fc from "fast-check";
import { type PauseRecord, parsePauseRecord, pauseRecordText } from "../../../mail/pause/record";

const RECORD: PauseRecord = {
  stream: "notifications",
  alarm: "ses-launch-prod-stream-notifications-bounce-pause",
  value: 0.0932,
  at: "2026-11-24T10:00:12.345Z",
};

describe("the pause record", () => {
  it("is read as it was written", () => {
    const text = fc.string({ minLength: 1 });
    const time = fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-01-01") })
      .map((date) => date.toISOString());
    const records = fc.record(
      {
        stream: text,
        alarm: text,
        value: fc.double({ min: 0, max: 1, noNaN: true }),
        at: time,
        lastAlarmAt: time,
      },
      { requiredKeys: ["stream", "alarm", "at"] },
    );
    fc.assert(
      fc.property(records, (record) => {
        // JSON knows no -0.
        assert.equal(JSON.stringify(parsePauseRecord(pauseRecordText(record))), pauseRecordText(record));
      }),
    );
    assert.deepEqual(parsePauseRecord(pauseRecordText(RECORD)), RECORD);
  });

  it("may have fields that a later version adds", () => {
    assert.deepEqual(parsePauseRecord(JSON.stringify({ ...RECORD, by: "somebody" })), RECORD);
  });

  const wrong: readonly (readonly [text: string, message: RegExp])[] = [
    ["", /it is no JSON object$/],
    ["{", /it is no JSON object$/],
    ["null", /it is no JSON object$/],
    ['"off"', /it is no JSON object$/],
    ["{}", /missing or wrong: stream, alarm, at$/],
    [JSON.stringify({ ...RECORD, at: "yesterday" }), /missing or wrong: at$/],
    [JSON.stringify({ ...RECORD, at: "2026-11-24T10:00:12+01:00" }), /missing or wrong: at$/],
    [JSON.stringify({ ...RECORD, value: "8 %" }), /missing or wrong: value$/],
    [JSON.stringify({ ...RECORD, lastAlarmAt: 1 }), /missing or wrong: lastAlarmAt$/],
  ];
  for (const [text, message] of wrong)
    it(`is refused as ${text === "" ? "an empty text" : text}, and the error says what is wrong`, () => {
      assert.throws(() => parsePauseRecord(text), message);
    });
});
