import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AddressError,
  domainOf,
  localPartOf,
  matchesRecipientPattern,
  normaliseAddress,
  recipientPatternProblem,
} from "../../mail/addresses";

describe("mail/addresses", () => {
  const normal: readonly (readonly [raw: string, address: string, spelling?: string])[] = [
    [" <Jane.Doe+News@EXAMPLE.NET> ", "jane.doe+news@example.net", "Jane.Doe+News@EXAMPLE.NET"],
    ['"Doe, Jane <x>" <Jane@Example.net>', "jane@example.net", "Jane@Example.net"],
    ['"Jane \\" < Doe" <jane@example.net>', "jane@example.net", "jane@example.net"],
    ["Bücher <Info@Bücher.example.>", "info@xn--bcher-kva.example", "Info@Bücher.example."],
    ['"jane.doe"@example.net', "jane.doe@example.net"],
    ['"Jane Doe"@example.net', '"jane doe"@example.net'],
    ['"a@b"@example.net', '"a@b"@example.net'],
    ['"a\\"b"@example.net', '"a\\"b"@example.net'],
    ['"\\a"@example.net', "a@example.net"],
    ["foo..bar@docomo.example", '"foo..bar"@docomo.example'],
    ["foo.@docomo.example", '"foo."@docomo.example'],
    ["jose\u0301@example.net", "jos\u00e9@example.net"],
    ["o'neill/x=y@example.net", "o'neill/x=y@example.net"],
    [`${"a".repeat(64)}@example.net`, `${"a".repeat(64)}@example.net`],
  ];
  for (const [raw, address, spelling = raw] of normal) {
    it(`normalises ${raw}`, () => {
      assert.deepEqual(normaliseAddress(raw), { address, spelling });
    });
  }

  const refused: readonly (readonly [raw: string, fault: AddressError["fault"]])[] = [
    ["", "empty"],
    [" <> ", "empty"],
    ["secret", "no local part and domain"],
    ["@example.net", "no local part and domain"],
    ["secret@", "no local part and domain"],
    ['""@example.net', "no local part and domain"],
    ["secret@localhost", "domain not allowed"],
    ["secret@ example.net", "domain not allowed"],
    ["secret@[192.0.2.1]", "domain not allowed"],
    ["se cret@example.net", "local part not allowed"],
    ["se\u00a0cret@example.net", "local part not allowed"],
    ["se\u200bcret@example.net", "local part not allowed"],
    ["secret@x@example.net", "local part not allowed"],
    ["secret@example.net (work)", "domain not allowed"],
    ["Secret <secret@example.net", "unbalanced angle brackets"],
    ["<secret@example.net> x", "unbalanced angle brackets"],
    ["<<secret@example.net>>", "unbalanced angle brackets"],
    ["secret@example.net, other@example.net", "several addresses"],
    ["<@relay.example,@x.example:secret@example.net>", "several addresses"],
    [`${"s".repeat(65)}@example.net`, "too long"],
    [
      `secret@${"a".repeat(62)}.${"b".repeat(62)}.${"c".repeat(62)}.${"d".repeat(62)}.example`,
      "domain not allowed",
    ],
    [`secretsecret@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.net`, "too long"],
  ];
  for (const [raw, fault] of refused) {
    it(`refuses ${raw.slice(0, 40)} without repeating it`, () => {
      assert.throws(
        () => normaliseAddress(raw),
        (error) =>
          error instanceof AddressError &&
          error.fault === fault &&
          !error.message.includes("secret") &&
          error.cause === undefined,
      );
    });
  }

  const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 });
  const quoted = word.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`);
  const dotAtom = fc.array(fc.stringMatching(/^[A-Za-z0-9!#$%&'*+=?^_`{|}~-]{1,8}$/), {
    minLength: 1,
    maxLength: 3,
  });
  const local = fc.oneof(
    word,
    quoted,
    dotAtom.map((atoms) => atoms.join(".")),
    dotAtom.map((atoms) => atoms.join("..")),
  );
  const raw = fc
    .tuple(local, fc.domain(), fc.constantFrom(["", ""], ["<", ">"], ['"A, B" <', ">"], [" ", "\n"]))
    .map(([name, domain, [before = "", after = ""]]) => `${before}${name}@${domain}${after}`);

  it("is idempotent, and the spelling normalises to the same address", () => {
    let accepted = 0;
    fc.assert(
      fc.property(raw, (text) => {
        try {
          const { address, spelling } = normaliseAddress(text);
          accepted += 1;
          assert.deepEqual(normaliseAddress(address), { address, spelling: address });
          assert.equal(normaliseAddress(spelling).address, address);
          assert.equal(`${localPartOf(address)}@${domainOf(address)}`, address);
        } catch (error) {
          assert.ok(error instanceof AddressError, String(error));
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(accepted > 100, `only ${accepted} generated addresses were valid`);
  });

  const goodPatterns = [
    "*@example.com",
    "*@xn--bcher-kva.example",
    "qa+1@example.com",
    "*@simulator.amazonses.com",
  ];
  for (const pattern of goodPatterns) {
    it(`allows the pattern ${pattern}`, () => {
      assert.equal(recipientPatternProblem(pattern), undefined);
    });
  }

  const badPatterns: readonly (readonly [string, RegExp])[] = [
    ["", /empty/],
    [" *@example.com", /spaces/],
    ["*@Example.com", /lower case/],
    ["*", /end in \*/],
    ["*@example.*", /end in \*/],
    ["qa@*", /end in \*/],
    ["*@*.example.com", /only wildcard/],
    ["qa-*@example.com", /only wildcard/],
    ["**@example.com", /only wildcard/],
    ["q?@example.com", /meaning of their own/],
    ["${aws}@example.com", /meaning of their own/],
    ["*@example.com.", /final dot/],
    ["*@bücher.example", /ASCII/],
    ["example.com", /whole address/],
    ["*@example", /whole address/],
    ["<qa@example.com>", /whole address/],
  ];
  for (const [pattern, reason] of badPatterns) {
    it(`refuses the pattern ${JSON.stringify(pattern)}`, () => {
      assert.match(recipientPatternProblem(pattern) ?? "", reason);
    });
  }

  it("matches whole domains and whole addresses only", () => {
    assert.equal(matchesRecipientPattern("QA <Someone@Example.com>", "*@example.com"), true);
    assert.equal(matchesRecipientPattern("someone@sub.example.com", "*@example.com"), false);
    assert.equal(matchesRecipientPattern('"x@example.com"@attacker.example', "*@example.com"), false);
    assert.equal(matchesRecipientPattern("QA+1@example.com", "qa+1@example.com"), true);
    assert.equal(matchesRecipientPattern("qa@example.com", "qa+1@example.com"), false);
    assert.equal(matchesRecipientPattern("qa@example.com", "*"), false);
    assert.throws(() => matchesRecipientPattern("nobody", "*@example.com"), AddressError);
  });
});
