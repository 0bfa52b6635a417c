import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { IMPLEMENTATION } from "../../../components/productionAccess";
import { ProductionAccessProvider } from "../../../components/productionAccess/provider";
import { codeOf } from "./world";

/** The code that belongs to `IMPLEMENTATION`. */
const KNOWN = {
  implementation: 1,
  sha256: "31d36f4669cf1e5764a220d05bff7f0fab1b23bcc081cf12701ee2b93f8c2e4f",
};

describe("the provider's code in the state", () => {
  it("is what IMPLEMENTATION says", async () => {
    const sha256 = createHash("sha256")
      .update(await codeOf(new ProductionAccessProvider()))
      .digest("hex");
    assert.deepEqual(
      { implementation: IMPLEMENTATION, sha256 },
      KNOWN,
      "The provider's code changed. Stacks go on running the old code at every refresh until their state has the new one: " +
        "raise IMPLEMENTATION in components/productionAccess.ts by one, and write it here with the new hash.",
    );
  });

  it("is small: the state holds it twice", async () => {
    const { length } = await codeOf(new ProductionAccessProvider());
    assert(length < 24_000, `${length} characters`);
  });

  it("holds no value of a stack and no path of this machine", async () => {
    const code = await codeOf(new ProductionAccessProvider());
    assert.doesNotMatch(code, /listbackup/i);
    assert(!code.includes(process.cwd()));
  });
});
