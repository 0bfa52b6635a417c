import assert from "node:assert/strict";
import fc from "fast-check";
import { type CaseFacts, ATTESTATIONS } from "../../checklist/caseFacts";
import { MOST_CHARACTERS, caseTexts } from "../../checklist/caseText";
import { ITEM_IDS, type ItemId } from "../../checklist/item";
import { loadTemplates } from "../../mail/templates/load";
import { parseSettings } from "../../settings/parse";
import { stackConfig } from "../settings/config";
import { EVIDENCE } from "./completeStack";

const JANE = { by: "Jane Doe", on: "2026-11-01" };
const SETTINGS = parseSettings(stackConfig("prod"));

/** prod with everything proven, deployed and vouched for. */
const WHOLE: CaseFacts = {
  ...SETTINGS,
  company: { ...SETTINGS.company, postalAddress: "1 Main Street, Springfield" },
  volume: { ...SETTINGS.volume, basis: "4,000 customers get about two mails a day." },
  attestations: Object.fromEntries(ATTESTATIONS.map((name) => [name, JANE])),
  items: ITEM_IDS.map((id) => ({ id, title: id, state: "proven", findings: [] })),
  evidence: EVIDENCE,
  deployed: { templates: loadTemplates().templates, topics: ["notifications"] },
};

const withoutItem = (id: ItemId): CaseFacts => ({
  ...WHOLE,
  items: WHOLE.items.map((item) =>
    item.id === id
      ? {
          ...item,
          state: "missing",
          findings: [{ state: "missing", binds: "always", message: "There is none", remedy: "make one" }],
        }
      : item,
  ),
});

/** What is taken away, and words of everything that must not be said then. */
const REMOVED: readonly (readonly [string, CaseFacts, readonly string[]])[] = [
  ["domain-verified", withoutItem("domain-verified"), ["is verified in SES"]],
  ["dkim-verified", withoutItem("dkim-verified"), ["signed with Easy DKIM"]],
  ["spf-includes-ses", withoutItem("spf-includes-ses"), ["has the SPF record"]],
  ["dmarc-published", withoutItem("dmarc-published"), ["A DMARC record"]],
  ["bounce-handling", withoutItem("bounce-handling"), ["publishes the bounces", "An opt-out is reported"]],
  ["complaint-handling", withoutItem("complaint-handling"), ["one complaint puts"]],
  ["suppression-store", withoutItem("suppression-store"), ["kept in DynamoDB", "An opt-out is reported"]],
  ["monitoring", withoutItem("monitoring"), ["CloudWatch alarms"]],
  ["unnamed-closed", withoutItem("unnamed-closed"), ["names no configuration set is refused"]],
  ["production-access", withoutItem("production-access"), []],
  [
    "templates-reviewed",
    withoutItem("templates-reviewed"),
    ["carry an unsubscribe link", "has no such link", "postal address", "approved by a person"],
  ],
  ["test-emails", withoutItem("test-emails"), ["We tested this", "passed SPF, DKIM and DMARC"]],
  ...(
    [
      ["recipientsOptIn", "Everybody we mail has opted in"],
      ["marketingDoubleOptIn", "double opt-in"],
      ["templatesApproved", "approved by a person"],
    ] as const
  ).map(
    ([name, words]) =>
      [
        `attestation ${name}`,
        { ...WHOLE, attestations: { ...WHOLE.attestations, [name]: undefined } },
        [words],
      ] as const,
  ),
  ["volume.basis", { ...WHOLE, volume: { ...WHOLE.volume, basis: undefined } }, ["4,000 customers"]],
  [
    "company.service",
    { ...WHOLE, company: { ...WHOLE.company, service: undefined } },
    ["is an automated email backup"],
  ],
  [
    "company.postalAddress",
    { ...WHOLE, company: { ...WHOLE.company, postalAddress: undefined } },
    ["postal address"],
  ],
  [
    "the contact list",
    { ...WHOLE, deployed: { ...WHOLE.deployed, topics: [] } },
    ["carry an unsubscribe link", "An opt-out is reported"],
  ],
  [
    "the templates",
    { ...WHOLE, deployed: { ...WHOLE.deployed, templates: [] } },
    ["these kinds of mail", "carry an unsubscribe link", "An opt-out is reported", "has no such link"],
  ],
];

