import assert from "node:assert/strict";
import { CHECKLIST } from "../../checklist/evaluate";
import { LAUNCH_GATE } from "../../checklist/launchRecord";
import * as types from "../../checklist/types";
import { launchRules } from "../../policies/launch";
import { evidenceFor } from "../checklist/evidenceFor";
import { T } from "../../policies/types";
import { type Judged, type Recorded, UNKNOWN, judgeAll, resource } from "./launch";
import { ALL_RULES, launchedStack, recordIn } from "./launchedStack";
import { LAUNCH_MUTATIONS, type LaunchMutation } from "./launchTable";
import { judgeBy, readsOf, withUnknown } from "./reads";
import { pick, setting } from "./spoil";
import { tell } from "./tally";

const RULES = launchRules(() => false);
const ADVISORY = new Set(ALL_RULES.filter(({ advisory }) => advisory).map(({ name }) => name));
const names = (violations: readonly Judged[]) => [...new Set(violations.map(({ rule }) => rule))];

describe("the launch policies over the whole program", function () {
  // The whole program runs several times.
  this.timeout(60_000);

  for (const stack of ["prod", "staging"] as const)
    it(`accept ${stack} going live with everything proven`, async () => {
      assert.deepEqual(judgeAll(await launchedStack(stack), ALL_RULES), []);
    });

  describe("when one thing is spoiled", () => {
    const refused: LaunchMutation[] = [];
    for (const mutation of LAUNCH_MUTATIONS)
      it(`${mutation.stack ?? "prod"}: ${mutation.title}: ${mutation.rules.join(", ")}`, async () => {
        const stack = await launchedStack(mutation.stack ?? "prod");
        mutation.spoil(stack);
        const violations = judgeAll(stack, ALL_RULES);
        assert.deepEqual(
          names(violations),
          mutation.rules.map((rule) => `ses-${rule}`),
          JSON.stringify(violations, null, 2),
        );
        refused.push(mutation);
      });
    it("is seen for every item of the checklist and every policy of the launch", () => {
      const seen = new Set(LAUNCH_MUTATIONS.flatMap(({ rules }) => rules.map((rule) => `ses-${rule}`)));
      assert.deepEqual(
        RULES.filter(({ advisory }) => !advisory)
          .map(({ name }) => name)
          .filter((name) => !seen.has(name)),
        [],
      );
      assert.equal(RULES.filter(({ name }) => name.startsWith("ses-launch-")).length, RULES.length);
    });
    after(() => {
      tell("spoiled launches", {
        spoiled: LAUNCH_MUTATIONS.length,
        refused: refused.length,
        rules: ALL_RULES,
      });
    });
  });

  it("never take an unknown for a proof: none hides what is wrong", async function () {
    this.timeout(120_000);
    let tried = 0;
    const hidden = new Set<string>();
    for (const { title, stack: name = "prod", spoil, rules } of LAUNCH_MUTATIONS) {
      const stack = await launchedStack(name);
      spoil(stack);
      const speaking = RULES.filter((rule) => rules.includes(rule.name.replace(/^ses-/, "")));
      for (const rule of speaking)
        for (const read of readsOf(rule, stack)) {
          // Without the record another policy refuses, which the table shows.
          if (read.type === LAUNCH_GATE) continue;
          tried++;
          const violations = judgeBy(rule, withUnknown(stack, read));
          if (violations.length === 0)
            hidden.add(`${title}: ${rule.name}, ${read.urn.split("::").at(-1) ?? ""} ${read.path.join(".")}`);
        }
    }
    assert.deepEqual([...hidden], []);
    assert(tried > 5_000, `${tried} unknowns`);
  });

  describe("while streams send already", () => {
    const sending = async () => {
      const stack = await launchedStack("prod");
      const record = recordIn(stack);
      record.sentBefore = record.sends;
      record.askedBefore = true;
      return stack;
    };
    const LOST: readonly [string, string, (stack: Recorded[]) => void][] = [
      [
        "an unverified domain",
        "domain-verified",
        setting(types.EMAIL_IDENTITY, "identity", "verifiedForSendingStatus", false),
      ],
      [
        "DKIM in TEMPORARY_FAILURE",
        "dkim-verified",
        setting(types.EMAIL_IDENTITY, "identity", "dkimSigningAttributes.status", "TEMPORARY_FAILURE"),
      ],
      [
        "an unconfirmed subscriber",
        "monitoring",
        setting(types.SUBSCRIPTION, "monitoring-email-bb98b108", "pendingConfirmation", true),
      ],
      [
        "lost production access",
        "production-access",
        setting(types.PRODUCTION_ACCESS, "production-access", "productionAccessEnabled", false),
      ],
      [
        "evidence of 40 days ago",
        "test-emails",
        (stack) => {
          const record = recordIn(stack);
          record.context = { ...record.context, evidence: evidenceFor(record, 40) };
        },
      ],
    ];
    for (const [what, item, spoil] of LOST)
      it(`${what} is told as advice and stops nothing`, async () => {
        const stack = await sending();
        spoil(stack);
        assert.deepEqual(names(judgeAll(stack, ALL_RULES)), [`ses-launch-${item}-advice`]);
      });
    it("a switched-on stream beside them binds all of it again", async () => {
      for (const [what, item, spoil] of LOST) {
        const stack = await sending();
        recordIn(stack).sentBefore = ["prod-transactional"];
        spoil(stack);
        assert.deepEqual(names(judgeAll(stack, ALL_RULES)), [`ses-launch-${item}`], what);
      }
    });
    it("what must always be there stays mandatory", async () => {
      const stack = await sending();
      stack.splice(stack.indexOf(pick(stack, types.DASHBOARD, "monitoring-dashboard")), 1);
      assert.deepEqual(names(judgeAll(stack, ALL_RULES)), ["ses-launch-monitoring"]);
    });
  });

  describe("before anything sends", () => {
    const off = async () => {
      const stack = await launchedStack("prod");
      for (const name of ["alerts", "notifications", "transactional"])
        setting(types.CONFIGURATION_SET, `stream-${name}`, "sendingOptions.sendingEnabled", false)(stack);
      recordIn(stack).sends = [];
      return stack;
    };
    const unverified = setting(types.EMAIL_IDENTITY, "identity", "verifiedForSendingStatus", false);

    it("at prepare nothing binds, and one line tells what is open", async () => {
      const stack = await off();
      const record = recordIn(stack);
      [record.stage, record.asks] = ["prepare", false];
      stack.splice(stack.indexOf(pick(stack, types.PRODUCTION_ACCESS, "production-access")), 1);
      unverified(stack);
      const [only, ...more] = judgeAll(stack, ALL_RULES);
      assert.deepEqual([only?.rule, more], ["ses-launch-checklist", []]);
      assert.match(
        only?.message ?? "",
        /10 of 12 items of the checklist hold; open are domain-verified \(unproven\), production-access \(missing\)\./,
      );
    });

    it("at request everything binds until AWS is asked, but production access itself", async () => {
      const stack = await off();
      recordIn(stack).stage = "request";
      setting(types.PRODUCTION_ACCESS, "production-access", "productionAccessEnabled", UNKNOWN)(stack);
      assert.deepEqual(
        names(judgeAll(stack, ALL_RULES)).filter((name) => !ADVISORY.has(name)),
        [],
      );
      unverified(stack);
      assert.deepEqual(
        names(judgeAll(stack, ALL_RULES)).filter((name) => !ADVISORY.has(name)),
        ["ses-launch-domain-verified"],
      );
      recordIn(stack).askedBefore = true;
      assert.deepEqual(
        names(judgeAll(stack, ALL_RULES)).filter((name) => !ADVISORY.has(name)),
        [],
      );
    });
  });

  describe("on a quota", () => {
    const asking = async (changes: Record<string, unknown>) => {
      const stack = await launchedStack("prod");
      const ask = { serviceCode: "ses", quotaCode: "L-804C8AE8", value: 50_000, ...changes };
      stack.push(resource(T.serviceQuota, "sending-quota-daily-50000", ask));
      return stack;
    };
    const outcome = async (changes: Record<string, unknown>) =>
      names(judgeAll(await asking(changes), ALL_RULES));

    it("let one be asked for that is above the limit or at it, and another service's", async () => {
      for (const changes of [{}, { value: 200 }, { serviceCode: "sns", quotaCode: "L-1", value: 1 }])
        assert.deepEqual(await outcome(changes), [], JSON.stringify(changes));
      assert.deepEqual(await outcome({ value: 199 }), ["ses-launch-sending-quota"]);
    });

    it("leave one alone that was asked for before, whatever became of the account", async () => {
      const stack = await asking({ arn: "arn:aws:servicequotas:us-east-1:123456789012:ses/L-804C8AE8" });
      setting(types.PRODUCTION_ACCESS, "production-access", "enforcementStatus", "SHUTDOWN")(stack);
      assert.deepEqual(names(judgeAll(stack, ALL_RULES)), ["ses-launch-production-access"]);
    });
  });

  it("leave the gate to the items' policies in a preview", async () => {
    const stack = await launchedStack("prod");
    recordIn(stack).stopping = CHECKLIST.map(({ id, title }) => ({
      id,
      title,
      state: "missing",
      findings: [],
    }));
    const holds = (isPreview: boolean) =>
      judgeAll(
        stack,
        launchRules(() => isPreview),
      ).length;
    assert.deepEqual([holds(true), holds(false)], [0, 1]);
  });
});
