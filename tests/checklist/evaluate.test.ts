import assert from "node:assert/strict";
import { CHECKLIST, evaluate } from "../../checklist/evaluate";
import { ITEM_IDS } from "../../checklist/item";
import { type RecordedResource, viewOf } from "../../checklist/view";
import { CONTEXT, completeStack } from "./completeStack";
import { SPOILED } from "./mutationTable";

const unproven = (...args: Parameters<typeof evaluate>) =>
  evaluate(...args)
    .filter(({ state }) => state !== "proven")
    .map(({ id }) => id)
    .sort();

describe("the checklist", () => {
  it("has every item once, in order", () => {
    assert.deepEqual(
      CHECKLIST.map(({ id }) => id),
      [...ITEM_IDS],
    );
  });

  it("is proven by a complete stack", () => {
    const judged = evaluate(viewOf(completeStack()), CONTEXT);
    assert.deepEqual(
      judged.flatMap(({ findings }) => findings),
      [],
    );
    assert(judged.every(({ state }) => state === "proven"));
  });

  for (const { how, items, stack = (all: RecordedResource[]) => all, context = {} } of SPOILED)
    it(`spoiled by ${how}, leaves exactly ${items.join(", ")} unproven`, () => {
      const view = viewOf(stack(completeStack()));
      assert.deepEqual(unproven(view, { ...CONTEXT, ...context }), [...items].sort());
    });

  it("has a spoiled stack for every item", () => {
    const spoiled = new Set(SPOILED.flatMap(({ items }) => items));
    assert.deepEqual(
      ITEM_IDS.filter((id) => !spoiled.has(id)),
      [],
    );
  });

  it("of an empty stack is missing, and says how to mend each item", () => {
    const judged = evaluate([], { ...CONTEXT, templates: [], evidence: undefined });
    for (const { id, state, findings } of judged) {
      assert.equal(state, "missing", id);
      for (const { message, remedy } of findings) assert(message !== "" && remedy !== "", id);
    }
  });

  it("asks no production access of a stack that may mail only some", () => {
    const view = viewOf(completeStack().filter(({ name }) => name !== "production-access"));
    assert.deepEqual(unproven(view, { ...CONTEXT, recipientsRestricted: true }), []);
  });

  it("asks no account-level suppression of a stack that does not own the account", () => {
    const view = viewOf(completeStack().filter(({ name }) => name !== "account-suppression"));
    assert.deepEqual(unproven(view, { ...CONTEXT, ownsAccount: false }), []);
  });

  it("old evidence and lost DKIM bind only when a stream is switched on", () => {
    const lost = completeStack().map((resource) =>
      resource.name === "identity"
        ? {
            ...resource,
            outputs: {
              dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT", status: "TEMPORARY_FAILURE" },
            },
          }
        : resource,
    );
    const findings = evaluate(viewOf(lost), { ...CONTEXT, evidence: undefined }).flatMap(
      (item) => item.findings,
    );
    assert.equal(findings.length, 2);
    assert(findings.every(({ binds }) => binds === "switch-on"));
  });
});
