/** The stand-in AWS provider's SES resources: what is refused or filled in during check, and what a preview knows. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import { isProps, UNKNOWN, type Props, type Value } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";

const { CONFIGURATION_SET, EMAIL_IDENTITY, MAIL_FROM } = types;
const DOMAIN = "mail.example.com";

describe("stand-in SES: check and preview", () => {
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

  describe("check", () => {
    const refused: [string, string, Props, RegExp][] = [
      ["a set without a name", CONFIGURATION_SET, {}, /^configurationSetName: Missing required argument/],
      [
        "a set with a bad name",
        CONFIGURATION_SET,
        { configurationSetName: "a b" },
        /1 to 64 letters, digits/,
      ],
      [
        "a misspelt input",
        CONFIGURATION_SET,
        { configurationSetName: "a", sendingOption: {} },
        /"sendingOption" is not expected/,
      ],
      [
        "a misspelt inner input",
        CONFIGURATION_SET,
        { configurationSetName: "a", sendingOptions: { enabled: true } },
        /sendingOptions: An argument named "sendingOptions.enabled"/,
      ],
      [
        "a wrong enum value",
        CONFIGURATION_SET,
        { configurationSetName: "a", deliveryOptions: { tlsPolicy: "YES" } },
        /"deliveryOptions.tlsPolicy" to be one of/,
      ],
      [
        "a wrong item",
        CONFIGURATION_SET,
        { configurationSetName: "a", suppressionOptions: { suppressedReasons: ["X"] } },
        /suppressedReasons\[0\]" to be one of/,
      ],
      [
        "a wrong type",
        CONFIGURATION_SET,
        { configurationSetName: "a", sendingOptions: { sendingEnabled: "no" } },
        /to be a boolean/,
      ],
      [
        "an output as an input",
        CONFIGURATION_SET,
        { configurationSetName: "a", arn: "x" },
        /decided by the service/,
      ],
      [
        "an identity that is none",
        EMAIL_IDENTITY,
        { emailIdentity: "not a domain" },
        /must be a domain or an email address/,
      ],
      [
        "a selector without its key",
        EMAIL_IDENTITY,
        { emailIdentity: DOMAIN, dkimSigningAttributes: { domainSigningSelector: "s" } },
        /must be set together/,
      ],
      [
        "MAIL FROM elsewhere",
        MAIL_FROM,
        { emailIdentity: DOMAIN, mailFromDomain: "bounce.example.org" },
        /is not subdomain of the domain/,
      ],
      [
        "MAIL FROM that is the identity",
        MAIL_FROM,
        { emailIdentity: DOMAIN, mailFromDomain: DOMAIN },
        /is not subdomain/,
      ],
      [
        "rejecting without a MAIL FROM",
        MAIL_FROM,
        { emailIdentity: DOMAIN, behaviorOnMxFailure: "REJECT_MESSAGE" },
        /required if behavior on MX failure/,
      ],
    ];
    for (const [what, type, news, expected] of refused) {
      it(`refuses ${what}`, async () => {
        assert.match((await aws.check(type, news)).failures.join("\n"), expected);
      });
    }

    it("fills in Region, default tags and defaults", async () => {
      const news = { configurationSetName: "a", tags: { owner: "mail" } };
      const { inputs } = await aws.check(CONFIGURATION_SET, news);
      assert.deepEqual(inputs, {
        ...news,
        region: "eu-west-1",
        tagsAll: { project: "ses-launch", owner: "mail" },
      });
      const mailFrom = await aws.check(MAIL_FROM, { emailIdentity: DOMAIN });
      assert.equal(mailFrom.inputs["behaviorOnMxFailure"], "USE_DEFAULT_VALUE");
    });

    it("does not judge what is not known yet", async () => {
      const unknown = { emailIdentity: UNKNOWN, configurationSetName: UNKNOWN, tags: UNKNOWN };
      const { inputs, failures } = await aws.check(EMAIL_IDENTITY, unknown);
      assert.deepEqual(failures, []);
      assert.equal(inputs["tagsAll"], UNKNOWN);
      const mailFrom = { emailIdentity: UNKNOWN, mailFromDomain: "bounce.example.org" };
      assert.deepEqual((await aws.check(MAIL_FROM, mailFrom)).failures, []);
    });
  });

  describe("preview", () => {
    it("of a create knows the inputs only and leaves the cloud alone", async () => {
      const news = { emailIdentity: DOMAIN, dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" } };
      const { inputs } = await aws.check(EMAIL_IDENTITY, { ...news, configurationSetName: UNKNOWN });
      const { id, outputs } = await aws.create(EMAIL_IDENTITY, inputs, true);
      assert.equal(id, "");
      assert.equal(outputs["emailIdentity"], DOMAIN);
      assert.equal(outputs["configurationSetName"], UNKNOWN);
      assert.equal(outputs["arn"], UNKNOWN);
      assert.equal(outputs["verifiedForSendingStatus"], UNKNOWN);
      const dkim = field(outputs, "dkimSigningAttributes");
      assert.ok(isProps(dkim));
      assert.equal(dkim["nextSigningKeyLength"], "RSA_2048_BIT");
      assert.equal(dkim["tokens"], UNKNOWN);
      assert.deepEqual([cloud.list(EMAIL_IDENTITY), cloud.calls()], [[], []]);
    });

    it("of a create does not know what the service chooses", async () => {
      const { outputs } = await aws.create(CONFIGURATION_SET, { configurationSetName: "a" }, true);
      assert.equal(outputs["sendingOptions"], UNKNOWN);
    });

    it("of an update keeps the outputs and leaves the cloud alone", async () => {
      const state = await aws.make(EMAIL_IDENTITY, { emailIdentity: DOMAIN });
      const outputs = await aws.update(
        EMAIL_IDENTITY,
        state,
        { ...state.inputs, configurationSetName: UNKNOWN },
        true,
      );
      assert.deepEqual(outputs, { ...state.outputs, configurationSetName: UNKNOWN });
      assert.deepEqual(
        cloud.calls().map(({ op }) => op),
        ["create"],
      );
    });
  });
});

function field(props: Props, name: string): Value {
  const value = props[name];
  assert.ok(value !== undefined, `no ${name}`);
  return value;
}
