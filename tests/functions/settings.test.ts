import assert from "node:assert/strict";
import { readFunctionSettings } from "../../functions/feedback/settings";

const RIGHT = {
  ACCOUNT_ID: "123456789012",
  TABLE_NAME: "ses-launch-prod-suppression",
  STREAMS: '{"prod-transactional":"transactional"}',
  TOPICS: '["marketing"]',
};

describe("functions/feedback/settings", () => {
  it("reads what the stack tells", () => {
    assert.deepEqual(readFunctionSettings(RIGHT), {
      accountId: "123456789012",
      tableName: "ses-launch-prod-suppression",
      streams: { "prod-transactional": "transactional" },
      topics: ["marketing"],
    });
  });

  it("names everything that is missing at once", () => {
    assert.throws(
      () => readFunctionSettings({}),
      /ACCOUNT_ID is missing.*TABLE_NAME is missing.*STREAMS is missing.*TOPICS is missing/,
    );
  });

  const wrong: readonly (readonly [name: keyof typeof RIGHT, value: string])[] = [
    ["ACCOUNT_ID", "12345678901"],
    ["ACCOUNT_ID", "1234567890123"],
    ["STREAMS", "no json"],
    ["STREAMS", "null"],
    ["STREAMS", '["transactional"]'],
    ["STREAMS", '{"prod-transactional":1}'],
    ["TOPICS", '"marketing"'],
    ["TOPICS", "[1]"],
  ];
  for (const [name, value] of wrong)
    it(`refuses ${name} ${value}, without repeating it`, () => {
      assert.throws(
        () => readFunctionSettings({ ...RIGHT, [name]: value }),
        ({ message }: Error) =>
          new RegExp(`${name} is wrong`).test(message) &&
          !message.includes(value) &&
          !message.includes("missing"),
      );
    });
});
