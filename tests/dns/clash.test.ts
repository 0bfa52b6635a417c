import assert from "node:assert/strict";
import { clashProblem } from "../../dns/clash";
import { fixedRecords, inTheWay, recordKeys } from "../../dns/plan";
import type { ExistingRecord } from "../../dns/zone";
import type { MailRecord } from "../../mail/records";

const CONTEXT = {
  domain: "example.com",
  mailFromDomain: "bounce.example.com",
  stack: "prod",
  zone: "example.com",
};
const DMARC = { type: "TXT" as const, name: "_dmarc.example.com", content: "v=DMARC1; p=none", key: "dmarc" };

const existing = (type: string, name: string, content: string, id = "1"): ExistingRecord => ({
  id,
  type,
  name,
  content,
});

describe("records that are in the way", () => {
  const rows: { planned: MailRecord; found: ExistingRecord; clashes: boolean; why: string }[] = [
    {
      why: "two DMARC records at a name",
      planned: DMARC,
      found: existing("TXT", DMARC.name, "V=DMARC1;p=reject"),
      clashes: true,
    },
    {
      why: "another TXT at the name",
      planned: DMARC,
      found: existing("TXT", DMARC.name, "verification=1"),
      clashes: false,
    },
    {
      why: "DMARC at another name",
      planned: DMARC,
      found: existing("TXT", "_dmarc.a.example.com", "v=DMARC1"),
      clashes: false,
    },
    {
      why: "a CNAME at the name",
      planned: DMARC,
      found: existing("CNAME", DMARC.name, "elsewhere.example.net"),
      clashes: true,
    },
    {
      why: "two SPF records",
      planned: { type: "TXT", name: "example.com", content: "v=spf1 include:amazonses.com ~all" },
      found: existing("TXT", "example.com", "v=spf1 -all"),
      clashes: true,
    },
    {
      why: "SPF beside what only looks like it",
      planned: { type: "TXT", name: "example.com", content: "v=spf1 include:amazonses.com ~all" },
      found: existing("TXT", "example.com", "v:spf1 -all"),
      clashes: false,
    },
    {
      why: "a second MX of the MAIL FROM domain",
      planned: {
        type: "MX",
        name: "bounce.example.com",
        content: "feedback-smtp.us-east-1.amazonses.com",
        priority: 10,
      },
      found: existing("MX", "bounce.example.com", "mx.example.net"),
      clashes: true,
    },
    {
      why: "an address beside MX",
      planned: {
        type: "MX",
        name: "bounce.example.com",
        content: "feedback-smtp.us-east-1.amazonses.com",
        priority: 10,
      },
      found: existing("A", "bounce.example.com", "192.0.2.1"),
      clashes: false,
    },
    {
      why: "anything beside a CNAME",
      planned: { type: "CNAME", name: "t._domainkey.example.com", content: "t.dkim.amazonses.com" },
      found: existing("TXT", "t._domainkey.example.com", "v=DKIM1"),
      clashes: true,
    },
  ];
  for (const { why, planned, found, clashes } of rows)
    it(`${clashes ? "yes" : "no"}: ${why}`, () => {
      assert.deepEqual(inTheWay(planned, [found]), clashes ? [found] : []);
    });
});

describe("a clash", () => {
  it("is none where nothing is in the way", () => {
    assert.equal(clashProblem(DMARC, [existing("TXT", "example.com", "v=spf1 -all")], CONTEXT), undefined);
  });

  it("shows what is there, what is wanted, what DMARC thinks of it, and the lines that adopt it", () => {
    const there = existing("TXT", DMARC.name, "v=DMARC1; p=reject;", "abc");
    const text = clashProblem(DMARC, [there], CONTEXT) ?? "";
    assert.match(text, /found: TXT _dmarc\.example\.com "v=DMARC1; p=reject;" \(id abc\)/);
    assert.match(text, /wanted: TXT _dmarc\.example\.com "v=DMARC1; p=none"/);
    assert.match(text, /note: .*p=reject/);
    assert.match(text, /Pulumi\.prod\.yaml[^]*ses-launch:adopt:\n {6}records:\n {8}dmarc: abc$/);
  });

  it("offers no adoption where there are two, or where the type is another", () => {
    const two = [
      existing("TXT", DMARC.name, "v=DMARC1; p=none"),
      existing("TXT", DMARC.name, "v=DMARC1; p=reject", "2"),
    ];
    for (const found of [two, [existing("CNAME", DMARC.name, "elsewhere.example.net")]]) {
      const text = clashProblem(DMARC, found, CONTEXT) ?? "";
      assert.match(text, /Remove what is not needed/);
      assert.doesNotMatch(text, /ses-launch:adopt:/);
    }
  });
});

describe("the planned records", () => {
  it("all have keys that settings know", () => {
    const reports = ["a@one.example", "b@two.example", "c@example.com"];
    const records = fixedRecords({
      domain: "example.com",
      mailFromDomain: "bounce.example.com",
      region: "us-east-1",
      dmarc: { policy: "none", reports },
    });
    const known = recordKeys(reports.length);
    assert.equal(records.length, 5, "MX, SPF, DMARC and two authorisations: the own domain needs none");
    for (const { key } of records) assert(known.includes(key), key);
    assert.equal(new Set(records.map(({ key }) => key)).size, records.length);
  });
});
