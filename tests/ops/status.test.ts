import assert from "node:assert/strict";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { evaluate } from "../../checklist/evaluate";
import { TABLE } from "../../checklist/types";
import { viewOf } from "../../checklist/view";
import type { StatusFacts } from "../../ops/status/facts";
import { nextStep } from "../../ops/status/nextStep";
import { SdkStatus } from "../../ops/status/sdkStatus";
import { resolver } from "../../ops/status/dnsCheck";
import { statusFacts, statusReport } from "../../ops/status/status";
import { CONTEXT, completeStack } from "../checklist/completeStack";
import { PROD_EMAIL } from "../prodEmail";
import { DnsServer } from "./dnsServer";
import { launched } from "./launched";
import { TestClock, opsError, textOf } from "./ports";
import { MX, SOUND, VERIFIED, reviewed } from "./soundStatus";

describe("the one next step", () => {
  const STEPS: readonly (readonly [string, Partial<StatusFacts>, RegExp])[] = [
    ["an account under enforcement", reviewed({ enforcementStatus: "PROBATION" }), /^Mend what AWS names/],
    [
      "sending switched off",
      { account: { ...SOUND.account, sendingEnabled: false } },
      /switched off for the whole/,
    ],
    [
      "a missing record",
      { dns: [{ ...MX, state: "missing", found: [] }] },
      /^Publish MX bounce\.listbackup\.ai 10/,
    ],
    ["a doubled record", { dns: [{ ...MX, state: "duplicated" }] }, /^Remove all but one/],
    ["a proxied record", { dns: [{ ...MX, state: "proxied" }] }, /^Switch the proxy off/],
    ["a wrong record", { dns: [{ ...MX, state: "wrong" }] }, /^Mend MX/],
    [
      "a silent DNS server",
      { dns: [{ ...MX, state: "no answer", found: ["ETIMEOUT"] }] },
      /^Ask again.*ETIMEOUT/,
    ],
    ["no identity", { identity: undefined }, /^SES does not have the identity/],
    [
      "DKIM pending",
      { identity: { ...VERIFIED, dkim: "PENDING", verifiedForSending: false } },
      /^Wait for DKIM \(PENDING\)/,
    ],
    [
      "DKIM given up",
      { identity: { ...VERIFIED, dkim: "FAILED", problem: "HOST_NOT_FOUND" } },
      /gave up on DKIM \(HOST_NOT_FOUND\)/,
    ],
    ["MAIL FROM pending", { identity: { ...VERIFIED, mailFrom: "PENDING" } }, /^Wait for the MAIL FROM/],
    ["MAIL FROM given up", { identity: { ...VERIFIED, mailFrom: "FAILED" } }, /gave up on the MAIL FROM/],
    [
      "an address identity",
      { addressIdentities: ["noreply@listbackup.ai"] },
      /^Delete the identities of single/,
    ],
    ["an alarm", { alarms: [{ name: "a", state: "ALARM" }] }, /^a is in alarm/],
    ["a missing alarm", { alarms: [{ name: "a", state: "MISSING" }] }, /does not have a: pulumi up/],
    [
      "an open item",
      { open: [{ id: "test-emails", title: "Test emails", remedy: "prove it" }] },
      /^Test emails is open: prove it/,
    ],
    ["everything done at prepare", {}, /launchStage to request/],
    ["restricted recipients", { recipientsRestricted: true }, /launchStage to live/],
    [
      "a review that runs",
      { stage: "request", ...reviewed({ reviewStatus: "PENDING" }) },
      /^Watch the account's newest case/,
    ],
    [
      "a refusal",
      { stage: "request", ...reviewed({ reviewStatus: "DENIED", caseId: "7" }) },
      /^Reply on case 7/,
    ],
    [
      "production access",
      { stage: "request", ...reviewed({ productionAccessEnabled: true }) },
      /launchStage to live/,
    ],
    ["a live stack", { stage: "live", ...reviewed({ productionAccessEnabled: true }) }, /^Nothing\./],
  ];
  for (const [what, changes, step] of STEPS)
    it(`follows from ${what}`, () => {
      assert.match(nextStep({ ...SOUND, ...changes }), step);
    });

  it("shows with exit code 0 only when nothing is wrong, and what was found beside what was wanted", () => {
    assert.equal(statusReport(SOUND).exitCode, 0);
    const report = statusReport({
      ...SOUND,
      dns: [{ ...MX, state: "wrong", found: ["20 mail.example.com"] }],
    });
    assert.equal(report.exitCode, 1);
    assert.match(textOf(report), /wanted: 10 feedback-smtp.*\n\s+found: {2}20 mail\.example\.com/);
  });
});

