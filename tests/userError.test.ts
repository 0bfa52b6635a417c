import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../userError";

describe("an error for the user", () => {
  it("is one that Pulumi prints as it stands, without the stack that its runner would colour", () => {
    const error = userError("change this");
    assert(pulumi.RunError.isInstance(error));
    assert.equal(error.message, "change this");
    assert.equal(error.stack, undefined);
  });
});
