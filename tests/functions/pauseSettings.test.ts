import assert from "node:assert/strict";
import { readPauseSettings } from "../../functions/pauseSending/settings";

const STREAM = { configurationSet: "prod-notifications", alarms: ["bounce-pause", "complaint-pause"] };
const RIGHT = {
  ACCOUNT_ID: "123456789012",
  PAUSE_PREFIX: "/ses-launch/prod/pause",
  STREAMS: JSON.stringify({
    notifications: STREAM,
    news: { ...STREAM, releasedAt: "2026-11-24T10:00:12.345Z" },
  }),
};

describe("functions/pauseSending/settings", () => {
  it("reads what the stack tells", () => {
    assert.deepEqual(readPauseSettings(RIGHT), {
      accountId: "123456789012",
      pausePrefix: "/ses-launch/prod/pause",
      streams: {
        notifications: STREAM,
        news: { ...STREAM, releasedAt: "2026-11-24T10:00:12.345Z" },
      },
    });
  });

  it("names everything that is missing at once", () => {
    assert.throws(
      () => readPauseSettings({}),
      /ACCOUNT_ID is missing.*PAUSE_PREFIX is missing.*STREAMS is missing/,
    );
  });

  const wrong: readonly (readonly [name: keyof typeof RIGHT, value: string])[] = [
    ["ACCOUNT_ID", "12345678901"],
    ["PAUSE_PREFIX", "ses-launch/prod/pause"],
    ["PAUSE_PREFIX", "/ses-launch/prod/pause/"],
    ["STREAMS", "no json"],
    ["STREAMS", "[]"],
    ["STREAMS", '{"news":{"configurationSet":"","alarms":["a"]}}'],
    ["STREAMS", '{"news":{"configurationSet":"prod-news","alarms":[]}}'],
    ["STREAMS", '{"news":{"configurationSet":"prod-news","alarms":["a"],"releasedAt":"yesterday"}}'],
  ];
  for (const [name, value] of wrong)
    it(`refuses ${name} ${value}, without repeating it`, () => {
      assert.throws(
        () => readPauseSettings({ ...RIGHT, [name]: value }),
        ({ message }: Error) =>
          message.includes(`${name} is wrong`) && !message.includes(value) && !message.includes("missing"),
      );
    });
});
