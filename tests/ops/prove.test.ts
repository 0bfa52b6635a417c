import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../../checklist/evidence";
import { evidenceSchema } from "../../checklist/evidenceSchema";
import type { CanaryTable } from "../../functions/canary/ports";
import type { Probe } from "../../mail/canary";
import { inboxFrom, inboxOf } from "../../ops/prove/inbox";
import type { ProveAws } from "../../ops/prove/ports";
import { prove } from "../../ops/prove/prove";
import { CanaryWorld } from "../functions/canaryWorld";
import { CONTEXT } from "../checklist/completeStack";
import { launched } from "./launched";
import { opsError, textOf } from "./ports";

const AT = "2026-11-25T09:00:00.000Z";
const INBOX: Evidence["inbox"] = { provider: "example", at: AT, spf: "pass", dkim: "pass", dmarc: "pass" };

const named = (name: string) => Object.assign(new Error("jane@example.net"), { name });

/** SES and a pipeline around the proof, on a clock that moves only when somebody sleeps. */
class ProofWorld implements ProveAws {
  readonly canary = new CanaryWorld();
  readonly rendered: [string, Readonly<Record<string, string>>][] = [];
  refuses: string | undefined;

  async send(probe: Probe): Promise<string> {
    await this.canary.send(probe);
    return `message-${probe.scenario}`;
  }

  async render(template: string, data: Readonly<Record<string, string>>): Promise<void> {
    if (template === this.refuses) throw named("BadRequestException");
    this.rendered.push([template, data]);
  }

  table(name: string): CanaryTable {
    assert.equal(name, "ses-launch-prod-suppression");
    return this.canary;
  }
}

describe("ses prove", () => {
  let folder: string;
  let world: ProofWorld;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-evidence-"));
    world = new ProofWorld();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (inbox: Evidence["inbox"] = INBOX, launch = launched()) =>
    prove("prod", launch, inbox, {
      aws: world,
      clock: world.canary,
      progress: () => undefined,
      newRun: () => "run1",
      folder,
    });
  const file = () => join(folder, "prod.json");

  it("writes the evidence that the checklist reads, of the deployed path and without an address", async () => {
    const report = await run();
    assert.equal(report.exitCode, 0);
    const text = readFileSync(file(), "utf8");
    const evidence = evidenceSchema.parse(JSON.parse(text));
    assert.equal(evidence.fingerprint, CONTEXT.fingerprint);
    assert.deepEqual(
      evidence.scenarios.map(({ scenario, stream, messageId }) => [scenario, stream, messageId]),
      [
        ["bounce", "canary", "message-bounce"],
        ["complaint", "canary", "message-complaint"],
      ],
    );
    for (const { sentAt, seenAt } of evidence.scenarios) assert(sentAt < seenAt);
    assert.equal(evidence.templates.length, 7);
    assert(!text.includes("@"));
  });

  it("sends through the canary's configuration set and no faster than the sandbox takes it", async () => {
    await run();
    const sends = world.canary.calls.map(({ at }) => at);
    assert.equal(sends.length, 2);
    assert((sends[1] ?? 0) - (sends[0] ?? 0) >= 1000);
    assert(world.canary.sent.every(({ configurationSet }) => configurationSet === "prod-canary"));
  });

  it("renders by the names in SES, with the sample and the link that SES fills in", async () => {
    await run();
    const backup = world.rendered.find(([name]) => name === "prod-notifications-backup-completed");
    assert(backup?.[1].amazonSESUnsubscribeUrl !== undefined && backup[1].mailbox !== undefined);
    const code = world.rendered.find(([name]) => name === "prod-transactional-mfa-code");
    assert(code && !("amazonSESUnsubscribeUrl" in code[1]));
  });

  it("names SES as the hop where a mail was not taken, and writes nothing", async () => {
    world.canary.refusals.set("prod-canary", named("MessageRejected"));
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 1);
    assert.match(message, /^The bounce is not proven: SES did not take the mail \(MessageRejected\)/);
    assert(!message.includes("jane") && !existsSync(file()));
  });

  it("names the scenario whose feedback never came, and writes nothing", async () => {
    world.canary.lag = ({ scenario }) => (scenario === "complaint" ? Infinity : 2000);
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 1);
    assert.match(message, /^The complaint is not proven: SES took the mail, .* not in the table after 120 s/);
    assert(!existsSync(file()));
  });

  it("sends nothing when the table cannot be read", async () => {
    world.canary.broken = () => named("AccessDeniedException");
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 3);
    assert.match(message, /BatchGetItem failed \(AccessDeniedException\)/);
    assert.deepEqual(world.canary.sent, []);
  });

  it("does not take a table that cannot be read any more for lost feedback", async () => {
    world.canary.broken = (look) => (look > 0 ? named("AccessDeniedException") : undefined);
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 3);
    assert.match(message, /table cannot be read any more \(AccessDeniedException\)/);
  });

  it("names the template that SES does not render, and writes nothing", async () => {
    world.refuses = "prod-alerts-billing-update";
    const { exitCode, message } = await opsError(run);
    assert.equal(exitCode, 1);
    assert.match(message, /does not render template billing-update \(BadRequestException\)/);
    assert(!existsSync(file()));
  });

  it("without a mailbox's word keeps the last one while it counts, and says when there is none", async () => {
    const last = (at: string) => launched({ evidence: { inbox: { ...INBOX, at } } as unknown as Evidence });
    const kept = await prove("prod", last("2026-10-01T00:00:00.000Z"), undefined, {
      aws: world,
      clock: world.canary,
      progress: () => undefined,
      newRun: () => "run1",
      folder,
    });
    assert.equal(kept.exitCode, 0);
    world = new ProofWorld();
    const none = await prove("prod", last("2026-09-01T00:00:00.000Z"), undefined, {
      aws: world,
      clock: world.canary,
      progress: () => undefined,
      newRun: () => "run2",
      folder,
    });
    assert.equal(none.exitCode, 1);
    assert.match(textOf(none), /no real mailbox has confirmed/);
    assert.equal(evidenceSchema.parse(JSON.parse(readFileSync(file(), "utf8"))).inbox, undefined);
  });
});

