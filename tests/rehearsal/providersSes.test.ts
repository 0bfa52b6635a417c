/** The stand-in AWS provider's SES resources: what happens in create, refresh, update and delete. */
import assert from "node:assert/strict";
import type { Cloud, LiveObject } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import type { Props, Value } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";

const { CONFIGURATION_SET, DNS_RECORD, EMAIL_IDENTITY, MAIL_FROM } = types;
const DOMAIN = "mail.example.com";
const SCOPE = "123456789012/eu-west-1";

describe("stand-in SES: life", () => {
  let cloud: Cloud;
  let aws: Plugin;

  before(async () => {
    cloud = newCloud();
    aws = await Plugin.configured("aws", cloud, AWS_CONFIG);
  });
  beforeEach(() => {
    empty(cloud);
  });
  after(() => aws.stop());

  /** Changes a live object behind the engine's back. */
  const drift = (type: string, id: string, change: (object: LiveObject) => void): void => {
    const object = cloud.get({ type, scope: SCOPE, id });
    assert.ok(object);
    change(object);
    cloud.put(object);
  };

  describe("an identity", () => {
    it("comes with everything the service computes", async () => {
      const { id, outputs } = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      assert.equal(id, DOMAIN);
      assert.equal(outputs["arn"], `arn:aws:ses:eu-west-1:123456789012:identity/${DOMAIN}`);
      assert.deepEqual([outputs["identityType"], outputs["verificationStatus"]], ["DOMAIN", "PENDING"]);
      assert.deepEqual(outputs["tagsAll"], { project: "ses-launch", owner: "default" });
      const { lastKeyGenerationTimestamp, tokens, ...dkim } = field(
        outputs,
        "dkimSigningAttributes",
      ) as Props;
      assert.equal(typeof lastKeyGenerationTimestamp, "string");
      assert.equal(tokensIn(tokens).filter((token) => /^[a-z2-7]{32}$/.test(token)).length, 3);
      assert.deepEqual(dkim, {
        signingAttributesOrigin: "AWS_SES",
        status: "PENDING",
        currentSigningKeyLength: "RSA_2048_BIT",
        nextSigningKeyLength: "RSA_2048_BIT",
      });
    });

    it("is made once, and gets other tokens when it is made again", async () => {
      const first = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      const again = aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      await assert.rejects(
        again,
        /AlreadyExistsException: Email identity mail\.example\.com already exist\./,
      );
      await aws.delete(EMAIL_IDENTITY, first);
      const second = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      assert.notDeepEqual(tokensOf(second.outputs), tokensOf(first.outputs));
    });

    it("is verified by its three unproxied CNAMEs", async () => {
      const state = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      const read = async () => (await aws.read(EMAIL_IDENTITY, DOMAIN, state))?.outputs ?? {};
      const [last = "", ...others] = tokensOf(state.outputs);
      const put = (token: string, proxied: boolean): void => {
        const properties = {
          type: "CNAME",
          name: `${token}._domainkey.${DOMAIN}`,
          content: `${token}.dkim.amazonses.com`,
          proxied,
        };
        cloud.put({ type: DNS_RECORD, scope: "zone", id: token, properties, hidden: {} });
      };
      others.forEach((token) => {
        put(token, false);
      });
      put(last, true);
      assert.equal((await read())["verifiedForSendingStatus"], false);
      put(last, false);
      const verified = await read();
      assert.deepEqual(
        [verified["verifiedForSendingStatus"], verified["verificationStatus"]],
        [true, "SUCCESS"],
      );
      assert.equal((field(verified, "dkimSigningAttributes") as Props)["status"], "SUCCESS");
      assert.deepEqual(tokensOf(verified), tokensOf(state.outputs));
      drift(EMAIL_IDENTITY, DOMAIN, (object) => {
        object.hidden["status"] = { verificationStatus: "TEMPORARY_FAILURE" };
      });
      assert.equal((await read())["verificationStatus"], "TEMPORARY_FAILURE");
    });

    it("that is an address waits for a person", async () => {
      const address = "someone@example.com";
      const state = await aws.make(EMAIL_IDENTITY, { emailIdentity: address });
      assert.deepEqual(
        [state.outputs["identityType"], state.outputs["verificationStatus"]],
        ["EMAIL_ADDRESS", "PENDING"],
      );
      drift(EMAIL_IDENTITY, address, (object) => {
        object.hidden["verified"] = true;
      });
      assert.equal(
        (await aws.read(EMAIL_IDENTITY, address, state))?.outputs["verifiedForSendingStatus"],
        true,
      );
    });

    it("takes a configuration set that exists, which may be deleted later", async () => {
      const named = { emailIdentity: DOMAIN, configurationSetName: "closed" };
      await assert.rejects(
        aws.make(EMAIL_IDENTITY, named),
        /StatusCode: 404.*NotFoundException: Configuration set closed does not exist\./,
      );
      assert.deepEqual(cloud.list(EMAIL_IDENTITY), []);
      const set = await aws.make(CONFIGURATION_SET, { configurationSetName: "closed" });
      await aws.make(EMAIL_IDENTITY, named);
      await aws.delete(CONFIGURATION_SET, set);
    });

    it("takes its MAIL FROM along when it goes", async () => {
      await assert.rejects(aws.make(MAIL_FROM, { emailIdentity: DOMAIN }), /BadRequestException: Identity/);
      const identity = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      const state = await aws.make(MAIL_FROM, { emailIdentity: DOMAIN, mailFromDomain: `bounce.${DOMAIN}` });
      assert.equal(state.id, DOMAIN);
      await aws.delete(MAIL_FROM, state);
      const reset = await aws.read(MAIL_FROM, DOMAIN, state);
      assert.deepEqual(reset?.outputs["mailFromDomain"], undefined);
      assert.equal(reset?.outputs["behaviorOnMxFailure"], "USE_DEFAULT_VALUE");
      await aws.delete(EMAIL_IDENTITY, identity);
      assert.equal(await aws.read(MAIL_FROM, DOMAIN, state), undefined);
    });
  });

  describe("a configuration set", () => {
    const SET = { configurationSetName: "news", sendingOptions: { sendingEnabled: false } };

    it("shows no difference after it was made and refreshed", async () => {
      const state = await aws.make(CONFIGURATION_SET, SET);
      assert.equal((await aws.diff(CONFIGURATION_SET, state, state.inputs)).none, true);
      const read = await aws.read(CONFIGURATION_SET, "news", state);
      assert.ok(read);
      assert.deepEqual(read.inputs, state.inputs);
      assert.equal((await aws.diff(CONFIGURATION_SET, read, state.inputs)).none, true);
    });

    it("says which inputs changed, and which replace", async () => {
      const state = await aws.make(CONFIGURATION_SET, SET);
      const on = { ...state.inputs, sendingOptions: { sendingEnabled: true } };
      const { diffs, paths, replaces } = await aws.diff(CONFIGURATION_SET, state, on);
      assert.deepEqual([diffs, paths, replaces], [["sendingOptions"], ["sendingOptions.sendingEnabled"], []]);
      const moved = await aws.diff(CONFIGURATION_SET, state, { ...state.inputs, region: "us-east-1" });
      assert.deepEqual([moved.replaces, moved.deleteBeforeReplace], [["region"], false]);
      const renamed = await aws.diff(CONFIGURATION_SET, state, {
        ...state.inputs,
        configurationSetName: "b",
      });
      assert.deepEqual(renamed.replaces, ["configurationSetName"]);
    });

    it("keeps what the service chooses when an input is taken away, and resets what it does not", async () => {
      const state = await aws.make(CONFIGURATION_SET, { ...SET, deliveryOptions: { tlsPolicy: "REQUIRE" } });
      const bare = {
        configurationSetName: "news",
        region: "eu-west-1",
        tagsAll: field(state.inputs, "tagsAll"),
      };
      assert.deepEqual((await aws.diff(CONFIGURATION_SET, state, bare)).diffs, ["deliveryOptions"]);
      const outputs = await aws.update(CONFIGURATION_SET, state, bare);
      assert.deepEqual(
        [outputs["deliveryOptions"], outputs["sendingOptions"]],
        [undefined, { sendingEnabled: false }],
      );
    });

    it("regards ignoreChanges", async () => {
      const state = await aws.make(CONFIGURATION_SET, SET);
      const on = { ...state.inputs, sendingOptions: { sendingEnabled: true } };
      for (const path of ["sendingOptions", "sendingOptions.sendingEnabled"]) {
        assert.equal((await aws.diff(CONFIGURATION_SET, state, on, [path])).none, true);
      }
    });

    it("shows drift on refresh, in inputs only for what was set", async () => {
      const state = await aws.make(CONFIGURATION_SET, { ...SET, tags: { a: "1" } });
      drift(CONFIGURATION_SET, "news", ({ properties }) => {
        properties["sendingOptions"] = { sendingEnabled: true };
        properties["deliveryOptions"] = { tlsPolicy: "REQUIRE" };
        properties["tagsAll"] = { ...(field(properties, "tagsAll") as Props), byHand: "yes" };
      });
      const read = await aws.read(CONFIGURATION_SET, "news", state);
      assert.ok(read);
      assert.deepEqual(read.inputs["sendingOptions"], { sendingEnabled: true });
      assert.deepEqual(read.inputs["tags"], { a: "1", byHand: "yes" });
      assert.equal("deliveryOptions" in read.inputs, false);
      const { diffs } = await aws.diff(CONFIGURATION_SET, read, state.inputs);
      assert.deepEqual(diffs.sort(), ["deliveryOptions", "sendingOptions", "tags", "tagsAll"]);
    });

    it("writes changed settings only, so that drift elsewhere stays", async () => {
      const state = await aws.make(CONFIGURATION_SET, SET);
      drift(CONFIGURATION_SET, "news", ({ properties }) => {
        properties["deliveryOptions"] = { tlsPolicy: "REQUIRE" };
      });
      const outputs = await aws.update(CONFIGURATION_SET, state, {
        ...state.inputs,
        sendingOptions: { sendingEnabled: true },
      });
      assert.deepEqual(outputs["deliveryOptions"], { tlsPolicy: "REQUIRE" });
      const reputation = field(outputs, "reputationOptions") as Props;
      assert.ok(reputation["lastFreshStart"], "reputation starts anew when sending comes back on");
    });

    it("cannot have its suppression switched off by an update, only by a create", async () => {
      const reasons = (suppressedReasons: string[]) => ({ suppressionOptions: { suppressedReasons } });
      const state = await aws.make(CONFIGURATION_SET, { ...SET, ...reasons(["BOUNCE"]) });
      const outputs = await aws.update(CONFIGURATION_SET, state, { ...state.inputs, ...reasons([]) });
      assert.deepEqual(outputs["suppressionOptions"], { suppressedReasons: ["BOUNCE"] });
      const off = await aws.make(CONFIGURATION_SET, { configurationSetName: "off", ...reasons([]) });
      assert.deepEqual(off.outputs["suppressionOptions"], { suppressedReasons: [] });
      assert.equal((await aws.diff(CONFIGURATION_SET, off, off.inputs)).none, true);
    });

    it("is gone for refresh, update and delete when somebody deleted it", async () => {
      const state = await aws.make(CONFIGURATION_SET, SET);
      cloud.delete({ type: CONFIGURATION_SET, scope: SCOPE, id: "news" });
      assert.equal(await aws.read(CONFIGURATION_SET, "news", state), undefined);
      await assert.rejects(
        aws.update(CONFIGURATION_SET, state, { ...state.inputs, tags: { a: "b" } }),
        /NotFoundException/,
      );
      await aws.delete(CONFIGURATION_SET, state);
    });

    it("is imported with the inputs that differ from the defaults", async () => {
      const state = await aws.make(CONFIGURATION_SET, { ...SET, tags: { a: "1" } });
      const imported = await aws.read(CONFIGURATION_SET, "news");
      assert.ok(imported);
      assert.deepEqual(imported.inputs, state.inputs);
      assert.equal((await aws.diff(CONFIGURATION_SET, imported, state.inputs)).none, true);
      assert.equal(await aws.read(CONFIGURATION_SET, "other"), undefined);
      assert.equal(await aws.read(CONFIGURATION_SET, "news@us-east-1"), undefined);
      assert.equal((await aws.read(CONFIGURATION_SET, "news@eu-west-1"))?.id, "news");
    });
  });
});

function field(props: Props, name: string): Value {
  const value = props[name];
  assert.ok(value !== undefined, `no ${name}`);
  return value;
}

function tokensOf(outputs: Props): string[] {
  return tokensIn((field(outputs, "dkimSigningAttributes") as Props)["tokens"]);
}

function tokensIn(tokens: Value | undefined): string[] {
  assert.ok(Array.isArray(tokens));
  return tokens.map((token) => token as string);
}
