import assert from "node:assert/strict";
import fc from "fast-check";
import { quoteTxt, unquoteTxt } from "../../dns/txt";

/** The strings of a quoted content, still escaped. */
function strands(content: string): string[] {
  return [...content.matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map((match) => match[1] ?? "");
}

describe("dns/txt", () => {
  const examples: readonly (readonly [string, string])[] = [
    ["", '""'],
    ["v=spf1 -all", '"v=spf1 -all"'],
    ['"v=spf1 -all"', '"v=spf1 -all"'],
    [' "v=spf1 " "-all" ', '"v=spf1 -all"'],
    ['"a""b"', '"ab"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
    ["back\\slash", '"back\\\\slash"'],
    ['"\\065\\066"', '"AB"'],
    ['"\\195" "\\188"', '"ü"'],
    ['"unfinished', '"\\"unfinished"'],
    ['"a" b', '"\\"a\\" b"'],
    ['"\\999"', '"\\"\\\\999\\""'],
    ["x".repeat(255), `"${"x".repeat(255)}"`],
    ["x".repeat(256), `"${"x".repeat(255)}" "x"`],
    [`"${"x".repeat(300)}"`, `"${"x".repeat(255)}" "${"x".repeat(45)}"`],
    [`${"x".repeat(254)}ü`, `"${"x".repeat(254)}" "ü"`],
    ["lone \ud800 surrogate", '"lone \ufffd surrogate"'],
    [`${"x".repeat(252)}😀`, `"${"x".repeat(252)}" "😀"`],
  ];
  for (const [given, wanted] of examples) {
    it(`quotes ${JSON.stringify(given.slice(0, 30))} (${given.length})`, () => {
      assert.equal(quoteTxt(given), wanted);
    });
  }

  it("unquotes by joining with nothing between", () => {
    assert.equal(unquoteTxt('"v=spf1 ip6" ":2001:db8::1"'), "v=spf1 ip6:2001:db8::1");
    assert.equal(unquoteTxt("plain"), "plain");
    assert.equal(unquoteTxt('"\\" \\\\"'), '" \\');
  });

  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom('"', "\\", '" "', "\\065", "😀".repeat(70), "ü".repeat(130), "x".repeat(260), " "),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

  it("is idempotent and keeps every string within 255 octets", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          value,
          value.map((text) => `"${text}"`),
        ),
        (text) => {
          const once = quoteTxt(text);
          assert.equal(quoteTxt(once), once);
          const parts = strands(once);
          assert.equal(parts.map((part) => `"${part}"`).join(" "), once);
          for (const part of parts) assert.ok(Buffer.byteLength(unquoteTxt(`"${part}"`)) <= 255);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("round trips every text that is not quoted already", () => {
    fc.assert(
      fc.property(value, (text) => {
        fc.pre(Buffer.from(text).toString() === text && unquoteTxt(text) === text);
        assert.equal(unquoteTxt(quoteTxt(text)), text);
      }),
      { numRuns: 400 },
    );
  });
});