describe("a mailbox's word", () => {
  const header = (changes: Readonly<Record<string, string>> = {}) => {
    const says = {
      spf: "spf=pass smtp.mailfrom=01@bounce.listbackup.ai",
      dkim: "dkim=pass header.i=@amazonses.com; dkim=pass header.i=@listbackup.ai",
      dmarc: "dmarc=pass header.from=listbackup.ai",
      ...changes,
    };
    return `Authentication-Results: mx.example; ${Object.values(says).join("; ")}\n\nbody`;
  };
  const from = (text: string) => inboxFrom(text, "listbackup.ai", undefined, AT);

  it("counts when SPF, DKIM and DMARC pass for the domain", () => {
    assert.deepEqual(from(header()), { ...INBOX, provider: "mx.example" });
    assert.deepEqual(inboxOf("spf=pass, dkim=PASS,dmarc=pass", "example", AT), INBOX);
  });

  const BROKEN: readonly (readonly [string, string, RegExp])[] = [
    ["failing SPF", header({ spf: "spf=softfail smtp.mailfrom=x@bounce.listbackup.ai" }), /spf: softfail/],
    [
      "SPF of SES's own domain",
      header({ spf: "spf=pass smtp.mailfrom=x@amazonses.com" }),
      /spf: pass, but not for/,
    ],
    ["DKIM of SES alone", header({ dkim: "dkim=pass header.i=@amazonses.com" }), /dkim: pass, but not for/],
    [
      "DKIM of a look-alike",
      header({ dkim: "dkim=pass header.d=evil-listbackup.ai" }),
      /dkim: pass, but not for/,
    ],
    ["no DMARC", header({ dmarc: "x=y" }), /dmarc: not told/],
    [
      "DMARC of another domain",
      header({ dmarc: "dmarc=pass header.from=example.com" }),
      /dmarc: pass, but not for/,
    ],
  ];
  for (const [what, text, message] of BROKEN)
    it(`with ${what} does not count`, async () => {
      const error = await opsError(() => from(text));
      assert.equal(error.exitCode, 1);
      assert.match(error.message, message);
    });

  it("needs the provider's name, which is no address, and known methods", async () => {
    for (const provider of [undefined, "jane@example.net", ""])
      assert.equal(
        (await opsError(() => inboxOf("spf=pass,dkim=pass,dmarc=pass", provider, AT))).exitCode,
        2,
      );
    assert.equal((await opsError(() => inboxOf("spam=no", "example", AT))).exitCode, 2);
    assert.equal((await opsError(() => inboxOf("spf=pass,dkim=fail,dmarc=pass", "example", AT))).exitCode, 1);
    assert.equal((await opsError(() => from("Subject: x\n\n"))).exitCode, 2);
  });
});
