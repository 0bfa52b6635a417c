import assert from "node:assert/strict";
import { countLookups, joinStrings, mergeSpf, parseSpf, SpfSyntaxError } from "../../mail/spf";
import type { SpfMerge } from "../../mail/spf";

const SES = "amazonses.com";

function merged(existing: readonly string[]): Extract<SpfMerge, { ok: true }> {
  const result = mergeSpf(existing, SES);
  if (!result.ok) assert.fail(result.error.message);
  return result;
}

function refusal(existing: readonly string[]): Extract<SpfMerge, { ok: false }>["error"] {
  const result = mergeSpf(existing, SES);
  if (result.ok) assert.fail(`merged to ${result.record}`);
  return result.error;
}

describe("mail/spf: parse", () => {
  it("reads qualifiers, mechanisms and modifiers", () => {
    const { terms } = parseSpf(
      "v=SPF1  +A:mail.Example.com/24//64 -ip4:192.0.2.0/24 exp=e.example.com ?ALL ",
    );
    assert.deepEqual(
      terms.map((term) => [
        term.kind,
        term.kind === "mechanism" ? term.qualifier : "",
        term.name,
        term.value,
      ]),
      [
        ["mechanism", "+", "a", "mail.Example.com"],
        ["mechanism", "-", "ip4", "192.0.2.0"],
        ["modifier", "", "exp", "e.example.com"],
        ["mechanism", "?", "all", undefined],
      ],
    );
  });

  const valid = [
    "v=spf1",
    "v=spf1 a/0 mx//128 mx:example.com ptr ptr:example.com",
    "v=spf1 ip6:2001:db8::/32 ip6:::ffff:192.0.2.1 -all",
    "v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d2} -all",
    "v=spf1 include:_spf.example.com. redirect=_spf.%{d}",
    "v=spf1 unknown=a%_b%%c%-d other.name=",
  ];
  for (const record of valid) {
    it(`accepts ${record}`, () => {
      assert.equal(parseSpf(record).text, record);
    });
  }

  const invalid = [
    "v=spf10 -all",
    "v=spf1\t-all",
    " v=spf1 -all",
    "v=spf1 all:example.com",
    "v=spf1 include",
    "v=spf1 include:",
    "v=spf1 include:localhost",
    "v=spf1 include:example.com/24",
    "v=spf1 include:example.123",
    "v=spf1 -redirect=example.com",
    "v=spf1 redirect=",
    "v=spf1 redirect=a.example redirect=b.example",
    "v=spf1 exp=a.example exp=b.example",
    "v=spf1 ip4:192.0.2",
    "v=spf1 ip4:192.0.2.1/33",
    "v=spf1 ip4:192.0.2.1/08",
    "v=spf1 ip6:192.0.2.1",
    "v=spf1 ip6:2001:db8::/129",
    "v=spf1 a:/24",
    "v=spf1 mx/33",
    "v=spf1 exists:%{z}.example.com",
    "v=spf1 exists:%x.example.com",
    "v=spf1 ipv4:192.0.2.1",
    "v=spf1 include:bücher.example",
    "v=spf1 --all",
    "v=spf1 ptrexample.com",
  ];
  for (const record of invalid) {
    it(`refuses ${JSON.stringify(record)}`, () => {
      assert.throws(() => parseSpf(record), SpfSyntaxError);
    });
  }

  it("joins strings with nothing between", () => {
    assert.equal(joinStrings('"v=spf1 ip6" ":2001:db8::1 -all"'), "v=spf1 ip6:2001:db8::1 -all");
    assert.equal(joinStrings("v=spf1 -all"), "v=spf1 -all");
  });

  it("counts the terms that a receiver would look up", () => {
    assert.equal(
      countLookups("v=spf1 a mx ptr exists:%{i}.example.com include:a.example ip4:192.0.2.1 -all"),
      5,
    );
    assert.equal(countLookups("v=spf1 redirect=a.example"), 1);
    assert.equal(countLookups("v=spf1 redirect=a.example ?all"), 0);
    assert.equal(countLookups("v=spf1 a -all mx include:a.example"), 1);
    assert.equal(countLookups("v=spf1 exp=a.example -all"), 0);
  });
});

