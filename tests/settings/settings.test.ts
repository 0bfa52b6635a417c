import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { parseSettings } from "../../settings/parse";
import { settingsSchema } from "../../settings/schema";
import { unwrapped } from "../../settings/shape";
import { stackConfig } from "./config";

const root = join(__dirname, "..", "..");

describe("settings of the repository's stacks", () => {
  it("prod holds the plan of ListBackup.ai", () => {
    const settings = parseSettings(stackConfig("prod"));
    assert.equal(settings.region, "us-east-1");
    assert.equal(settings.domain, "listbackup.ai");
    assert.equal(settings.fromAddress, "noreply@listbackup.ai");
    assert.equal(settings.launchStage, "prepare");
    assert.deepEqual(settings.volume, {
      expectedPerDay: { min: 5000, max: 10_000 },
      peakPerHour: 1000,
      targetPerDay: 50_000,
    });
    assert.deepEqual(Object.keys(settings.streams), ["transactional", "notifications", "alerts"]);
    assert.equal(settings.allowedRecipients, undefined);
    assert.equal(settings.company.website, "https://listbackup.ai");
  });

  it("staging restricts its recipients", () => {
    const settings = parseSettings(stackConfig("staging"));
    assert.equal(settings.domain, "staging.listbackup.ai");
    assert.equal(settings.launchStage, "prepare");
    assert.deepEqual(settings.allowedRecipients, ["*@listbackup.ai"]);
  });

  it("what is left out has the safe value", () => {
    const { behaviorOnMxFailure, apexSpf, ownsAccount, mailFromSubdomain, dmarc, adopt } = parseSettings(
      stackConfig("prod", { "ses-launch:ownsAccount": undefined, "ses-launch:dmarc": undefined }),
    );
    assert.deepEqual(
      { behaviorOnMxFailure, apexSpf, ownsAccount, mailFromSubdomain, dmarc, adopt },
      {
        behaviorOnMxFailure: "USE_DEFAULT_VALUE",
        apexSpf: false,
        ownsAccount: false,
        mailFromSubdomain: "bounce",
        dmarc: { policy: "none", testing: false, reports: [], reportZones: {} },
        adopt: { closedSet: false, identity: false, mailFrom: false, records: {}, resources: {} },
      },
    );
  });

  it("names are taken in their normal form", () => {
    const settings = parseSettings(
      stackConfig("prod", {
        "ses-launch:domain": "ListBackup.AI.",
        "ses-launch:fromAddress": "ListBackup <NoReply@ListBackup.ai>",
        "ses-launch:sandboxRecipients": ["Jane+Test@Example.COM"],
      }),
    );
    assert.equal(settings.domain, "listbackup.ai");
    assert.equal(settings.fromAddress, "noreply@listbackup.ai");
    assert.deepEqual(settings.sandboxRecipients, ["jane+test@example.com"]);
  });

  it("days and instants may stand without quotes, as the engine hands those over", () => {
    const times = (at: string, day: string) =>
      parseSettings(
        stackConfig("prod", {
          "ses-launch:streams": {
            alerts: { release: { pausedAt: at, reason: "mended", by: "A Person" } },
            notifications: { paused: { at, reason: "being mended" } },
          },
          "ses-launch:attestations": { recipientsOptIn: { by: "A Person", on: day } },
          "ses-launch:dmarc": { reports: ["admin@listbackup.ai"], observedSince: day },
        }),
      );
    for (const [at, day] of [
      ["2026-11-25T10:00:00Z", "2026-11-20"],
      ["2026-11-25T10:00:00.000Z", "2026-11-20"],
      ["2026-11-25 10:00:00 +0000 UTC", "2026-11-20 00:00:00 +0000 UTC"],
    ] as const) {
      const { streams, attestations, dmarc } = times(at, day);
      assert.equal(streams["alerts"]?.release?.pausedAt, "2026-11-25T10:00:00.000Z");
      assert.equal(streams["notifications"]?.paused?.at, "2026-11-25T10:00:00.000Z");
      assert.deepEqual([attestations.recipientsOptIn?.on, dmarc.observedSince], ["2026-11-20", "2026-11-20"]);
    }
    const { streams } = times("2026-11-25 10:00:00.25 +0000 UTC", "2026-11-20");
    assert.equal(streams["alerts"]?.release?.pausedAt, "2026-11-25T10:00:00.250Z");
  });

  it("a higher limit may be asked for at request and live, by the stack that owns the account", () => {
    const company = {
      name: "ListBackup.ai",
      website: "https://listbackup.ai",
      contact: "admin@listbackup.ai",
      postalAddress: "1 Backup Street, 10001 New York",
    };
    const asked = (launchStage: string, sendingQuota: object) =>
      parseSettings(
        stackConfig("prod", {
          "ses-launch:company": company,
          "ses-launch:launchStage": launchStage,
          "ses-launch:sendingQuota": sendingQuota,
        }),
      ).sendingQuota;
    for (const stage of ["prepare", "request", "live"])
      assert.deepEqual(asked(stage, { daily: 50_000, perSecond: 14 }), { daily: 50_000, perSecond: 14 });
    assert.deepEqual(asked("prepare", {}), {});
  });

  it("encrypted webhooks are accepted", () => {
    const webhooks = ["https://hooks.example.com/feedback"];
    const config = stackConfig("prod", { "ses-launch:webhooks": webhooks }, ["ses-launch:webhooks"]);
    assert.deepEqual(parseSettings(config).webhooks, webhooks);
  });

  it("an enforcing DMARC policy is accepted once its reports were read long enough", () => {
    const dmarc = { policy: "quarantine", reports: ["admin@listbackup.ai"], observedSince: "2026-11-11" };
    assert.equal(
      parseSettings(stackConfig("prod", { "ses-launch:dmarc": dmarc })).dmarc.policy,
      "quarantine",
    );
  });
});

describe("Pulumi.yaml", () => {
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    options: unknown;
    config: Record<string, { type: string; default: unknown }>;
  };

  function typeOf(schema: z.ZodType): string {
    const inner = unwrapped(schema);
    if (inner instanceof z.ZodBoolean) return "boolean";
    if (inner instanceof z.ZodArray) return "array";
    return inner instanceof z.ZodObject || inner instanceof z.ZodRecord ? "object" : "string";
  }

  it("declares every setting with its type, but for the one that must have no default", () => {
    const declared = Object.fromEntries(Object.entries(project.config).map(([key, { type }]) => [key, type]));
    const wanted = Object.entries<z.ZodType>(settingsSchema.shape).map(([key, schema]) => [
      key,
      typeOf(schema),
    ]);
    assert.deepEqual(declared, Object.fromEntries(wanted.filter(([key]) => key !== "allowedRecipients")));
  });

  it("has the schema's own defaults, and empty ones for keys that must be set", () => {
    for (const [key, { default: value }] of Object.entries(project.config)) {
      const result = (settingsSchema.shape as Record<string, z.ZodType>)[key]?.safeParse(undefined);
      if (result?.success !== true)
        assert(["", "{}"].includes(typeof value === "string" ? value : JSON.stringify(value)), key);
      else if (typeof value !== "object") assert.equal(value, result.data, key);
    }
  });

  it("refreshes before every preview and up", () => {
    assert.deepEqual(project.options, { refresh: "always" });
  });
});
