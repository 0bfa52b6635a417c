import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SenderIdentity, type SenderIdentityArgs } from "../../components/senderIdentity";
import { named, synth } from "./synth";

const ARGS: SenderIdentityArgs = {
  region: "us-east-1",
  domain: "listbackup.ai",
  mailFromDomain: "bounce.listbackup.ai",
  behaviorOnMxFailure: "USE_DEFAULT_VALUE",
  stack: "prod",
  sends: false,
  sandboxRecipients: [],
  recordsAtHost: Promise.resolve([]),
  adopt: { closedSet: false, identity: false, mailFrom: false },
};

const make = (changes: Partial<SenderIdentityArgs> = {}) =>
  new SenderIdentity("identity", { ...ARGS, ...changes });

describe("SenderIdentity", () => {
  it("makes the identity with Easy DKIM of 2048 bits and the closed set as its default", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "identity-closed").inputs, {
      configurationSetName: "prod-closed",
      sendingOptions: { sendingEnabled: false },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    const identities = seen.resources.filter(({ type }) => type === "aws:sesv2/emailIdentity:EmailIdentity");
    assert.deepEqual(
      identities.map(({ inputs }) => inputs),
      [
        {
          emailIdentity: "listbackup.ai",
          configurationSetName: "prod-closed",
          dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
        },
      ],
    );
    assert.deepEqual(named(seen, "identity-mail-from").inputs, {
      emailIdentity: "listbackup.ai",
      mailFromDomain: "bounce.listbackup.ai",
      behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    });
  });

  it("is the parent of everything it makes", async () => {
    const { urns } = await synth(() => make({ sandboxRecipients: ["jane@example.com"] }));
    const children = urns.filter((urn) => urn.includes("aws:sesv2/"));
    assert.equal(children.length, 4);
    for (const urn of children) assert.match(urn, /ses-launch:index:SenderIdentity\$aws:/);
  });

  it("gives a sandbox recipient an identity without default set, and keeps the address out of the name", async () => {
    const seen = await synth(() => make({ sandboxRecipients: ["jane@example.com", "john@example.com"] }));
    const recipients = seen.resources.filter(({ name }) => name.startsWith("identity-recipient-"));
    assert.deepEqual(
      recipients.map(({ inputs }) => inputs),
      [{ emailIdentity: "jane@example.com" }, { emailIdentity: "john@example.com" }],
    );
    for (const { name } of recipients) assert.match(name, /^identity-recipient-[0-9a-f]{8}$/);
    assert.notEqual(recipients[0]?.name, recipients[1]?.name);
  });

  it("gives out what the identity's policies and records need", async () => {
    let made: SenderIdentity | undefined;
    await synth(() => (made = make()));
    const outputs = await new Promise((resolve) =>
      pulumi.all([made?.identityArn, made?.dkimTokens, made?.closedConfigurationSet]).apply(resolve),
    );
    assert.deepEqual(outputs, [
      "arn:aws:ses:us-east-1:123456789012:identity/listbackup.ai",
      ["tokenaaa", "tokenbbb", "tokenccc"],
      "prod-closed",
    ]);
  });

  it("adopts an identity by its domain", async () => {
    const seen = await synth(() => make({ adopt: { closedSet: false, identity: true, mailFrom: true } }));
    assert.equal(named(seen, "identity").id, "listbackup.ai");
    assert.equal(named(seen, "identity-mail-from").id, "listbackup.ai");
    assert.equal(named(seen, "identity-closed").id, undefined);
  });
});
