import assert from "node:assert/strict";
import fc from "fast-check";
import { AddressError, normaliseAddress } from "../../mail/addresses";
import { buildDmarc, dmarcName, parseDmarc, reportAuthorisations } from "../../mail/dmarc";
import type { DmarcAlignment, DmarcSettings } from "../../mail/dmarc";
import { parseReportUris, reportUri } from "../../mail/dmarcReports";
import { DMARC_POLICIES } from "../../mail/dmarcStages";

const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

describe("mail/dmarc: parse", () => {
  it("reads odd spacing, letter case and a final semicolon", () => {
    const { tags, warnings, errors } = parseDmarc(
      " V = DMARC1 ;p=Reject ; SP=none; adkim = S;rua=mailto:A@Example.com; ;".trim(),
    );
    assert.deepEqual(tags, { v: "DMARC1", p: "reject", adkim: "s", rua: "mailto:A@Example.com" });
    assert.deepEqual(codes(warnings), ["unknown-tag"]);
    assert.deepEqual(errors, []);
  });

  it("joins quoted strings", () => {
    assert.deepEqual(parseDmarc('"v=DMARC1; p=no" "ne"').tags, { v: "DMARC1", p: "none" });
  });

  it("warns of tags that RFC 9989 removed and of those it never had", () => {
    const { warnings } = parseDmarc("v=DMARC1; p=none; pct=50; rf=afrf; ri=86400; x=1; constructor=2");
    assert.deepEqual(codes(warnings), [
      "pct-removed",
      "rf-removed",
      "ri-removed",
      "unknown-tag",
      "unknown-tag",
    ]);
  });

  it("drops values that are not allowed", () => {
    const { tags, warnings, errors } = parseDmarc(
      "v=DMARC1; p=block; sp=none; np=all; t=maybe; aspf=x; fo=d:s; psd=u",
    );
    assert.deepEqual(tags, { v: "DMARC1", sp: "none", fo: "d:s", psd: "u" });
    assert.deepEqual(codes(errors), ["invalid-policy", "invalid-policy"]);
    assert.deepEqual(codes(warnings), ["invalid-tag-value", "invalid-tag-value"]);
  });

  for (const text of [
    "",
    "v=dmarc1; p=none",
    "p=none; v=DMARC1",
    "v=DMARC10; p=none",
    "v=DMARC1 p=none",
    "spf",
  ]) {
    it(`takes ${JSON.stringify(text)} for no DMARC record`, () => {
      const { tags, errors } = parseDmarc(text);
      assert.deepEqual(codes(errors), ["not-a-dmarc-record"]);
      assert.deepEqual(tags, {});
    });
  }

  it("finds repeated tags, tags without a value and a missing policy", () => {
    assert.deepEqual(codes(parseDmarc("v=DMARC1; p=none; p=reject").errors), ["repeated-tag"]);
    assert.deepEqual(codes(parseDmarc("v=DMARC1; p=none; rua=").errors), ["invalid-dmarc-syntax"]);
    assert.deepEqual(codes(parseDmarc("v=DMARC1; p=none; nonsense").errors), ["invalid-dmarc-syntax"]);
    assert.deepEqual(codes(parseDmarc("v=DMARC1;").warnings), ["policy-missing"]);
  });

  it("reads report URIs", () => {
    const { addresses, warnings } = parseReportUris(
      "mailto:a@example.com!10m, MAILTO:b%21c@example.com?subject=x,https://example.com/x,mailto:nobody,mailto:%zz@a.b,",
    );
    assert.deepEqual(addresses, ["a@example.com", "b!c@example.com"]);
    assert.deepEqual(codes(warnings), [
      "report-size-limit-ignored",
      ...Array<string>(4).fill("invalid-report-uri"),
    ]);
  });
});

describe("mail/dmarc: build", () => {
  it("writes the canonical text", () => {
    assert.equal(
      buildDmarc({ policy: "none", reports: ["DMARC@Example.com"] }),
      "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    );
    assert.equal(
      buildDmarc({
        policy: "reject",
        subdomainPolicy: "quarantine",
        nonexistentSubdomainPolicy: "reject",
        testing: true,
        reports: ["a@example.com", "b+c@example.net"],
        dkimAlignment: "strict",
        spfAlignment: "relaxed",
      }),
      "v=DMARC1; p=reject; sp=quarantine; np=reject; t=y; adkim=s; aspf=r; rua=mailto:a@example.com,mailto:b+c@example.net",
    );
    assert.equal(buildDmarc({ policy: "none", testing: false, reports: [] }), "v=DMARC1; p=none");
  });

  it("encodes what separates things in a record", () => {
    assert.equal(reportUri("a!b&c@example.com"), "mailto:a%21b%26c@example.com");
    assert.equal(reportUri('"a,b;c"@example.com'), "mailto:%22a%2Cb%3Bc%22@example.com");
    assert.throws(() => buildDmarc({ policy: "none", reports: ["nonsense"] }), AddressError);
  });

  const policy = fc.constantFrom(...DMARC_POLICIES);
  const alignment = fc.constantFrom<DmarcAlignment>("relaxed", "strict");
  const local = fc.oneof(
    fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,10}$/),
    fc.constantFrom('"a,b"', '"c;d!e"', '"f g"'),
  );
  const report = fc
    .tuple(local, fc.constantFrom("example.com", "reports.example.net"))
    .map((pair) => pair.join("@"));
  const settings: fc.Arbitrary<DmarcSettings> = fc.record(
    {
      policy,
      reports: fc.array(report, { maxLength: 3 }),
      subdomainPolicy: policy,
      nonexistentSubdomainPolicy: policy,
      testing: fc.boolean(),
      dkimAlignment: alignment,
      spfAlignment: alignment,
    },
    { requiredKeys: ["policy", "reports"] },
  );

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        const { tags, warnings, errors } = parseDmarc(buildDmarc(wanted));
        assert.deepEqual([warnings, errors], [[], []]);
        assert.equal(tags.p, wanted.policy);
        assert.equal(tags.sp, wanted.subdomainPolicy);
        assert.equal(tags.np, wanted.nonexistentSubdomainPolicy);
        assert.equal(tags.t, wanted.testing === true ? "y" : undefined);
        assert.equal(tags.adkim, wanted.dkimAlignment?.charAt(0));
        assert.equal(tags.aspf, wanted.spfAlignment?.charAt(0));
        assert.deepEqual(
          tags.rua === undefined ? [] : parseReportUris(tags.rua).addresses,
          wanted.reports.map((address) => normaliseAddress(address).address),
        );
      }),
    );
  });
});

describe("mail/dmarc: reports elsewhere", () => {
  it("asks once for each foreign organisation's host", () => {
    assert.equal(dmarcName("Example.com."), "_dmarc.example.com");
    const records = reportAuthorisations("Notify.Example.com", [
      "a@example.com",
      "b@mail.example.com",
      "c@reports.example.net",
      "d@Reports.example.net.",
    ]);
    assert.deepEqual(records, [
      { type: "TXT", name: "notify.example.com._report._dmarc.reports.example.net", content: "v=DMARC1;" },
    ]);
  });

  it("does not take two companies below one public suffix for one", () => {
    assert.equal(reportAuthorisations("one.co.uk", ["dmarc@two.co.uk"]).length, 1);
  });
});
