import assert from "node:assert/strict";
import fc from "fast-check";
import { NAME_LIMITS, type NamedKind, resourceName } from "../names";

const PULUMI_SUFFIX = "-1a2b3c4".length;
const kinds = fc.constantFrom(...(Object.keys(NAME_LIMITS) as NamedKind[]));
const parts = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 });

describe("resource names", () => {
  it("are the parts joined by hyphens where that fits", () => {
    assert.equal(resourceName("configurationSet", "prod", "closed"), "prod-closed");
  });

  it("end in a hash where something had to be shortened or changed", () => {
    assert.equal(resourceName("configurationSet", "prod/eu", "closed"), "prod-eu-closed-13c5f659");
    assert.match(resourceName("sqsQueue", "x".repeat(100)), /^x{63}-[0-9a-f]{8}$/);
  });

  it("always fit with Pulumi's ending, in the characters that SES allows", () => {
    fc.assert(
      fc.property(kinds, parts, (kind, words) => {
        const name = resourceName(kind, ...words);
        assert.match(name, /^[A-Za-z0-9_-]+$/);
        assert(name.length + PULUMI_SUFFIX <= NAME_LIMITS[kind]);
        assert.equal(resourceName(kind, ...words), name);
      }),
    );
  });

  it("differ for long stacks that differ in one letter", () => {
    const long = (ending: string) =>
      resourceName("lambdaFunction", `${"customer-communications".repeat(4)}${ending}`);
    assert.notEqual(long("a"), long("b"));
  });
});
