import assert from "node:assert/strict";
import fc from "fast-check";
import { childName, DomainError, isBelow, isWithin, normaliseDomain } from "../../mail/domains";
import { organisationalDomain } from "../../mail/organisationalDomain";

describe("mail/domains", () => {
  const normal: readonly (readonly [string, string])[] = [
    ["Notify.Example.COM.", "notify.example.com"],
    ["  example.com\n", "example.com"],
    ["Bücher.example", "xn--bcher-kva.example"],
    ["例え。jp", "xn--r8jz45g.jp"],
    ["faß.de", "xn--fa-hia.de"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
    ["1.2.3.example", "1.2.3.example"],
  ];
  for (const [given, wanted] of normal) {
    it(`normalises ${JSON.stringify(given)}`, () => {
      assert.equal(normaliseDomain(given), wanted);
    });
  }

  const refused = [
    "",
    " ",
    ".",
    "example",
    "a..example",
    ".example.com",
    "example.com..",
    "-a.example",
    "a-.example",
    "_dmarc.example.com",
    "exa mple.com",
    "exam\tple.com",
    "example.com/path",
    "https://example.com",
    "example.com:25",
    "user@example.com",
    "a%41.com",
    "192.0.2.1",
    "0x7f.1",
    "[::1]",
    "*.example.com",
    "xn--a.com",
    "xn--.com",
    "xn--abc-.com",
    "a.xn--zzzzzz.com",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(125)}example`,
  ];
  for (const given of refused) {
    it(`refuses ${JSON.stringify(given.slice(0, 40))} and names it`, () => {
      assert.throws(
        () => normaliseDomain(given),
        (error) => error instanceof DomainError && error.message.includes(JSON.stringify(given)),
      );
    });
  }

  it("allows exactly 253 characters", () => {
    const longest = `${"a.".repeat(123)}example`;
    assert.equal(longest.length, 253);
    assert.equal(normaliseDomain(longest), longest);
    assert.throws(() => normaliseDomain(`a${longest}`), DomainError);
  });

  it("is idempotent", () => {
    const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const domain = fc.oneof(
      fc.domain(),
      fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join(".")),
    );
    fc.assert(
      fc.property(domain, fc.constantFrom("", "."), (name, root) => {
        let once: string;
        try {
          once = normaliseDomain(name.toUpperCase() + root);
        } catch (error) {
          assert.ok(error instanceof DomainError);
          return;
        }
        assert.equal(normaliseDomain(once), once);
        assert.equal(normaliseDomain(`${once}.`), once);
      }),
    );
  });

  it("tells equal from below", () => {
    assert.equal(isWithin("Example.com.", "example.COM"), true);
    assert.equal(isBelow("Example.com.", "example.COM"), false);
    assert.equal(isBelow("bounce.example.com", "Example.com."), true);
    assert.equal(isWithin("notexample.com", "example.com"), false);
    assert.equal(isWithin("example.com", "bounce.example.com"), false);
  });

  it("finds the organisational domain", () => {
    assert.equal(organisationalDomain("a.b.example.co.uk"), "example.co.uk");
    assert.equal(organisationalDomain("example.com"), "example.com");
    assert.equal(organisationalDomain("team.github.io"), "github.io");
    assert.throws(() => organisationalDomain("co.uk"), DomainError);
  });

  it("builds names with service labels", () => {
    assert.equal(childName("_dmarc", "Example.com."), "_dmarc.example.com");
    assert.equal(childName("Tok3n._domainkey", "example.com"), "tok3n._domainkey.example.com");
    assert.throws(() => childName("", "example.com"), DomainError);
    assert.throws(() => childName("a b", "example.com"), DomainError);
    assert.throws(() => childName("a..b", "example.com"), DomainError);
    assert.throws(() => childName("a".repeat(64), "example.com"), DomainError);
    assert.throws(() => childName("a.".repeat(122) + "a", "example.com"), DomainError);
  });
});
