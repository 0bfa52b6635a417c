import assert from "node:assert/strict";
import { type CaseFacts, MAX_DESCRIPTION, useCaseDescription } from "../../checklist/caseText";
import { ITEM_IDS, type ItemId } from "../../checklist/item";
import { EVIDENCE } from "./completeStack";

const FACTS: CaseFacts = {
  company: "ListBackup.ai",
  website: "https://listbackup.ai",
  fromAddress: "noreply@listbackup.ai",
  templates: ["password-reset", "backup-completed"],
  topics: ["Service notifications"],
  pausing: ["notifications"],
  volume: { expectedPerDay: { min: 5000, max: 10_000 }, peakPerHour: 1000, targetPerDay: 50_000 },
  attestations: { recipientsOptIn: { by: "A Person", on: "2026-11-20" } },
  evidence: EVIDENCE,
  proven: new Set(ITEM_IDS),
};
const text = (change: Partial<CaseFacts> = {}) => useCaseDescription({ ...FACTS, ...change });
const without = (...items: ItemId[]) => new Set(ITEM_IDS.filter((item) => !items.includes(item)));

/** What of the text stands on which proof: it goes with it, and nothing else does. */
const CLAIMS: readonly (readonly [ItemId, RegExp])[] = [
  ["dkim-verified", /signed with DKIM/],
  ["domain-verified", /The domain is verified/],
  ["spf-includes-ses", /MAIL FROM domain of its own with SPF/],
  ["dmarc-published", /DMARC record/],
  ["bounce-handling", /publishes every bounce and complaint/],
  ["complaint-handling", /publishes every bounce and complaint/],
  ["suppression-store", /suppression list in DynamoDB/],
  ["test-emails", /tested with the SES mailbox simulator on 2026-11-20/],
  ["monitoring", /Alarms reach a person at a bounce rate of 2\.5 % and 5 %/],
  ["monitoring", /Sending of notifications stops by itself at 8 % bounces or 0\.3 % complaints/],
  ["unnamed-closed", /names no configuration set is refused/],
  ["templates-reviewed", /unsubscribe from Service notifications by a link/],
  ["templates-reviewed", /says why it was sent/],
];

describe("the text for AWS's reviewer", () => {
  it("answers the four questions, in order, within the API's limit, and leaves nothing out", () => {
    const { text: all, leftOut } = text();
    assert.deepEqual(leftOut, []);
    assert(all.length < MAX_DESCRIPTION);
    assert.deepEqual(
      all.split("\n\n").map((section) => section.split("\n")[0]),
      [
        "Who we are and what we send",
        "How recipients' addresses are collected",
        "How bounces and complaints are handled",
        "How recipients opt out",
        "How the volume was estimated",
      ],
    );
    for (const [, claim] of CLAIMS) assert.match(all, claim);
    assert.match(
      all,
      /mails its own customers from noreply@listbackup\.ai: password reset and backup completed\./,
    );
    assert.match(all, /5,000 to 10,000 mails a day at the start, at most 1,000 in the busiest hour/);
    assert.match(all, /Every recipient asked for the mail \(confirmed by A Person on 2026-11-20\)\./);
  });

  for (const item of new Set(CLAIMS.map(([id]) => id)))
    it(`says nothing that stands on ${item} when that is not proven, and tells what it leaves out`, () => {
      const { text: less, leftOut } = text({ proven: without(item) });
      const standing = CLAIMS.filter(([id]) => id === item);
      for (const [, claim] of standing) assert.doesNotMatch(less, claim);
      assert(leftOut.length > 0 && leftOut.every((line) => line.includes(`(${item}`) || line.includes(item)));
    });

  it("says nothing of how addresses are collected that nobody signed", () => {
    const { text: less, leftOut } = text({ attestations: {} });
    assert.doesNotMatch(less, /asked for the mail|How recipients' addresses/);
    assert.deepEqual(leftOut, [
      '"Every recipient asked for the mail." (config key attestations.recipientsOptIn)',
    ]);
    const signed = { by: "A Person", on: "2026-11-21" };
    assert.match(
      text({ attestations: { marketingDoubleOptIn: signed } }).text,
      /only to double opt-in addresses/,
    );
  });

  it("speaks of no topic and no pause where there is none", () => {
    const { text: less, leftOut } = text({ topics: [], pausing: [] });
    assert.doesNotMatch(less, /unsubscribe|stops by itself/);
    assert.deepEqual(leftOut, []);
  });
});