describe("ses status", () => {
  const region = { region: "us-east-1" };
  const clients = { ses: new SESv2Client(region), cloudWatch: new CloudWatchClient(region) };
  const ses = mockClient(clients.ses);
  const cloudWatch = mockClient(clients.cloudWatch);
  let dns: DnsServer;
  let clock: TestClock;
  beforeEach(async () => {
    ses.reset();
    cloudWatch.reset();
    clock = new TestClock();
    dns = await DnsServer.start({
      "bounce.listbackup.ai": [{ type: "MX", data: MX.wanted.content, priority: 10 }],
    });
    ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 5 },
      PricingAttributes: { CurrentPlan: "ESSENTIALS", NextPlan: "PRO" },
    });
    ses.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: true,
      VerificationStatus: "SUCCESS",
      DkimAttributes: { Status: "SUCCESS" },
      MailFromAttributes: {
        MailFromDomain: "bounce.listbackup.ai",
        MailFromDomainStatus: "SUCCESS",
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    });
    ses.on(ListEmailIdentitiesCommand, { NextToken: undefined }).resolves({
      NextToken: "2",
      EmailIdentities: [{ IdentityType: "DOMAIN", IdentityName: "listbackup.ai" }],
    });
    ses.on(ListEmailIdentitiesCommand, { NextToken: "2" }).resolves({
      EmailIdentities: [
        { IdentityType: "EMAIL_ADDRESS", IdentityName: "Old@listbackup.ai" },
        { IdentityType: "EMAIL_ADDRESS", IdentityName: "jane@example.net" },
      ],
    });
    ses.on(GetConfigurationSetCommand).resolves({ SendingOptions: { SendingEnabled: false } });
    cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
  });
  afterEach(() => {
    dns.stop();
  });
  after(() => {
    ses.restore();
    cloudWatch.restore();
  });

  const run = (launch = launched()) => {
    const aws = new SdkStatus(clients.ses, clients.cloudWatch, clock);
    return statusFacts("prod", launch, { aws, dns: resolver(dns.address), progress: () => undefined });
  };

  it("reads the account, the identity, every page of identities, the streams and the DNS", async () => {
    const facts = await run();
    assert.equal(facts.review.state, "granted");
    assert.equal(facts.account.max24HourSend, 50_000);
    assert.equal(facts.identity?.mailFrom, "SUCCESS");
    assert.deepEqual(facts.addressIdentities, ["Old@listbackup.ai"]);
    assert.deepEqual(
      facts.streams.map(({ name, sending }) => [name, sending]),
      [
        ["transactional", false],
        ["notifications", false],
        ["alerts", false],
        ["canary", false],
      ],
    );
    assert.deepEqual(
      facts.dns.map(({ state }) => state),
      ["as wanted"],
    );
  });

  it("holds the stack file's volume against AWS's limits, with the requests of the last deployment", async () => {
    const { settings, state } = launched();
    const volume = { ...settings.volume, targetPerDay: 60_000 };
    const requested = { daily: { value: 60_000, status: "CASE_OPENED" } };
    const launch = { stage: "live", checklist: [], sendingQuota: { requested } };
    const facts = await run(
      launched({
        settings: { ...settings, volume },
        state: { ...state, outputs: { ...state.outputs, launch } },
      }),
    );
    assert.deepEqual(
      [facts.quota?.state, facts.quota?.shortBy, facts.quota?.granted],
      ["short", { daily: 10_000 }, { daily: 50_000, perSecond: 14 }],
    );
    assert.match(facts.quota?.nextStep ?? "", /^Wait for AWS's answer.*CASE_OPENED/);
    ses.on(GetAccountCommand).resolves({ SendQuota: { Max24HourSend: 200, MaxSendRate: 1 } });
    assert.equal((await run()).quota?.state, "not-granted");
    const restricted = { ...state.outputs, email: { ...PROD_EMAIL, recipientsRestricted: true } };
    assert.equal((await run(launched({ state: { ...state, outputs: restricted } }))).quota, undefined);
  });

  it("leaves out what the next stage mends by itself, until that stage is there", async () => {
    const open = completeStack().map((one) =>
      one.type === TABLE ? { ...one, inputs: { ...one.inputs, deletionProtectionEnabled: false } } : one,
    );
    const at = async (stage: "prepare" | "request") => {
      const { state, ...launch } = launched({ items: evaluate(viewOf(open), CONTEXT) });
      const record = state.record && { ...state.record, stage };
      const facts = await run({ ...launch, state: { ...state, record } });
      return facts.open.map(({ id }) => id);
    };
    assert.deepEqual(await at("prepare"), []);
    assert.deepEqual(await at("request"), ["suppression-store"]);
  });

  it("shows the pricing plan, and the next one where it is another", async () => {
    const facts = await run();
    assert.match(textOf(statusReport(facts)), /pricing plan +ESSENTIALS, PRO from the next month on\n/);
    for (const [plans, shown] of [
      [{ pricingPlan: "PRO", nextPricingPlan: "PRO" }, "PRO"],
      [{ pricingPlan: "NONE", nextPricingPlan: undefined }, "NONE"],
      [{ pricingPlan: undefined, nextPricingPlan: undefined }, "AWS does not say"],
    ] as const)
      assert.match(
        textOf(statusReport({ ...facts, account: { ...facts.account, ...plans } })),
        new RegExp(`pricing plan +${shown}\n`),
      );
  });

  it("reminds of a refusal until the stack file says that AWS was answered", async () => {
    ses.on(GetAccountCommand).resolves({
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      Details: { ReviewDetails: { Status: "DENIED", CaseId: "1234" } },
    });
    assert.equal((await run()).review.needsYou, true);
    const { settings } = launched();
    const productionAccess = { ...settings.productionAccess, answeredAt: "2026-11-24" };
    const answered = await run(launched({ settings: { ...settings, productionAccess } }));
    assert.equal(answered.review.needsYou, false);
    assert.match(answered.review.meaning, /answered on 2026-11-24/);
  });

  it("asks SES no faster than once a second", async () => {
    const began = clock.now();
    await run();
    assert(clock.now() - began >= ses.calls().length * 1000);
  });

  it("shows an identity and a set that SES does not have", async () => {
    const none = Object.assign(new Error("none"), { name: "NotFoundException" });
    ses.on(GetEmailIdentityCommand).rejects(none);
    ses.on(GetConfigurationSetCommand).rejects(none);
    const facts = await run();
    assert.equal(facts.identity, undefined);
    assert.equal(facts.streams[0]?.sending, undefined);
    assert.equal(statusReport(facts).exitCode, 1);
  });

  it("ends with exit code 3 when AWS cannot be asked", async () => {
    ses.on(GetAccountCommand).rejects(Object.assign(new Error("x"), { name: "CredentialsProviderError" }));
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 3);
    assert.match(message, /GetAccount failed \(CredentialsProviderError\)/);
  });
});
