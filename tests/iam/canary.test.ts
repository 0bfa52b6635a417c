import assert from "node:assert/strict";
import { type CanaryPolicyArgs, canaryPolicy } from "../../iam/canary";
import { ACCOUNT, REGION, roleMay } from "./simulate";

const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/ses-launch-prod-suppression`;
const LOG = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/lambda/ses-launch-prod-canary`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1111`;
const ARGS: CanaryPolicyArgs = {
  place: { region: REGION, accountId: ACCOUNT },
  domain: "listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  configurationSets: ["prod-canary", "prod-transactional"],
  tableArn: TABLE,
  logGroupArn: LOG,
};

const ses = (resource: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`;
const may = (
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
  args = ARGS,
) => roleMay(canaryPolicy(args), { action, resource, context });

const IDENTITY = "identity/listbackup.ai";
const SET = "configuration-set/prod-transactional";
const BOUNCE = "bounce+run-alerts@simulator.amazonses.com";

interface Send {
  action?: string;
  /** Everything that SES authorises for the one call. */
  resources?: string[];
  from?: string;
  to?: string[] | undefined;
  api?: string;
}

/** A call is allowed when each of its resources is: SES asks IAM for every one. */
async function maySend(send: Send): Promise<boolean> {
  const { action = "ses:SendEmail", resources = [IDENTITY, SET], from = "noreply@listbackup.ai" } = send;
  const to = "to" in send ? send.to : [BOUNCE];
  const context = {
    "ses:ApiVersion": send.api ?? "2",
    "ses:FromAddress": from,
    ...(to !== undefined && { "ses:Recipients": to }),
  };
  const answers = await Promise.all(resources.map((resource) => may(action, ses(resource), context)));
  return answers.every(Boolean);
}

const SENDS: readonly [string, Send, boolean][] = [
  ["to the simulator", {}, true],
  [
    "to the simulator, through the canary's own set",
    { resources: [IDENTITY, "configuration-set/prod-canary"] },
    true,
  ],
  [
    "where the address has an identity of its own",
    { resources: ["identity/noreply@listbackup.ai", SET] },
    true,
  ],
  [
    "in the sandbox, which also asks for the recipient's identity",
    { resources: [IDENTITY, SET, "identity/simulator.amazonses.com", `identity/${BOUNCE}`] },
    true,
  ],
  ["to a customer", { to: ["customer@example.net"] }, false],
  ["to a customer beside the simulator", { to: [BOUNCE, "customer@example.net"] }, false],
  ["to a domain that ends alike", { to: ["bounce@evil-simulator.amazonses.com"] }, false],
  ["to a domain that begins alike", { to: [`${BOUNCE}.example.net`] }, false],
  ["without telling the recipients", { to: undefined }, false],
  ["from another address of the domain", { from: "ceo@listbackup.ai" }, false],
  ["with another domain's identity", { resources: ["identity/example.com", SET] }, false],
  ["through a set that is no stream's", { resources: [IDENTITY, "configuration-set/prod-closed"] }, false],
  ["through another stack's set", { resources: [IDENTITY, "configuration-set/staging-canary"] }, false],
  ["with a template", { resources: [IDENTITY, SET, "template/prod-transactional-reset"] }, false],
  ["in bulk", { action: "ses:SendBulkEmail" }, false],
  ["raw", { action: "ses:SendRawEmail" }, false],
  ["by the first version of the API", { api: "1" }, false],
];

describe("the canary's policy", () => {
  for (const [how, send, allowed] of SENDS)
    it(`${allowed ? "allows" : "refuses"} a mail ${how}`, async () => {
      assert.equal(await maySend(send), allowed);
    });

  it("allows to ask for the account and for these sets", async () => {
    assert(await may("ses:GetAccount", "*"));
    for (const set of ARGS.configurationSets)
      assert(await may("ses:GetConfigurationSet", ses(`configuration-set/${set}`)), set);
    assert.equal(await may("ses:GetConfigurationSet", ses("configuration-set/staging-canary")), false);
  });

  it("allows to change nothing at SES", async () => {
    for (const [action, resource] of [
      ["ses:PutConfigurationSetSendingOptions", ses(SET)],
      ["ses:DeleteConfigurationSet", ses(SET)],
      ["ses:PutAccountSendingAttributes", "*"],
      ["ses:DeleteSuppressedDestination", "*"],
    ] as const)
      assert.equal(await may(action, resource, { "ses:ApiVersion": "2" }), false, action);
  });

  it("allows to look into the table, and to do nothing else to it or to another", async () => {
    assert(await may("dynamodb:BatchGetItem", TABLE));
    assert.equal(await may("dynamodb:BatchGetItem", `${TABLE}-other`), false);
    for (const action of ["PutItem", "UpdateItem", "DeleteItem", "Scan", "Query", "BatchWriteItem"])
      assert.equal(await may(`dynamodb:${action}`, TABLE), false, action);
  });

  it("allows to write its own log", async () => {
    assert(await may("logs:PutLogEvents", `${LOG}:log-stream:one`));
    assert.equal(await may("logs:PutLogEvents", `${LOG}-other:log-stream:one`), false);
  });

  it("allows to use a key for the table only, where there is one", async () => {
    const alias = "alias/ses-launch-prod";
    const through = (service: string) => ({
      "kms:ViaService": `${service}.${REGION}.amazonaws.com`,
      "kms:ResourceAliases": [alias],
    });
    const ofAccount = {
      Version: "2012-10-17" as const,
      Statement: [
        {
          Sid: "Account",
          Effect: "Allow" as const,
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: ["kms:*"],
          Resource: "*",
        },
      ],
    };
    const mayDecrypt = (args: CanaryPolicyArgs, service: string) =>
      roleMay(
        canaryPolicy(args),
        { action: "kms:Decrypt", resource: KEY, context: through(service) },
        ofAccount,
      );
    assert(await mayDecrypt({ ...ARGS, keyAlias: alias }, "dynamodb"));
    assert.equal(await mayDecrypt({ ...ARGS, keyAlias: alias }, "sqs"), false);
    assert.equal(await mayDecrypt(ARGS, "dynamodb"), false);
  });
});
