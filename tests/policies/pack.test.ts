import assert from "node:assert/strict";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { CHECKLIST } from "../../checklist/evaluate";
import { launchRules } from "../../policies/launch";
import { securityRules } from "../../policies/security";
import { T } from "../../policies/types";
import { buildPolicyPack } from "../../rehearsal/engine/policyPack";
import { type Recorded, resource, UNKNOWN } from "./launch";
import { launchedStack } from "./launchedStack";
import { LAUNCH_MUTATIONS } from "./launchTable";
import { MUTATIONS } from "./mutationTable";
import { Pack } from "./pack";
import { setting } from "./spoil";
import { soundStack } from "./stack";

const launch = launchRules(() => false);
const SEAL = "ses-seal-webhooks";
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("the built policy pack, asked over gRPC", () => {
  let pack: Pack;
  let sound: Recorded[] = [];
  before(async function () {
    this.timeout(60_000);
    sound = await soundStack();
    pack = await Pack.start(await buildPolicyPack());
  });
  after(() => pack.stop());

  /** What security says of a stack that is no launch: others' resources stand in it, and nothing of it is proven. */
  const security = async (stack: readonly Recorded[]) =>
    (await pack.preview(stack)).filter(({ policy }) => !policy.startsWith("ses-launch-"));

  it("holds every rule, mandatory unless it is an advice", async () => {
    const info = await pack.info();
    assert.equal(info.name, "ses-launch");
    assert.match(info.version, /^\d+\.\d+\.\d+$/);
    const level = Object.fromEntries(info.policiesList.map((each) => [each.name, each.enforcementlevel]));
    assert.deepEqual(level, {
      ...Object.fromEntries(
        [...securityRules, ...launch].map(({ name, advisory }) => [
          name,
          advisory ? EnforcementLevel.ADVISORY : EnforcementLevel.MANDATORY,
        ]),
      ),
      [SEAL]: EnforcementLevel.REMEDIATE,
    });
    assert.deepEqual(
      securityRules.filter(({ advisory }) => advisory).map(({ name }) => name),
      ["ses-queue-outlasts-retries"],
    );
    assert.equal(launch.filter(({ advisory }) => !advisory).length, CHECKLIST.length + 5);
  });

  it("lets a sound stack through", async () => {
    assert.deepEqual(await security(sound), []);
  });

  for (const rule of securityRules)
    for (const mutation of MUTATIONS.filter((each) => each.rule === rule.name).filter(
      (each, index) => index === 0 || /unknown/.test(each.title),
    ))
      it(`refuses ${rule.name}: ${mutation.title}`, async () => {
        const stack = structuredClone(sound);
        mutation.spoil(stack);
        const found = await security(stack);
        assert.deepEqual(
          found.map(({ policy, level }) => ({ policy, level })),
          [
            {
              policy: rule.name,
              level: rule.advisory ? EnforcementLevel.ADVISORY : EnforcementLevel.MANDATORY,
            },
          ],
        );
        assert.match(found[0]?.message ?? "", mutation.says);
      });

  it("lets a launch through of which everything is proven", async () => {
    assert.deepEqual(await pack.preview(await launchedStack("prod")), []);
    assert.deepEqual(await pack.preview(await launchedStack("staging")), []);
  });

  const spoken = new Set<string>();
  for (const { title, stack: name = "prod", spoil, rules } of LAUNCH_MUTATIONS.filter(({ title, rules }) => {
    const isFirst = rules.some((rule) => !spoken.has(rule));
    for (const rule of rules) spoken.add(rule);
    return isFirst || title.includes("unknown");
  }))
    it(`refuses a launch: ${title}`, async () => {
      const stack = await launchedStack(name);
      spoil(stack);
      const found = await pack.preview(stack);
      assert.deepEqual(
        [...new Set(found.map(({ policy }) => policy))].sort(),
        rules.map((rule) => `ses-${rule}`).sort(),
      );
      assert(found.every(({ level }) => level === EnforcementLevel.MANDATORY));
    });

  it("takes ownsAccount from its configuration", async () => {
    const rule = "ses-account-wide-once";
    await pack.configure(rule, { ownsAccount: false });
    const found = await security(sound);
    assert.deepEqual(
      found.map(({ policy, urn }) => [policy, urn.split("::").at(-1)]),
      [
        [rule, "suppression-account"],
        [rule, "suppression-contacts"],
      ],
    );
    await pack.configure(rule, { ownsAccount: true });
    assert.deepEqual(await security(sound), []);
  });

  it("marks a webhook's endpoint as a secret, and leaves one that is marked", async () => {
    const webhook = (endpoint: unknown, protocol = "https") =>
      pack.remediate(resource(T.subscription, "webhook", { protocol, endpoint, topic: UNKNOWN }));
    const endpoint = "https://hooks.example.com/in?token=0123456789";
    assert.deepEqual(await webhook(endpoint), {
      [SEAL]: { protocol: "https", endpoint: secret(endpoint), topic: UNKNOWN },
    });
    assert.deepEqual(await webhook(secret(endpoint)), {});
    assert.deepEqual(await webhook(UNKNOWN), {});
    assert.deepEqual(await webhook("arn:aws:sqs:us-east-1:123456789012:queue", "sqs"), {});
  });

  it("tells neither addresses nor secrets", async () => {
    const stack = structuredClone(sound);
    const token = "0123456789abcdef";
    const address = "somebody@example.com";
    for (const spoil of [
      setting(T.dnsRecord, "dns-dmarc", "content", `v=DMARC1; p=none; aspf=s; rua=mailto:${address}; x`),
      setting(
        T.lambda,
        "feedback-function",
        "environment.variables.HOOK",
        `https://a.example/?token=${token}`,
      ),
      setting(T.parameter, "secret", "type", "String"),
      setting(T.emailIdentity, "recipient", "configurationSetName", address),
      setting(
        T.iamPolicy,
        "access-send-alerts",
        "policy",
        `{"Statement":{"Action":"ses:*","Resource":"${address}"}}`,
      ),
      setting(T.metricAlarm, "bounce-rate", "metricName", `Reputation.${address}`),
    ])
      spoil(stack);
    const found = await security(stack);
    assert(found.length >= 6, `${found.length} violations`);
    for (const { message } of found) {
      assert(!message.includes(address), message);
      assert(!message.includes(token), message);
    }
  });
});
