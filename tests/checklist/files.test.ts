import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvidence } from "../../checklist/evidenceFile";
import { judgeTemplates } from "../../checklist/templateJudgements";
import { loadTemplates } from "../../mail/templates/load";
import { renderForCompany } from "../../mail/templates/render";
import { templateHash } from "../../mail/templates/reviews";
import { EVIDENCE } from "./completeStack";

describe("the evidence file", () => {
  let proofs: string;
  const write = (content: string) => {
    writeFileSync(join(proofs, "evidence", "prod.json"), content);
  };
  before(() => {
    proofs = mkdtempSync(join(tmpdir(), "ses-launch-evidence-"));
    mkdirSync(join(proofs, "evidence"));
  });
  after(() => {
    rmSync(proofs, { recursive: true });
  });

  it("is no evidence where there is none", () => {
    assert.deepEqual(readEvidence("prod", proofs), {});
  });

  it("is read as it is written", () => {
    write(JSON.stringify(EVIDENCE));
    assert.deepEqual(readEvidence("prod", proofs), { evidence: EVIDENCE });
  });

  const BROKEN: readonly [string, string, RegExp][] = [
    ["no JSON", "{", /^evidence\/prod\.json cannot be read: /],
    [
      "of another shape",
      '{"stack":"prod","provenAt":"yesterday"}',
      /does not fit: .*fingerprint: .*provenAt: /,
    ],
    ["with a field that nobody knows", JSON.stringify({ ...EVIDENCE, by: "me" }), /does not fit: /],
    ["of another stack", JSON.stringify({ ...EVIDENCE, stack: "staging" }), /is the proof of stack staging/],
    [
      "of a mailbox that did not pass",
      JSON.stringify({ ...EVIDENCE, inbox: { ...EVIDENCE.inbox, dkim: "fail" } }),
      /does not fit: inbox\.dkim/,
    ],
  ];
  for (const [what, content, says] of BROKEN)
    it(`proves nothing when it is ${what}, and says so`, () => {
      write(content);
      const { evidence, evidenceProblem } = readEvidence("prod", proofs);
      assert.equal(evidence, undefined);
      assert.match(evidenceProblem ?? "", says);
    });
});

describe("the company's emails", () => {
  const company = {
    name: "ListBackup.ai",
    website: "https://listbackup.ai",
    postalAddress: "1 Backup Street, 10001 New York",
  };
  const sender = { company, streams: { transactional: {}, notifications: { topic: {} }, alerts: {} } };
  const folder = loadTemplates();
  const [first] = folder.templates;
  assert(first);
  const hash = templateHash(renderForCompany(first, folder.layout, company));
  const reviewed = (reviews: typeof folder.reviews) =>
    judgeTemplates({ ...folder, reviews }, sender).map(({ review }) => review);

  it("break no rule, and nobody has approved them", () => {
    for (const { name, problems, review } of judgeTemplates({ ...folder, reviews: {} }, sender))
      assert.deepEqual([name, problems, review], [name, [], "missing"]);
  });

  it("are approved one by one, as they are", () => {
    const [approved, ...others] = reviewed({ [first.name]: { hash, by: "A Person", on: "2026-11-25" } });
    assert.equal(approved, "approved");
    assert(others.length === 6 && others.every((review) => review === "missing"));
    const [changed] = reviewed({
      [first.name]: { hash: hash.replace(/^./, "x"), by: "A", on: "2026-11-25" },
    });
    assert.equal(changed, "changed");
  });

  it("break a rule each without a postal address", () => {
    const nowhere = { name: company.name, website: company.website };
    for (const { problems } of judgeTemplates(folder, { ...sender, company: nowhere }))
      assert(problems.some((problem) => /postal/i.test(problem)));
  });
});
