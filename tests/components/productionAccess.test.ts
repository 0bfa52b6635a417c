import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PRODUCTION_ACCESS } from "../../checklist/types";
import { reviewFacts, reviewOf } from "../../checklist/review";
import { ProductionAccess, warningsOf } from "../../components/productionAccess";
import type { SendingLimits } from "../../outputs";
import { type SynthOptions, named, synth } from "./synth";

const DETAILS = {
  mailType: "TRANSACTIONAL",
  websiteUrl: "https://listbackup.ai",
  contactLanguage: "EN",
  additionalContacts: ["admin@listbackup.ai"],
};

/** The resource in a program, with what it warned of. */
async function make(made: Record<string, unknown>, answeredAt?: string, options: SynthOptions = {}) {
  const warnings: string[] = [];
  const told: { state?: string; limits?: SendingLimits } = {};
  const { warn } = pulumi.log;
  const log = pulumi.log as { warn: typeof warn };
  log.warn = (message) => {
    warnings.push(message);
    return Promise.resolve();
  };
  let access: ProductionAccess | undefined;
  try {
    const seen = await synth(
      () => {
        access = new ProductionAccess("production-access", {
          ...DETAILS,
          region: "us-east-1",
          accountId: "123456789012",
          launchGate: "/ses-launch/prod/launch",
          answeredAt,
        });
        access.review.apply(({ state }) => (told.state = state));
        access.limits.apply((limits) => (told.limits = limits));
      },
      { ...options, made: { [PRODUCTION_ACCESS]: made } },
    );
    await new Promise((resolve) => access?.urn.apply(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    return { resource: named(seen, "production-access"), warnings, ...told };
  } finally {
    log.warn = warn;
  }
}

const DENIED = { state: "denied", reviewStatus: "DENIED", caseId: "17" };

describe("the request for production access", () => {
  it("has the type that policies know, and its provider's code", async () => {
    const { resource } = await make({});
    assert.equal(resource.type, "pulumi-nodejs:dynamic/ses:ProductionAccess");
    assert.match(String(resource.inputs["__provider"]), /PutAccountDetailsCommand/);
    assert(!("answeredAt" in resource.inputs));
  });

  it("warns of what waits for somebody, until it was answered", async () => {
    assert.deepEqual((await make({})).warnings, []);
    const { warnings, state } = await make(DENIED);
    assert.equal(state, "denied");
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /^AWS refused .*Reply on case 17/);
    assert.deepEqual((await make(DENIED, "2026-11-25")).warnings, []);
  });

  it("warns of details that AWS has otherwise, and shows none of them", async () => {
    const filed = { ...DETAILS, websiteUrl: "https://old.example", additionalContacts: ["old@example.com"] };
    const { warnings } = await make({ filed });
    assert.deepEqual(warnings, [
      "The stack file differs from what AWS has in websiteUrl, additionalContacts. They cannot be changed until the review ends.",
    ]);
    const granted = reviewOf(reviewFacts({ ProductionAccessEnabled: true }));
    assert.match(
      warningsOf(granted, DETAILS, filed).join(),
      /may open a new review.*on purpose .*case --file-update/,
    );
    assert.deepEqual(warningsOf(granted, DETAILS, DETAILS), []);
    assert.deepEqual(warningsOf(granted, DETAILS, {}), []);
    assert.deepEqual(warningsOf(granted, DETAILS, { websiteUrl: DETAILS.websiteUrl }), []);
  });

  it("gives the granted limits, and the sandbox's until then", async () => {
    const quota = { max24HourSend: 50_000, maxSendRate: 14 };
    assert.deepEqual((await make(quota)).limits, { max24HourSend: 200, maxSendRate: 1 });
    assert.deepEqual((await make({ ...quota, productionAccessEnabled: true })).limits, quota);
  });

  it("says nothing in a preview that cannot know", async () => {
    const { warnings, state, limits } = await make(DENIED, undefined, { preview: true });
    assert.deepEqual([warnings, state, limits], [[], undefined, undefined]);
  });
});
