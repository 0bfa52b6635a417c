import assert from "node:assert/strict";
import { checkDmarc } from "../../mail/dmarc";

const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

describe("mail/dmarc: check", () => {
  const base = { domain: "example.com", mailFrom: "bounce.example.com" };
  const good = "v=DMARC1; p=none; rua=mailto:dmarc@example.com";

  it("has nothing to say about a good record", () => {
    assert.deepEqual(checkDmarc({ ...base, desired: good }), {
      valid: true,
      errors: [],
      warnings: [],
      requires: [],
    });
    assert.deepEqual(checkDmarc({ ...base, existing: [good] }).errors, []);
  });

  it("wants a record", () => {
    const verdict = checkDmarc({ ...base, existing: ["site-verification=abc"] });
    assert.equal(verdict.valid, false);
    assert.deepEqual(codes(verdict.errors), ["no-dmarc-record"]);
  });

  it("judges alignment, strict and relaxed", () => {
    const strict = "v=DMARC1; p=none; adkim=s; aspf=s; rua=mailto:dmarc@example.com";
    assert.deepEqual(codes(checkDmarc({ ...base, desired: strict }).errors), ["spf-alignment-impossible"]);
    assert.deepEqual(codes(checkDmarc({ ...base, dkimDomain: "a.example.com", desired: strict }).errors), [
      "spf-alignment-impossible",
      "dkim-alignment-impossible",
    ]);
    const foreign = { domain: "one.co.uk", mailFrom: "bounce.two.co.uk", dkimDomain: "two.co.uk" };
    assert.deepEqual(
      codes(checkDmarc({ ...foreign, desired: "v=DMARC1; p=none; rua=mailto:d@one.co.uk" }).errors),
      ["spf-alignment-impossible", "dkim-alignment-impossible"],
    );
  });

  it("survives a report address that nobody can own", () => {
    const { warnings } = checkDmarc({ ...base, existing: ["v=DMARC1; p=none; rua=mailto:dmarc@co.uk"] });
    assert.deepEqual(codes(warnings), ["invalid-report-uri", "no-rua"]);
  });

  it("counts a ruf elsewhere as well", () => {
    const desired = `${good}; ruf=mailto:f@reports.example.net`;
    assert.deepEqual(codes(checkDmarc({ ...base, desired }).warnings), ["external-rua-needs-authorisation"]);
  });

  it("asks once for what the record in DNS and the wanted one both need", () => {
    const foreign = "v=DMARC1; p=none; rua=mailto:dmarc@reports.example.net";
    const { requires, warnings } = checkDmarc({ ...base, existing: [foreign], desired: foreign });
    assert.equal(requires.length, 1);
    assert.deepEqual(codes(warnings), ["external-rua-needs-authorisation"]);
  });

  it("never makes a record beside one, however equal", () => {
    for (const existingManagedBy of ["other", undefined] as const) {
      const verdict = checkDmarc({
        ...base,
        existing: [`"${good}"`],
        ...(existingManagedBy === undefined ? {} : { existingManagedBy }),
        desired: good,
      });
      assert.equal(verdict.action, "refuse-create");
      assert.deepEqual(codes(verdict.errors), ["dmarc-record-exists"]);
    }
  });

  it("replaces the record that the stack made", () => {
    const verdict = checkDmarc({
      ...base,
      existing: ["v=DMARC1; p=reject"],
      existingManagedBy: "this-stack",
      desired: good,
    });
    assert.deepEqual(verdict, { valid: true, errors: [], warnings: [], requires: [] });
  });

  it("refuses two records, whosever they are", () => {
    const verdict = checkDmarc({
      ...base,
      existing: [good, "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
      existingManagedBy: "this-stack",
      desired: good,
    });
    assert.equal(verdict.valid, false);
    assert.equal(verdict.action, "refuse-create");
    assert.deepEqual(codes(verdict.errors), ["multiple-dmarc-records"]);
  });

  it("is not valid with a syntax error", () => {
    assert.equal(
      checkDmarc({ ...base, desired: "v=DMARC1; p=block; rua=mailto:d@example.com" }).valid,
      false,
    );
  });
});
