import assert from "node:assert/strict";
import fc from "fast-check";
import { loadTemplates } from "../../../mail/templates/load";
import { reviewState, reviewsSchema, templateHash } from "../../../mail/templates/reviews";
import type { Mail } from "../../../mail/templates/template";
import { prodSender, shipped, shippedTemplate } from "./shipped";

const TEMPLATE = { name: "hello", subject: "s", html: "<p>h</p>", text: "t" };
const hash = templateHash(TEMPLATE);
const review = { hash, by: "Robin", on: "2026-11-25" };

describe("a template's hash", () => {
  it("is SHA-256 in hexadecimal, the same for ever", () => {
    assert.equal(hash, "a0ae1ac77124dc98d48a51f74111cd015dd773216ecabbd68019158a0f2a9f23");
  });

  it("changes with every character of every part, and only then", () => {
    const part = fc.string({ maxLength: 20 });
    const mail: fc.Arbitrary<Mail> = fc.record({ subject: part, html: part, text: part });
    fc.assert(
      fc.property(mail, mail, (one, other) => {
        const same = one.subject === other.subject && one.html === other.html && one.text === other.text;
        assert.equal(templateHash(one) === templateHash(other), same);
        assert.equal(templateHash(one), templateHash({ ...one }));
      }),
    );
    const shippedMail = shippedTemplate("mfa-code");
    for (const key of ["subject", "html", "text"] as const)
      for (let at = 0; at < shippedMail[key].length; at += 7) {
        const changed = `${shippedMail[key].slice(0, at)}~${shippedMail[key].slice(at + 1)}`;
        assert.notEqual(templateHash({ ...shippedMail, [key]: changed }), templateHash(shippedMail));
      }
  });

  it("keeps apart what moves from one part to another", () => {
    assert.notEqual(
      templateHash({ subject: "a", html: "b", text: "" }),
      templateHash({ subject: "a", html: "", text: "b" }),
    );
  });

  it("is of the company's mail: another address needs another review", () => {
    const moved = { ...prodSender().company, postalAddress: "2 Side Street, Springfield" };
    const name = "billing-update";
    assert.notEqual(templateHash(shippedTemplate(name)), templateHash(shippedTemplate(name, moved)));
  });

  it("does not depend on what is not sent", () => {
    assert.equal(templateHash({ ...TEMPLATE, name: "other" } as Mail), hash);
  });
});

describe("a template's review", () => {
  it("approves exactly what was reviewed", () => {
    assert.deepEqual(reviewState(TEMPLATE, { hello: review }), {
      state: "approved",
      by: "Robin",
      on: "2026-11-25",
    });
  });

  it("no longer holds when the template changed", () => {
    assert.deepEqual(reviewState({ ...TEMPLATE, text: "t." }, { hello: review }), {
      state: "changed",
      by: "Robin",
      on: "2026-11-25",
    });
  });

  it("is missing where nobody looked, or looked at another of the same content", () => {
    assert.deepEqual(reviewState(TEMPLATE, {}), { state: "missing" });
    assert.deepEqual(reviewState(TEMPLATE, { other: review }), { state: "missing" });
    assert.deepEqual(reviewState({ ...TEMPLATE, name: "toString" }, {}), { state: "missing" });
  });

  it("is written with hash, name and day", () => {
    assert.deepEqual(reviewsSchema.parse({ hello: review }), { hello: review });
    for (const wrong of [
      { ...review, hash: hash.slice(1) },
      { ...review, hash: hash.toUpperCase() },
      { ...review, by: " " },
      { ...review, on: "2026-02-30" },
      { ...review, on: "yesterday" },
      { hash, by: "Robin" },
      { ...review, note: "x" },
    ])
      assert.equal(reviewsSchema.safeParse({ hello: wrong }).success, false, JSON.stringify(wrong));
  });

  it("of the shipped templates is never one of something else", () => {
    const { reviews } = loadTemplates();
    const names = shipped().map(({ name }) => name);
    assert.deepEqual(
      Object.keys(reviews).filter((name) => !names.includes(name)),
      [],
    );
  });
});
