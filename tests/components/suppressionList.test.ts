import assert from "node:assert/strict";
import { SuppressionList, type SuppressionListArgs } from "../../components/suppressionList";
import { named, synth } from "./synth";

const ARGS: SuppressionListArgs = {
  stack: "prod",
  ownsAccount: true,
  topics: { notifications: { displayName: "Notifications", description: "News of your backups" } },
  protect: true,
};

const make = (changes: Partial<SuppressionListArgs> = {}) =>
  new SuppressionList("suppression", { ...ARGS, ...changes });

describe("SuppressionList", () => {
  it("makes the table that applications ask, recoverable and with an end for what expires", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "suppression").inputs, {
      name: "ses-launch-prod-suppression",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "address",
      rangeKey: "scope",
      attributes: [
        { name: "address", type: "S" },
        { name: "scope", type: "S" },
      ],
      ttl: { attributeName: "expiresAt", enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
    });
  });

  it("lets a stack at prepare be destroyed", async () => {
    const seen = await synth(() => make({ protect: false }));
    assert.equal(named(seen, "suppression").inputs["deletionProtectionEnabled"], false);
  });

  it("uses the stack's own key where there is one", async () => {
    const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1111";
    const seen = await synth(() => make({ keyArn }));
    assert.deepEqual(named(seen, "suppression").inputs["serverSideEncryption"], {
      enabled: true,
      kmsKeyArn: keyArn,
    });
  });

  it("manages SES's own lists in the stack that owns the account", async () => {
    const seen = await synth(() => make());
    assert.deepEqual(named(seen, "suppression-account").inputs, {
      suppressedReasons: ["BOUNCE", "COMPLAINT"],
    });
    assert.deepEqual(named(seen, "suppression-contacts").inputs, {
      contactListName: "ses-launch-prod",
      description: "Who unsubscribed from which stream",
      topics: [
        {
          topicName: "notifications",
          displayName: "Notifications",
          description: "News of your backups",
          defaultSubscriptionStatus: "OPT_IN",
        },
      ],
    });
  });

  it("leaves the account alone in any other stack", async () => {
    let made: SuppressionList | undefined;
    const seen = await synth(() => (made = make({ ownsAccount: false })));
    assert.deepEqual(
      seen.resources.map(({ name }) => name),
      ["suppression", "suppression"],
    );
    assert.equal(made?.contactListName, undefined);
  });

  it("makes no contact list without a topic", async () => {
    const seen = await synth(() => make({ topics: {} }));
    assert.equal(
      seen.resources.some(({ type }) => type.includes("ContactList")),
      false,
    );
  });
});
