import assert from "node:assert/strict";
import { known, mapKnown, together, valueAt } from "../../policies/known";
import { type ResourceView, textsAt } from "../../policies/resource";
import { label, violation } from "../../policies/rule";
import { resource, UNKNOWN, views } from "./launch";

/** How @pulumi/policy writes unknowns of every kind of value. */
const UNKNOWNS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

function view(props: Record<string, unknown>): ResourceView {
  const [only] = views([resource("t", "n", props)]);
  if (!only) throw new Error("no view");
  return only;
}

describe("known", () => {
  it("tells values, also false, 0 and the empty text, from what is absent", () => {
    for (const value of [false, 0, "", [], "x"])
      assert.deepEqual(
        known(() => value),
        { known: value },
      );
    for (const value of [undefined, null])
      assert.deepEqual(
        known(() => value),
        { absent: true },
      );
  });

  it("tells every kind of unknown, with its path", () => {
    for (const unknown of UNKNOWNS) {
      const { props } = view({ a: { b: [unknown] } });
      const read = known(() => (props["a"] as { b: unknown[] }).b[0]);
      assert.deepEqual(read, { unknown: "a.b.0" });
      assert.deepEqual(valueAt(props, ["a", "b", 0]), { unknown: "a.b.0" });
    }
  });

  it("takes a read that fails for any other reason for unknown: it must not pass", () => {
    for (const thrown of [new TypeError("no such thing"), Object.assign(new Error("other"), { props: "a" })])
      assert.deepEqual(
        known(() => {
          throw thrown;
        }),
        { unknown: "a property that cannot be read" },
      );
  });

  it("is absent below what is absent, and below what has no properties", () => {
    const { props } = view({ a: null, b: "text" });
    for (const path of [["a", "x"], ["b", "x"], ["c", "x"], ["c"]])
      assert.deepEqual(valueAt(props, path), { absent: true }, path.join("."));
    assert.deepEqual(valueAt(undefined, ["a"]), { absent: true });
  });

  it("keeps an unknown through further work, and finds those inside", () => {
    const { props } = view({ list: ["a", UNKNOWN] });
    const list = valueAt(props, ["list"]);
    assert("known" in list);
    assert.deepEqual(
      mapKnown(list, (value) => JSON.stringify(value)),
      { unknown: "list.1" },
    );
    assert.deepEqual(together({ known: 1 }, { unknown: "x" }, { absent: true }), { unknown: "x" });
    assert.deepEqual(together({ known: 1 }, { absent: true }), { known: [1, undefined] });
  });

  it("takes a list with a part that is unknown or no text for unknown", () => {
    assert.deepEqual(textsAt(view({ a: ["x", UNKNOWN] }), "a"), { unknown: "a.1" });
    assert.deepEqual(textsAt(view({ a: ["x", 1] }), "a"), { unknown: "a.1" });
    assert.deepEqual(textsAt(view({ a: ["x", "y"] }), "a"), { known: ["x", "y"] });
  });
});

describe("a violation", () => {
  it("names the resource, unless its name is an address", () => {
    const named = view({});
    assert.equal(label({ ...named, type: "aws:ses/x:Thing", name: "stream" }), 'Thing "stream"');
    const personal = { ...named, type: "aws:ses/x:Thing", name: "somebody@example.com" };
    assert.equal(violation(personal, "broken.").message, "Thing: broken.");
  });
});
