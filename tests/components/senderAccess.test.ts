import assert from "node:assert/strict";
import { EmailParameter } from "../../components/emailParameter";
import { FeedbackKey } from "../../components/feedbackKey";
import { SenderAccess, type SenderAccessArgs } from "../../components/senderAccess";
import { keyPolicy, readPolicy } from "../../iam/feedback";
import { sendPolicy } from "../../iam/sending";
import { SANDBOX_LIMITS, type EmailOutput } from "../../outputs";
import { named, synth } from "./synth";

const place = { region: "us-east-1", accountId: "123456789012" };
const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/list";
const sender = { place, domain: "listbackup.ai", fromAddress: "noreply@listbackup.ai" };
const ARGS: SenderAccessArgs = {
  ...sender,
  stack: "prod",
  streams: {
    transactional: { configurationSet: "prod-transactional", raw: false },
    alerts: { configurationSet: "prod-alerts", raw: true },
  },
  tableArn: TABLE,
};

const json = (value: unknown) => JSON.parse(String(value)) as unknown;

describe("SenderAccess", () => {
  it("makes one managed policy a stream and one to ask the list", async () => {
    const seen = await synth(() => new SenderAccess("access", ARGS));
    const policies = seen.resources.filter(({ type }) => type === "aws:iam/policy:Policy");
    assert.deepEqual(
      policies.map(({ inputs }) => [inputs["name"], json(inputs["policy"])]),
      [
        [
          "ses-launch-prod-send-transactional",
          sendPolicy({ ...sender, configurationSet: "prod-transactional", raw: false }),
        ],
        [
          "ses-launch-prod-send-alerts",
          sendPolicy({ ...sender, configurationSet: "prod-alerts", raw: true }),
        ],
        ["ses-launch-prod-read-suppression", readPolicy(TABLE, place)],
      ],
    );
  });

  it("restricts the recipients of every stream where the stack does", async () => {
    const allowedRecipients = ["*@listbackup.ai"];
    const streams = { alerts: { configurationSet: "staging-alerts", raw: false } };
    const seen = await synth(
      () => new SenderAccess("access", { ...ARGS, stack: "staging", streams, allowedRecipients }),
    );
    assert.deepEqual(
      json(named(seen, "access-send-alerts").inputs["policy"]),
      sendPolicy({ ...sender, configurationSet: "staging-alerts", raw: false, allowedRecipients }),
    );
  });
});

describe("FeedbackKey", () => {
  it("rotates, bears the stack's name and lets in who writes to the topic", async () => {
    const args = {
      place,
      configurationSets: ["prod-alerts"],
      topicArn: "arn:aws:sns:us-east-1:123456789012:t",
    };
    const seen = await synth(() => new FeedbackKey("feedback-key", { ...args, stack: "prod" }));
    const { policy, enableKeyRotation } = named(seen, "feedback-key").inputs;
    assert.equal(enableKeyRotation, true);
    assert.deepEqual(json(policy), keyPolicy(args.topicArn, "aws", args));
    assert.deepEqual(named(seen, "feedback-key-alias").inputs, {
      name: "alias/ses-launch-prod",
      targetKeyId: "1111",
    });
  });
});

describe("EmailParameter", () => {
  it("holds the output as JSON, readable in a preview", async () => {
    const email: EmailOutput = {
      region: "us-east-1",
      domain: "listbackup.ai",
      fromAddress: "noreply@listbackup.ai",
      identityArn: "arn",
      streams: {},
      suppression: { tableName: "list", tableArn: TABLE, readPolicyArn: "arn" },
      templates: {},
      limits: SANDBOX_LIMITS,
      recipientsRestricted: false,
    };
    const seen = await synth(() => new EmailParameter("email", { stack: "prod", email }));
    const { insecureValue, ...rest } = named(seen, "email").inputs;
    assert.deepEqual(json(insecureValue), email);
    assert.deepEqual(rest, {
      name: "/ses-launch/prod/email",
      description: "How applications send mail through this stack",
      type: "String",
      tier: "Intelligent-Tiering",
    });
  });
});
