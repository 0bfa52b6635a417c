import assert from "node:assert/strict";
import { securityRules } from "../../policies/security";
import { T } from "../../policies/types";
import { judgeAll, type Judged, recorded, type Recorded, resource } from "./launch";
import { type Mutation, MUTATIONS, SHARED } from "./mutationTable";
import { soundStack } from "./stack";
import { tell } from "./tally";

const KEY = { "ses-launch:feedbackKey": "create", "ses-launch:apexSpf": true };
const names = (violations: readonly Judged[]) => violations.map(({ rule }) => rule);

describe("the security rules", function () {
  // The whole program runs several times.
  this.timeout(60_000);

  for (const stack of ["prod", "staging"] as const)
    for (const preview of [true, false])
      it(`accept the program with the stack file of ${stack} in ${preview ? "a first preview" : "an up"}`, async () => {
        assert.deepEqual(judgeAll(await recorded(stack, {}, { preview })), []);
      });

  it("accept the program with a key of its own, whose ARN is not known in a first preview", async () => {
    assert.deepEqual(judgeAll(await recorded("prod", KEY, { preview: true })), []);
    assert.deepEqual(judgeAll(await recorded("prod", KEY)), []);
  });

  it("accept what is right and only looks wrong", async () => {
    assert.deepEqual(judgeAll(await soundStack()), []);
  });

  it("accept strict SPF alignment where no MAIL FROM domain is set", async () => {
    const stack = [
      ...(await soundStack()),
      resource(T.mailFrom, "default", { emailIdentity: "example.org" }),
      resource(T.dnsRecord, "strict", {
        type: "TXT",
        name: "_dmarc.example.org",
        content: '"v=DMARC1; p=none; aspf=s"',
      }),
    ];
    assert.deepEqual(judgeAll(stack), []);
  });

  it("have a name, a reason, a remedy and a source each", () => {
    assert.equal(new Set(securityRules.map(({ name }) => name)).size, securityRules.length);
    for (const rule of securityRules) {
      assert.match(rule.name, /^ses-[a-z]+(?:-[a-z]+)+$/);
      assert.match(rule.description, /\.$/, rule.name);
      assert.match(rule.remediation, /[.}]$/, rule.name);
      assert.match(
        rule.url,
        /^https:\/\/(?:docs\.aws\.amazon\.com|www\.rfc-editor\.org|developers\.cloudflare\.com|github\.com)\//,
      );
      assert(rule.types.length > 0, rule.name);
    }
  });

  describe("when one thing is spoiled", () => {
    let sound: Recorded[] = [];
    const refused: Mutation[] = [];
    before(async () => {
      sound = await soundStack();
    });
    for (const mutation of MUTATIONS)
      it(`${mutation.rule}: ${mutation.title}`, () => {
        const stack = structuredClone(sound);
        mutation.spoil(stack);
        const violations = judgeAll(stack);
        assert.deepEqual(names(violations), [mutation.rule], JSON.stringify(violations, null, 2));
        const [only] = violations;
        assert.match(only?.message ?? "", mutation.says);
        assert(
          stack.some(({ urn }) => urn === only?.urn),
          "the violation is on a resource of the stack",
        );
        refused.push(mutation);
      });
    for (const { title, spoil, rules } of SHARED)
      it(title, () => {
        const stack = structuredClone(sound);
        spoil(stack);
        const violations = judgeAll(stack);
        assert.deepEqual(names(violations), rules, JSON.stringify(violations, null, 2));
        for (const { message } of violations)
          assert.match(message, /cannot be known in this preview|no policy document/);
      });
    it("is seen for every rule", () => {
      const spoiled = new Set(MUTATIONS.map(({ rule }) => rule));
      assert.deepEqual(
        securityRules.map(({ name }) => name).filter((name) => !spoiled.has(name)),
        [],
      );
    });
    after(() => {
      tell("spoiled stacks", { spoiled: MUTATIONS.length, refused: refused.length, rules: securityRules });
    });
  });
});