const sentences = (text: string): string[] => text.split(/(?<=\.) |\n/).filter((one) => one !== "");

/** Several sentences can be one claim. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  "publishes the bounces": ["A report that cannot be processed"],
};

describe("the case text", () => {
  const whole = caseTexts(WHOLE);

  it("answers the reviewer's four questions when everything is proven, deployed and vouched for", () => {
    assert.deepEqual(whole.leftOut, []);
    assert.deepEqual(whole.unanswered, []);
    for (const heading of [
      "How we collect addresses",
      "How we handle bounces and complaints",
      "How people opt out",
      "How much we send, and how we estimated it",
    ])
      assert(whole.useCase.includes(`${heading}:\n`), heading);
    assert(whole.useCase.length <= MOST_CHARACTERS);
    assert.match(whole.useCase, /5,000 to 10,000 mails a day/);
  });

  it("has the seed's letter, the reply to questions and a justification of the target volume", () => {
    assert.match(whole.supportCase, /^Subject: SES Production Access Request for ListBackup\.ai\n/);
    assert.match(whole.supportCase, /Compliance Measures:\n1\. All recipients explicitly opt in/);
    assert.match(whole.supportCase, /50,000 emails\/day/);
    assert.match(whole.moreInformation, /Examples of our mail are attached.*MFA code/);
    assert.match(whole.quota, /L-804C8AE8\), us-east-1\nNew value: 50000\n/);
    assert.match(whole.quota, /about 5,000 mails, 1\.4 a second/);
    assert.match(whole.quota, /We ask for 50,000 a day\. This plan comes to 50,000 mails/);
  });

  it("asks Service Quotas for what the stack file asks for", () => {
    const { quota } = caseTexts({ ...WHOLE, sendingQuota: { daily: 20_000, perSecond: 14 } });
    assert.match(quota, /Sending quota \(L-804C8AE8\), us-east-1\nNew value: 20000\n/);
    assert.match(quota, /Sending rate \(L-CDEF9B6B\), us-east-1\nNew value: 14\n/);
    assert.match(quota, /We ask for 20,000 a day and 14 a second\. This plan comes to 50,000 mails/);
  });

  for (const [what, facts, gone] of REMOVED)
    it(`without ${what} drops exactly what depends on it, and says so`, () => {
      const less = caseTexts(facts);
      const dropped = sentences(whole.useCase).filter((one) => !sentences(less.useCase).includes(one));
      const wanted = gone.flatMap((words) => [words, ...(TOGETHER[words] ?? [])]);
      const saying = (one: string) => wanted.some((words) => one.includes(words));
      assert.deepEqual(
        dropped.filter((one) => !saying(one) && !one.endsWith(":")),
        [],
      );
      for (const words of wanted) {
        assert(whole.useCase.includes(words), `${words} is not said at all`);
        for (const text of [less.useCase, less.moreInformation]) assert(!text.includes(words), words);
      }
      assert.equal(less.leftOut.length, gone.length);
      for (const { about, why } of less.leftOut) assert(about !== "" && why !== "");
    });

  it("says which of the four questions has no answer", () => {
    const { unanswered } = caseTexts({ ...WHOLE, attestations: {} });
    assert.deepEqual(unanswered, ["addresses"]);
  });

  it("never has more than 5,000 characters, cuts no sentence, and tells what it cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (many) => {
        const [template] = WHOLE.deployed.templates;
        assert(template);
        const more = Array.from({ length: many }, (_, index) => ({
          ...template,
          name: `a-mail-with-a-rather-long-name-number-${index}`,
        }));
        const templates = [...WHOLE.deployed.templates, ...more];
        const { useCase, leftOut } = caseTexts({ ...WHOLE, deployed: { ...WHOLE.deployed, templates } });
        assert(useCase.length <= MOST_CHARACTERS);
        assert(useCase.endsWith("."));
        const said = sentences(useCase).length;
        assert(leftOut.length > 0 || said === sentences(whole.useCase).length);
      }),
      { numRuns: 30 },
    );
  });
});