describe("mail/spf: merge", () => {
  it("makes a record where there is none", () => {
    const result = merged(["site-verification=abc"]);
    assert.deepEqual(result, { ok: true, record: `v=spf1 include:${SES} ~all`, changed: true, warnings: [] });
  });

  const places: readonly (readonly [string, string])[] = [
    ["v=spf1", "v=spf1 include:amazonses.com"],
    ["v=spf1 ", "v=spf1 include:amazonses.com"],
    ["v=spf1 a mx", "v=spf1 a mx include:amazonses.com"],
    ["v=spf1 a  ?all", "v=spf1 a  include:amazonses.com ?all"],
    ["v=spf1 redirect=a.example", "v=spf1 include:amazonses.com redirect=a.example"],
    ["v=spf1 redirect=a.example mx -all", "v=spf1 redirect=a.example mx include:amazonses.com -all"],
    ["v=spf1 -all include:amazonses.com", "v=spf1 include:amazonses.com -all include:amazonses.com"],
    ["v=spf1 include:notamazonses.com -all", "v=spf1 include:notamazonses.com include:amazonses.com -all"],
  ];
  for (const [found, wanted] of places) {
    it(`puts the include into ${found}`, () => {
      const result = merged([found]);
      assert.equal(result.record, wanted);
      assert.equal(result.changed, true);
    });
  }

  for (const found of [
    "v=spf1 mx +INCLUDE:AmazonSES.com. ~all",
    '"v=spf1 include:amazon" "ses.com -all"',
    "V=SPF1   include:amazonses.com",
  ]) {
    it(`leaves ${found} as it is`, () => {
      const result = merged([found]);
      assert.equal(result.record, found);
      assert.equal(result.changed, false);
    });
  }

  it("does not take an include that does not pass for one that does", () => {
    const result = merged(["v=spf1 -include:amazonses.com ~all"]);
    assert.equal(result.record, "v=spf1 -include:amazonses.com include:amazonses.com ~all");
    assert.deepEqual(
      result.warnings.map(({ code }) => code),
      ["include-without-pass"],
    );
  });

  it("shows several records and offers one, without publishing it", () => {
    const { code, message } = refusal([
      "v=spf1 include:a.example mx ~all",
      "v=spf1 MX include:amazonses.com -all",
    ]);
    assert.equal(code, "multiple-spf-records");
    assert.match(message, /v=spf1 include:a\.example mx ~all\n/);
    assert.match(message, /v=spf1 MX include:amazonses\.com -all\n/);
    assert.match(message, /\n {2}v=spf1 include:a\.example mx include:amazonses\.com -all$/);
  });

  it("offers no merge that it cannot make", () => {
    for (const other of ["v=spf1 redirect=a.example", "v=spf1 nonsense"]) {
      const { code, message } = refusal(["v=spf1 mx -all", other]);
      assert.equal(code, "multiple-spf-records");
      assert.match(message, /by hand/);
    }
  });

  it("stops at the look-up limit and says that SES does without", () => {
    const nine = Array.from({ length: 9 }, (_, index) => `include:s${index}.example`).join(" ");
    assert.equal(merged([`v=spf1 ${nine} -all`]).changed, true);
    const { code, message } = refusal([`v=spf1 ${nine} mx -all`]);
    assert.equal(code, "too-many-lookups");
    assert.match(message, /^11 terms .*MAIL FROM subdomain/);
    assert.equal(refusal([`v=spf1 include:amazonses.com ${nine} mx -all`]).code, "too-many-lookups");
  });

  it("refuses a broken record and a broken include", () => {
    assert.equal(refusal(["v=spf1 ipv4:192.0.2.1 -all"]).code, "invalid-spf-syntax");
    const result = mergeSpf([], "not a host");
    assert.equal(result.ok, false);
  });

  for (const odd of [
    "v:spf1 mx -all",
    "v=spf2 mx -all",
    "v=spf1include:a.example",
    " v=spf1 mx",
    "v = spf1 mx",
  ]) {
    it(`leaves the look-alike ${JSON.stringify(odd)} alone and says so`, () => {
      const result = merged([odd]);
      assert.equal(result.record, `v=spf1 include:${SES} ~all`);
      assert.deepEqual(
        result.warnings.map(({ code }) => code),
        ["looks-like-spf"],
      );
    });
  }

  it("calls out the API host of SES", () => {
    for (const found of ["v:spf1 include:ses.amazonaws.com -all", "v=spf1 ?include:ses.amazonaws.com -all"]) {
      assert.ok(merged([found]).warnings.some(({ code }) => code === "not-an-spf-host"));
    }
  });

  it("warns of a record that may not fit a DNS answer", () => {
    const networks = Array.from({ length: 24 }, (_, index) => `ip4:198.51.100.${index}/32`).join(" ");
    assert.ok(merged([`v=spf1 ${networks} -all`]).warnings.some(({ code }) => code === "long-record"));
  });
});
