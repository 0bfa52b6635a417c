import assert from "node:assert/strict";
import { SettingsError, parseSettings } from "../../settings/parse";
import { settingsSchema } from "../../settings/schema";
import { stackConfig } from "./config";
import { REFUSALS, type Refusal } from "./refusalTable";

function refusalOf({ stack = "prod", changes, secretKeys = [] }: Refusal): SettingsError {
  try {
    parseSettings(stackConfig(stack, changes, secretKeys));
  } catch (error) {
    assert(error instanceof SettingsError);
    return error;
  }
  return assert.fail("the settings were accepted");
}

describe("settings are refused when", () => {
  for (const refusal of REFUSALS)
    it(refusal.when, () => {
      assert.deepEqual(refusalOf(refusal).problems, refusal.problems);
    });

  it("every key of the schema is wrong in some row of the table", () => {
    const told = REFUSALS.flatMap(({ problems }) => problems);
    const silent = Object.keys(settingsSchema.shape).filter(
      (key) => !told.some((problem) => new RegExp(`^ses-launch:${key}\\b`).test(problem)),
    );
    assert.deepEqual(silent, ["apexSpf"], "apexSpf is a boolean like ownsAccount");
  });

  it("one message counts and lists them under the stack file's name", () => {
    const error = refusalOf({
      when: "",
      changes: { "ses-launch:accountId": undefined, "ses-launch:apexSpf": "x" },
      problems: [],
    });
    assert.equal(
      error.message,
      "Pulumi.prod.yaml: 2 problems, nothing was changed.\n" +
        '  - ses-launch:apexSpf is "x": expected true or false\n' +
        '  - ses-launch:accountId is missing: expected the 12 digits, quoted: "123456789012"',
    );
  });

  it("no message shows a secret or a recipient", () => {
    const error = refusalOf({
      when: "",
      changes: {
        "ses-launch:webhooks": ["http://hooks.example.com/token-abc"],
        "ses-launch:allowedRecipients": ["Jane.Doe@partner.example"],
        "ses-launch:sandboxRecipients": ["john.roe@@partner.example"],
        "ses-launch:alarmEmails": ["on.call@"],
      },
      problems: [],
    });
    assert.equal(error.problems.length, 5);
    assert.doesNotMatch(error.message, /token-abc|jane|john|on\.call/i);
  });
});
