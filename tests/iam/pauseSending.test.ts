import assert from "node:assert/strict";
import { pausePolicy } from "../../iam/pauseSending";
import { ACCOUNT, REGION, roleMay } from "./simulate";

const here = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const RECORD = here("ssm", "parameter/ses-launch/prod/pause/notifications");
const SET = here("ses", "configuration-set/prod-notifications");
const ALARM = here("cloudwatch", "alarm:ses-launch-prod-stream-notifications-bounce-pause");
const DEAD_LETTERS = here("sqs", "ses-launch-prod-pause-sending-failed");
const LOG = here("logs", "log-group:/aws/lambda/ses-launch-prod-pause-sending");

const document = pausePolicy({
  place: { region: REGION, accountId: ACCOUNT },
  parameters: ["/ses-launch/prod/pause/notifications"],
  configurationSets: ["prod-notifications"],
  alarms: ["ses-launch-prod-stream-notifications-bounce-pause"],
  deadLettersArn: DEAD_LETTERS,
  logGroupArn: LOG,
});

const TABLE: readonly (readonly [action: string, resource: string, allowed: boolean])[] = [
  ["ssm:GetParameter", RECORD, true],
  ["ssm:PutParameter", RECORD, true],
  ["ssm:DeleteParameter", RECORD, false],
  ["ssm:GetParameter", here("ssm", "parameter/ses-launch/prod/pause/transactional"), false],
  ["ssm:PutParameter", here("ssm", "parameter/ses-launch/prod/email"), false],
  ["ssm:PutParameter", here("ssm", "parameter/ses-launch/staging/pause/notifications"), false],
  ["ses:GetConfigurationSet", SET, true],
  ["ses:PutConfigurationSetSendingOptions", SET, true],
  ["ses:PutConfigurationSetSendingOptions", here("ses", "configuration-set/prod-transactional"), false],
  ["ses:PutConfigurationSetSendingOptions", here("ses", "configuration-set/prod-closed"), false],
  ["ses:PutConfigurationSetReputationOptions", SET, false],
  ["ses:DeleteConfigurationSet", SET, false],
  ["ses:PutAccountSendingAttributes", "*", false],
  ["ses:SendEmail", here("ses", "identity/listbackup.ai"), false],
  ["cloudwatch:DescribeAlarms", ALARM, true],
  ["cloudwatch:DescribeAlarms", here("cloudwatch", "alarm:other"), false],
  ["cloudwatch:SetAlarmState", ALARM, false],
  ["cloudwatch:DisableAlarmActions", ALARM, false],
  ["sqs:SendMessage", DEAD_LETTERS, true],
  ["sqs:ReceiveMessage", DEAD_LETTERS, false],
  ["sqs:SendMessage", here("sqs", "ses-launch-prod-feedback"), false],
  ["logs:PutLogEvents", `${LOG}:log-stream:1`, true],
  ["logs:DeleteLogGroup", `${LOG}:*`, false],
];

describe("the policy of the pause function", () => {
  for (const [action, resource, allowed] of TABLE)
    it(`${allowed ? "allows" : "refuses"} ${action} on ${resource}`, async () => {
      assert.equal(await roleMay(document, { action, resource }), allowed);
    });

  it("names every resource whole", () => {
    const resources = document.Statement.flatMap(({ Resource }) => Resource ?? []);
    assert.deepEqual(
      resources.filter((resource) => resource.includes("*")),
      [`${LOG}:*`],
    );
  });
});
