import assert from "node:assert/strict";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import {
  AWS_SCOPE,
  DNS_RECORD,
  ENGINE_TIMEOUT_MS,
  IDENTITY,
  MAIL_FROM,
  ZONE_ID,
  refusal,
  writes,
} from "./harness";

const TOKENS = ["aaa111", "bbb222", "ccc333"];
const OUR_DKIM_IDS = ["1", "2", "3"].map((digit) => digit.repeat(32));

describe("what the engine refuses", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;

  beforeEach(async () => {
    rehearsal = await Rehearsal.open("tests-refusals");
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  function putRecord(id: string, type: string, name: string, content: string): void {
    rehearsal.cloud.put({
      type: DNS_RECORD,
      scope: ZONE_ID,
      id,
      properties: { id, zoneId: ZONE_ID, type, name, content, ttl: 1, proxied: false },
      hidden: {},
    });
  }

  /** The domain's identity as somebody made it in the console, with its DKIM records. */
  function putIdentity(): void {
    rehearsal.cloud.put({
      type: IDENTITY,
      scope: AWS_SCOPE,
      id: "listbackup.ai",
      properties: {
        emailIdentity: "listbackup.ai",
        identityType: "DOMAIN",
        arn: "arn:aws:ses:us-east-1:123456789012:identity/listbackup.ai",
        dkimSigningAttributes: {
          tokens: TOKENS,
          status: "SUCCESS",
          signingAttributesOrigin: "AWS_SES",
          currentSigningKeyLength: "RSA_1024_BIT",
          nextSigningKeyLength: "RSA_1024_BIT",
        },
        region: "us-east-1",
      },
      hidden: {},
    });
    rehearsal.cloud.put({
      type: MAIL_FROM,
      scope: AWS_SCOPE,
      id: "listbackup.ai",
      properties: {
        emailIdentity: "listbackup.ai",
        mailFromDomain: "mail.listbackup.ai",
        behaviorOnMxFailure: "REJECT_MESSAGE",
        region: "us-east-1",
      },
      hidden: {},
    });
    TOKENS.forEach((token, index) => {
      putRecord(
        OUR_DKIM_IDS[index] ?? "",
        "CNAME",
        `${token}._domainkey.listbackup.ai`,
        `${token}.dkim.amazonses.com`,
      );
    });
  }

  it("settings with problems, in one message, before anything is made", async () => {
    const prod = await rehearsal.stack("prod", {
      "ses-launch:accountId": "",
      "ses-launch:launchStage": "lvie",
    });
    const message = await refusal(prod.up());
    assert(
      message.includes(
        "Pulumi.prod.yaml: 2 problems, nothing was changed.\n" +
          '  - ses-launch:launchStage is "lvie": expected one of prepare, request, live\n' +
          '  - ses-launch:accountId is missing: expected the 12 digits, quoted: "123456789012"',
      ),
      message,
    );
    assert.doesNotMatch(message, /\bat .*\.ts:\d+/, "no stack trace");
    assert.equal(writes(rehearsal.cloud), 0);
  });

  it("credentials of another account", async () => {
    const prod = await rehearsal.stack("prod", { "ses-launch:accountId": "999999999999" });
    assert.match(await refusal(prod.up()), /AWS account ID not allowed: 123456789012/);
    assert.equal(writes(rehearsal.cloud), 0);
  });

  it("a webhook in plain text, but not an encrypted one", async () => {
    const webhooks = { "ses-launch:webhooks": ["https://hooks.example.com/feedback"] };
    const prod = await rehearsal.stack("prod", webhooks);
    assert.match(await refusal(prod.preview()), /ses-launch:webhooks is in plain text/);
    prod.configure();
    await prod.setSecret("ses-launch:webhooks[0]", "https://hooks.example.com/feedback");
    await prod.preview();
  });

  it("a DMARC record beside one that exists, until that is adopted", async () => {
    putRecord("a".repeat(32), "TXT", "_dmarc.listbackup.ai", '"v=DMARC1; p=reject;"');
    const prod = await rehearsal.stack("prod");
    const message = await refusal(prod.up());
    assert.match(
      message,
      /has a record in the place of TXT _dmarc\.listbackup\.ai that this stack did not make/,
    );
    assert.match(message, /found: TXT _dmarc\.listbackup\.ai "v=DMARC1; p=reject;"/);
    assert(message.includes(`records:\n        dmarc: ${"a".repeat(32)}`), message);
    assert.equal(writes(rehearsal.cloud), 0);

    prod.configure({ "ses-launch:adopt": { records: { dmarc: "a".repeat(32) } } });
    await prod.up();
    assert.equal(await dmarcContent(), '"v=DMARC1; p=reject;"', "adopted as it is");
    prod.configure();
    await prod.up();
    assert.equal(await dmarcContent(), '"v=DMARC1; p=none; rua=mailto:admin@listbackup.ai"');
    assert.deepEqual((await prod.up()).changes, []);
  });

  async function dmarcContent(): Promise<unknown> {
    return rehearsal.cloud.get({ type: DNS_RECORD, scope: ZONE_ID, id: "a".repeat(32) })?.properties.content;
  }

  it("an SPF record beside the domain's own; adopted, it is merged and no other TXT is touched", async () => {
    putRecord("b".repeat(32), "TXT", "listbackup.ai", '"v=spf1 include:_spf.google.com -all"');
    putRecord("c".repeat(32), "TXT", "listbackup.ai", '"site-verification=abc"');
    const spf = { "ses-launch:apexSpf": true };
    const prod = await rehearsal.stack("prod", spf);
    assert.match(await refusal(prod.up()), new RegExp(`apex-spf: ${"b".repeat(32)}`));
    prod.configure({ ...spf, "ses-launch:adopt": { records: { "apex-spf": "b".repeat(32) } } });
    await prod.up();
    prod.configure(spf);
    const up = await prod.up();
    assert.deepEqual(
      up.changes.map(({ op, name }) => [op, name]),
      [["update", "dns-apex-spf"]],
    );
    const contentOf = (id: string) =>
      rehearsal.cloud.get({ type: DNS_RECORD, scope: ZONE_ID, id: id.repeat(32) })?.properties.content;
    assert.equal(contentOf("b"), '"v=spf1 include:_spf.google.com include:amazonses.com -all"');
    assert.equal(contentOf("c"), '"site-verification=abc"');
    assert.deepEqual((await prod.up()).changes, []);
    await prod.destroy();
    assert.match(
      JSON.stringify(contentOf("b")),
      /include:_spf\.google\.com/,
      "other senders' SPF outlives the stack",
    );
  });

  it("two SPF records at the domain, which nobody but their owner can merge", async () => {
    putRecord("b".repeat(32), "TXT", "listbackup.ai", '"v=spf1 include:_spf.google.com -all"');
    putRecord("c".repeat(32), "TXT", "listbackup.ai", '"v=spf1 mx ~all"');
    const prod = await rehearsal.stack("prod", { "ses-launch:apexSpf": true });
    const message = await refusal(prod.up());
    assert.match(message, /ses-launch:apexSpf cannot be merged at listbackup\.ai: /);
    assert.match(message, /v=spf1 mx ~all/);
    assert.equal(writes(rehearsal.cloud), 0);
  });

  it("an identity that exists, until it is adopted with its records; its tokens stay", async () => {
    putIdentity();
    const prod = await rehearsal.stack("prod");
    const message = await refusal(prod.up());
    assert.match(message, /The SES identity listbackup\.ai exists already in this account and us-east-1/);
    assert.equal(writes(rehearsal.cloud), 0);
    const records = Object.fromEntries(OUR_DKIM_IDS.map((id, index) => [`dkim-${index}`, id]));
    for (const [key, id] of Object.entries(records)) assert(message.includes(`${key}: ${id}`), message);

    prod.configure({ "ses-launch:adopt": { identity: true, mailFrom: true, records } });
    await prod.up();
    assert.equal(identity().dkimSigningAttributes?.tokens?.join(), TOKENS.join());
    prod.configure();
    const second = await prod.up();
    assert.deepEqual(
      second.changes.filter(({ op }) => op === "create" || op === "replace" || op === "delete"),
      [],
    );
    assert.equal(identity().configurationSetName, "prod-closed");
    assert.equal(identity().dkimSigningAttributes?.tokens?.join(), TOKENS.join());
    assert.deepEqual((await prod.up()).changes, []);
  });

  function identity() {
    const found = rehearsal.cloud.get({ type: IDENTITY, scope: AWS_SCOPE, id: "listbackup.ai" });
    return (found?.properties ?? {}) as {
      configurationSetName?: string;
      dkimSigningAttributes?: { tokens?: string[] };
    };
  }
});
