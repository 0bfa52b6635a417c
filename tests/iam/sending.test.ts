import assert from "node:assert/strict";
import { type SendPolicyArgs, sendPolicy } from "../../iam/sending";
import { ACCOUNT, REGION, roleMay } from "./simulate";

const ARGS: SendPolicyArgs = {
  place: { region: REGION, accountId: ACCOUNT },
  domain: "listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  configurationSet: "prod-notifications",
  raw: false,
};
const RESTRICTED: SendPolicyArgs = { ...ARGS, allowedRecipients: ["*@listbackup.ai", "jane@example.com"] };

const ses = (resource: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`;

interface Send {
  action?: string;
  /** Everything that SES authorises for the one call. */
  resources?: string[];
  from?: string;
  to?: string[] | undefined;
  api?: string;
}

/** A call is allowed when each of its resources is: SES asks IAM for every one. */
async function maySend(args: SendPolicyArgs, send: Send = {}): Promise<boolean> {
  const { action = "ses:SendEmail", from = "noreply@listbackup.ai", api = "2" } = send;
  const to = "to" in send ? send.to : ["customer@example.net"];
  const resources = send.resources ?? ["identity/listbackup.ai", "configuration-set/prod-notifications"];
  const context = {
    "ses:ApiVersion": api,
    "ses:FromAddress": from,
    ...(to !== undefined && { "ses:Recipients": to }),
  };
  const answers = await Promise.all(
    resources.map((resource) => roleMay(sendPolicy(args), { action, resource: ses(resource), context })),
  );
  return answers.every(Boolean);
}

const IDENTITY = "identity/listbackup.ai";
const SET = "configuration-set/prod-notifications";

const TABLE: readonly [string, SendPolicyArgs, Send, boolean][] = [
  ["through its stream, from the address", ARGS, {}, true],
  [
    "with a template of its stream",
    ARGS,
    { resources: [IDENTITY, SET, "template/prod-notifications-backup"] },
    true,
  ],
  [
    "where the address has an identity of its own",
    ARGS,
    { resources: ["identity/noreply@listbackup.ai", SET] },
    true,
  ],
  ["with the address in other letters", ARGS, { from: "NoReply@ListBackup.ai" }, true],
  ["without naming a set, which the closed default then refuses", ARGS, { resources: [IDENTITY] }, true],
  ["from another address of the domain", ARGS, { from: "ceo@listbackup.ai" }, false],
  ["from an address that begins alike", ARGS, { from: "noreply@listbackup.ai.example.net" }, false],
  ["with another domain's identity", ARGS, { resources: ["identity/example.com", SET] }, false],
  ["through another stream", ARGS, { resources: [IDENTITY, "configuration-set/prod-transactional"] }, false],
  [
    "through another stack's stream of the name",
    ARGS,
    { resources: [IDENTITY, "configuration-set/staging-notifications"] },
    false,
  ],
  [
    "through the closed set by its name",
    ARGS,
    { resources: [IDENTITY, "configuration-set/prod-closed"] },
    false,
  ],
  ["through the canary's", ARGS, { resources: [IDENTITY, "configuration-set/prod-canary"] }, false],
  [
    "with another stream's template",
    ARGS,
    { resources: [IDENTITY, SET, "template/prod-transactional-reset"] },
    false,
  ],
  ["by the first version of the API", ARGS, { api: "1" }, false],
  ["in bulk", ARGS, { action: "ses:SendBulkEmail" }, false],
  ["in bulk by templates", ARGS, { action: "ses:SendBulkTemplatedEmail", api: "1" }, false],
  ["by template of the first version", ARGS, { action: "ses:SendTemplatedEmail", api: "1" }, false],
  ["raw, where that was not asked for", ARGS, { action: "ses:SendRawEmail" }, false],
  ["raw, where it was", { ...ARGS, raw: true }, { action: "ses:SendRawEmail" }, true],
  ["raw by the first version", { ...ARGS, raw: true }, { action: "ses:SendRawEmail", api: "1" }, false],
  [
    "raw from another address",
    { ...ARGS, raw: true },
    { action: "ses:SendRawEmail", from: "ceo@listbackup.ai" },
    false,
  ],
  [
    "raw through another stream",
    { ...ARGS, raw: true },
    { action: "ses:SendRawEmail", resources: [IDENTITY, "configuration-set/prod-alerts"] },
    false,
  ],
  ["restricted, to a domain that is allowed", RESTRICTED, { to: ["jane@listbackup.ai"] }, true],
  ["restricted, to an address that is allowed", RESTRICTED, { to: ["jane@example.com"] }, true],
  ["restricted, to several that are", RESTRICTED, { to: ["a@listbackup.ai", "jane@example.com"] }, true],
  [
    "restricted, in the sandbox, to an address with an identity",
    RESTRICTED,
    { to: ["jane@example.com"], resources: [IDENTITY, SET, "identity/jane@example.com"] },
    true,
  ],
  [
    "restricted, in the sandbox, to somebody of an allowed domain",
    RESTRICTED,
    { to: ["jane@listbackup.ai"], resources: [IDENTITY, SET, "identity/jane@listbackup.ai"] },
    true,
  ],
  ["restricted, to a customer", RESTRICTED, {}, false],
  [
    "restricted, to a customer among others",
    RESTRICTED,
    { to: ["jane@listbackup.ai", "customer@example.net"] },
    false,
  ],
  [
    "restricted, to somebody else at the domain of one who is allowed",
    RESTRICTED,
    { to: ["john@example.com"] },
    false,
  ],
  ["restricted, to a domain that ends alike", RESTRICTED, { to: ["x@evil-listbackup.ai"] }, false],
  ["restricted, to a domain that begins alike", RESTRICTED, { to: ["x@listbackup.ai.example.net"] }, false],
  ["restricted, to a subdomain", RESTRICTED, { to: ["x@mail.listbackup.ai"] }, false],
  ["restricted, without telling the recipients", RESTRICTED, { to: undefined }, false],
  [
    "restricted, to a domain in upper case, which IAM cannot compare",
    RESTRICTED,
    { to: ["jane@ListBackup.ai"] },
    false,
  ],
  ["restricted, raw", RESTRICTED, { action: "ses:SendRawEmail", to: ["jane@listbackup.ai"] }, false],
  ["restricted, in bulk", RESTRICTED, { action: "ses:SendBulkEmail", to: ["jane@listbackup.ai"] }, false],
];

describe("the send policy of a stream", () => {
  for (const [how, args, send, allowed] of TABLE)
    it(`${allowed ? "allows" : "refuses"} a mail ${how}`, async () => {
      assert.equal(await maySend(args, send), allowed);
    });

  it("allows nothing beside sending", async () => {
    for (const [action, resource] of [
      ["ses:PutConfigurationSetSendingOptions", SET],
      ["ses:DeleteConfigurationSet", SET],
      ["ses:DeleteEmailIdentity", IDENTITY],
      ["ses:PutEmailIdentityConfigurationSetAttributes", IDENTITY],
      ["ses:DeleteSuppressedDestination", "*"],
    ] as const)
      assert.equal(
        await roleMay(sendPolicy(ARGS), {
          action,
          resource: resource === "*" ? "*" : ses(resource),
          context: { "ses:ApiVersion": "2" },
        }),
        false,
        action,
      );
  });
});
