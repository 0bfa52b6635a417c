import assert from "node:assert/strict";
import {
  DeleteConfigurationSetCommand,
  GetAccountCommand,
  PutConfigurationSetSendingOptionsCommand,
} from "@aws-sdk/client-sesv2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { OpsError } from "../../ops/exit";
import type { World } from "../../verify/world";
import { Harness, nobody } from "./harness";
import { ACCOUNT, VerifyWorld, noNetwork, refusal } from "./world";

const STAGING = ["--stack", "staging"];
const ONE = [...STAGING, "--only", "fresh-start"];

describe("npm run verify-on-aws", () => {
  let harness: Harness;
  let world: VerifyWorld;
  const start = () => {
    world = new VerifyWorld();
    harness = new Harness(world);
  };
  beforeEach(start);

  const verify = (argv: readonly string[], changes?: Partial<World>) => harness.verify(argv, changes);

  it("shows its help on one screen, and lists the assumptions without asking anything", async () => {
    assert.equal(await verify(["--help"]), 0);
    assert(harness.out.split("\n").length <= 40);
    assert.match(harness.out, /Exit code: 0 all hold, 1 some do not hold/);
    harness.out = "";
    assert.equal(await verify(["--list"]), 0);
    assert.match(harness.out, /– unnamed-refused +script; 3 mails/);
    harness.out = "";
    assert.equal(await verify(["--list", "--json"]), 0);
    assert((JSON.parse(harness.out) as unknown[]).length > 40);
    assert.deepEqual(world.calls(), []);
  });

  it("answers wrong use with exit code 2 and asks AWS nothing", async () => {
    for (const argv of [
      [],
      ["--stack"],
      [...STAGING, "--only", "nothing"],
      [...STAGING, "--only", "case-link"],
      [...ONE, "--read-only"],
      [...STAGING, "--other"],
    ]) {
      harness.err = "";
      assert.equal(await verify(argv), 2, argv.join(" "));
      assert.notEqual(harness.err, "");
    }
    assert.deepEqual(world.calls(), []);
  });

  it("says first what it will make, send and cost, and then what AWS did", async () => {
    world.ses.on(PutConfigurationSetSendingOptionsCommand).resolves({});
    assert.equal(await verify([...STAGING, "--only", "fresh-start,unnamed-refused"]), 1);
    assert.match(harness.err, /Account 123456789012, Region us-east-1, stack staging\. Assumptions: 2\./);
    assert.match(
      harness.err,
      /makes, and deletes at the end: a configuration set\. Every name begins with ses-verify-0123abcd\./,
    );
    assert.match(harness.err, /the simulator of SES alone: at most 3 mails, 0\.05 cents/);
    assert.match(harness.out, /✘ fresh-start +does not hold +LastFreshStart when made: never/);
    assert.match(harness.out, /change: A released stream keeps its bad rate/);
    assert.match(harness.out, /0 hold, 2 do not hold, 0 could not be told\.\nNothing temporary is left\./);
    world.assertHarmless();
  });

  it("says that it sends where it makes nothing", async () => {
    await verify([...STAGING, "--only", "unnamed-refused"]);
    assert.match(harness.err, /It makes nothing\.\nIt sends to the simulator of SES alone: at most 3 mails/);
  });

  it("prints one document, and records what it found when it is asked to", async () => {
    assert.equal(
      await verify([...STAGING, "--only", "sandbox-limits,no-review-unasked", "--json", "--record"]),
      0,
    );
    const document = JSON.parse(harness.out) as { results: { id: string; outcome: string }[] };
    assert.deepEqual(
      document.results.map(({ id, outcome }) => [id, outcome]),
      [
        ["sandbox-limits", "holds"],
        ["no-review-unasked", "holds"],
      ],
    );
    assert.deepEqual(harness.recorded, ["sandbox-limits", "no-review-unasked"]);
    assert(!harness.out.includes(ACCOUNT));
  });

  describe("refuses", () => {
    const refused = async (argv: readonly string[], says: RegExp, changes: Partial<World> = {}) => {
      harness.err = "";
      assert.equal(await verify(argv, changes), 2, argv.join(" "));
      assert.match(harness.err, says);
      assert.deepEqual(harness.made(), []);
    };

    it("credentials of another account, also for what only reads", async () => {
      world.sts.on(GetCallerIdentityCommand).resolves({ Account: "999999999999" });
      for (const argv of [ONE, [...STAGING, "--read-only"], [...STAGING, "--clean"]])
        await refused(argv, /credentials are of account 999999999999/);
    });

    it("an account with production access, or of which AWS does not say", async () => {
      for (const ProductionAccessEnabled of [true, undefined]) {
        world.ses
          .on(GetAccountCommand)
          .resolves({ ProductionAccessEnabled, SendingEnabled: true, EnforcementStatus: "HEALTHY" });
        await refused([...ONE, "--yes", ACCOUNT], /production access in us-east-1/);
      }
    });

    it("a stack that may mail anybody, and an account that is not healthy", async () => {
      await refused(
        ["--stack", "prod", "--only", "fresh-start", "--yes", ACCOUNT],
        /prod has no allowedRecipients/,
      );
      for (const seen of [
        { SendingEnabled: false, EnforcementStatus: "HEALTHY" },
        { SendingEnabled: true, EnforcementStatus: "PROBATION" },
      ]) {
        world.ses.on(GetAccountCommand).resolves({ ProductionAccessEnabled: false, ...seen });
        await refused(ONE, /does not call the account HEALTHY/);
      }
    });

    it("to go on when nobody agreed", async () => {
      await refused(ONE, /no terminal to ask at.* adds --yes 123456789012/, { confirm: nobody });
      harness.answer = "yes";
      await refused(ONE, /Not agreed/);
      await refused([...ONE, "--yes", "999999999999"], /--yes is "999999999999": expected 123456789012/);
    });

    it("settings that are wrong", async () => {
      const settings = () => {
        throw new OpsError("Pulumi.staging.yaml: 1 problem", 2);
      };
      await refused(ONE, /1 problem/, { settings });
    });
  });

  it("asks nobody and makes nothing where it only reads, also in production", async () => {
    world.ses.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true });
    assert.equal(await verify(["--stack", "prod", "--read-only"], { confirm: nobody }), 1);
    assert.match(harness.err, /It makes nothing\.\nIt sends nothing\./);
    assert.deepEqual(harness.made(), []);
  });

  it("goes on with --yes where nobody sits at a terminal", async () => {
    await verify([...ONE, "--yes", ACCOUNT], { confirm: nobody });
    assert.equal(world.ses.commandCalls(DeleteConfigurationSetCommand).length, 1);
  });

  it("ends with exit code 3 when AWS cannot be reached, and names nobody", async () => {
    world.sts.on(GetCallerIdentityCommand).rejects(noNetwork());
    assert.equal(await verify(ONE), 3);
    assert.match(harness.err, /GetCallerIdentity failed \(TimeoutError ENOTFOUND\)/);
    start();
    world.ses.on(GetAccountCommand).rejects(noNetwork());
    assert.equal(await verify(ONE), 3);
  });

  describe("deletes what it made", () => {
    it("also when a probe fails half-way", async () => {
      world.ses.on(PutConfigurationSetSendingOptionsCommand).rejects(noNetwork());
      assert.equal(await verify(ONE), 1);
      assert.match(harness.out, /• fresh-start +could not tell +it could not be tried: TimeoutError/);
      assert.equal(world.ses.commandCalls(DeleteConfigurationSetCommand).length, 1);
    });

    it("also after Ctrl-C, and keeps nothing of what it found", async () => {
      world.ses.on(PutConfigurationSetSendingOptionsCommand).callsFake(() => {
        harness.stop.abort();
        return {};
      });
      assert.equal(await verify([...STAGING, "--only", "fresh-start,dkim-tokens-at-once", "--record"]), 1);
      assert.match(harness.out, /Stopped\./);
      assert.deepEqual(harness.recorded, []);
      assert.equal(world.ses.commandCalls(PutConfigurationSetSendingOptionsCommand).length, 1);
      assert.equal(world.ses.commandCalls(DeleteConfigurationSetCommand).length, 1);
      world.assertHarmless();
    });

    it("and tells what it could not delete, and how that is done", async () => {
      world.ses.on(DeleteConfigurationSetCommand).rejects(refusal("ConcurrentModificationException"));
      assert.equal(await verify(ONE), 1);
      assert.match(
        harness.err,
        /Not deleted: configuration set ses-verify-0123abcd-fresh: ConcurrentModificationException/,
      );
      assert.match(harness.out, /Not deleted: 1\. npm run verify-on-aws -- --stack staging --clean/);
    });

    it("and takes for deleted what is not there", async () => {
      world.ses.on(DeleteConfigurationSetCommand).rejects(refusal("NotFoundException"));
      await verify(ONE);
      assert.match(harness.out, /Nothing temporary is left/);
    });
  });
});
