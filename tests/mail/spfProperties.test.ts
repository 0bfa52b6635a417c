import assert from "node:assert/strict";
import fc from "fast-check";
import { countLookups, joinStrings, mergeSpf } from "../../mail/spf";

const SES = "amazonses.com";

describe("mail/spf: properties", () => {
  const host = fc.constantFrom(
    "amazonses.com",
    "AmazonSES.com",
    "_spf.vendor.example",
    "a.example",
    "%{i}.x.example",
  );
  const qualifier = fc.constantFrom("", "+", "-", "~", "?");
  const mechanism = fc
    .tuple(
      qualifier,
      fc.oneof(
        {
          weight: 2,
          arbitrary: fc.tuple(fc.constantFrom("include", "INCLUDE"), host).map((pair) => pair.join(":")),
        },
        fc.tuple(fc.constantFrom("a", "mx", "ptr", "exists"), host).map((pair) => pair.join(":")),
        fc.constantFrom("a", "mx/24", "MX", "ptr", "a//64"),
        { weight: 2, arbitrary: fc.tuple(fc.ipV4(), fc.nat(32)).map(([ip, bits]) => `ip4:${ip}/${bits}`) },
        fc.ipV6().map((ip) => `ip6:${ip}`),
        fc.constantFrom("all", "ALL"),
      ),
    )
    .map((pair) => pair.join(""));
  const modifiers = fc.subarray(["redirect=r.example", "exp=e.example", "x-note=1"]);
  const gap = fc.constantFrom(" ", "  ");
  const record = fc
    .tuple(fc.array(mechanism, { maxLength: 14 }), modifiers)
    .chain(([mechanisms, extra]) =>
      fc.tuple(fc.shuffledSubarray([...mechanisms, ...extra], { minLength: mechanisms.length }), gap),
    )
    .map(([terms, space]) => ["v=spf1", ...terms].join(space));

  const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

  it("is idempotent, keeps every other term in its place, stays within the limit", () => {
    let ok = 0;
    fc.assert(
      fc.property(record, (found) => {
        const first = mergeSpf([found], SES);
        if (!first.ok) {
          assert.equal(first.error.code, "too-many-lookups");
          return;
        }
        ok += 1;
        assert.ok(countLookups(first.record) <= 10);
        const again = mergeSpf([first.record], SES);
        assert.ok(again.ok && !again.changed);
        assert.equal(again.record, first.record);
        if (!first.changed) {
          assert.equal(first.record, found);
          return;
        }
        const after = words(first.record);
        const added = after.findIndex((word, index) => word !== words(found)[index]);
        assert.equal(after[added], `include:${SES}`);
        assert.deepEqual(after.toSpliced(added, 1), words(found));
        assert.ok(!after.slice(0, added).some((word) => /^[+\-~?]?all$/i.test(word)), "stands behind all");
      }),
      { numRuns: 400 },
    );
    assert.ok(ok > 100, `only ${ok} of the generated records could be merged`);
  });

  it("gives the same answer for a record in quoted strings", () => {
    fc.assert(
      fc.property(record, fc.nat(60), (found, cut) => {
        const quoted = `"${found.slice(0, cut)}" "${found.slice(cut)}"`;
        const plain = mergeSpf([found], SES);
        const strings = mergeSpf([quoted], SES);
        assert.equal(strings.ok, plain.ok);
        if (plain.ok && strings.ok) assert.equal(joinStrings(strings.record), plain.record);
      }),
    );
  });
});
