import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, parseDocument, stringify } from "yaml";
import { type YamlPath, withValue } from "../../ops/yamlText";

const PATH: YamlPath = ["config", "p:access", "answeredAt"];
const DAY = "2026-11-25";

describe("one value in a YAML text", () => {
  const LAYOUTS: readonly (readonly [string, string, string])[] = [
    [
      "that is there, with its comment",
      "config:\n  p:access:\n    answeredAt: 2026-01-01 # why\n",
      'config:\n  p:access:\n    answeredAt: "2026-11-25" # why\n',
    ],
    [
      "behind others, before a comment of what follows",
      "config:\n  p:access:\n    mailType: MARKETING # why\n  # the rest\n  b: [x, y]\n",
      'config:\n  p:access:\n    mailType: MARKETING # why\n    answeredAt: "2026-11-25"\n  # the rest\n  b: [x, y]\n',
    ],
    [
      "behind a list that goes further in",
      "config:\n  p:access:\n    contacts:\n      - a\n      - b\n\n  b: 1\n",
      'config:\n  p:access:\n    contacts:\n      - a\n      - b\n    answeredAt: "2026-11-25"\n\n  b: 1\n',
    ],
    [
      "in braces",
      "config:\n  p:access: { mailType: MARKETING } # why\n",
      'config:\n  p:access: { mailType: MARKETING, answeredAt: "2026-11-25" } # why\n',
    ],
    ["in empty braces", "config:\n  p:access: {}\n", 'config:\n  p:access: { answeredAt: "2026-11-25" }\n'],
    [
      "whose map is not there, behind a text of several lines",
      "config:\n    a: |\n      1\n      2\n\n# end\n",
      'config:\n    a: |\n      1\n      2\n    p:access:\n      answeredAt: "2026-11-25"\n\n# end\n',
    ],
    [
      "behind a key without a value",
      "config:\n  a:\nb: 1\n",
      'config:\n  a:\n  p:access:\n    answeredAt: "2026-11-25"\nb: 1\n',
    ],
    [
      "at an end without a line's end",
      "config:\n  a: 1",
      'config:\n  a: 1\n  p:access:\n    answeredAt: "2026-11-25"\n',
    ],
    [
      "where everything is in braces",
      "{ config: { a: 1 } }\n",
      '{ config: { a: 1, p:access: { answeredAt: "2026-11-25" } } }\n',
    ],
    [
      "among lines of Windows",
      "config:\r\n  a: 1\r\n",
      'config:\r\n  a: 1\r\n  p:access:\r\n    answeredAt: "2026-11-25"\r\n',
    ],
  ];
  for (const [what, before, after] of LAYOUTS)
    it(`is set ${what}`, () => {
      assert.equal(withValue(before, PATH, DAY), after);
      assert.deepEqual(parse(after), wanted(before));
    });

  for (const text of ["", "- a\n", "config: 1\n", "config:\n  p:access:\n", "config:\n  p:access: [a]\n"])
    it(`has no place in ${JSON.stringify(text)}`, () => {
      assert.equal(withValue(text, PATH, DAY), undefined);
    });

  it("has none behind an alias, which others use too", () => {
    assert.equal(withValue("a: &x { b: 1 }\nconfig:\n  p:access: *x\n", PATH, DAY), undefined);
  });

  it("is the only thing that changes, however the text is laid out", () => {
    const key = fc.constantFrom("a", "b", "p:access", "answeredAt", "mailType");
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
    );
    const access = fc.dictionary(key, fc.string(), { maxKeys: 4 });
    const config = fc.tuple(fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 4 }), fc.option(access));
    fc.assert(
      fc.property(config, fc.constantFrom(undefined, 3), fc.boolean(), ([others, some], level, last) => {
        const rest = Object.fromEntries(Object.entries(others).filter(([name]) => name !== "p:access"));
        const own = some && { "p:access": some };
        const all = { config: last ? { a: 1, ...rest, ...own } : { ...own, a: 1, ...rest }, end: 1 };
        const before = stringify(all, { ...(level !== undefined && { indent: level }) });
        const after = withValue(before, PATH, DAY);
        assert(after !== undefined, before);
        assert.deepEqual(parse(after), wanted(before), before);
      }),
    );
  });
});

function wanted(text: string): unknown {
  const document = parseDocument(text);
  document.setIn(PATH, DAY);
  return document.toJS();
}
