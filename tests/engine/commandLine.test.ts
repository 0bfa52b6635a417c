import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import { setBehaviours } from "../../rehearsal/providers/behaviour";
import { ENGINE_TIMEOUT_MS, IDENTITY, writes } from "./harness";

/** A line of the engine's summary that tells of a change. */
const CHANGED = /\d+ (created|updated|deleted|replaced)/;

describe("the pulumi command", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;

  beforeEach(async () => {
    rehearsal = await Rehearsal.open("tests-command-line");
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  it("previews and deploys the program through its own tsconfig, and then finds nothing to change", async () => {
    const pulumi = await rehearsal.commandLine("prod");
    assert.equal((await pulumi.run("stack", "init", "prod")).code, 0);
    const preview = await pulumi.run("preview");
    assert.equal(preview.code, 0, preview.output);
    const count = /\+ (\d+) to create/.exec(preview.output)?.[1] ?? "";
    assert(Number(count) > 50, `${count} to create`);
    assert.equal(writes(rehearsal.cloud), 0);
    const up = await pulumi.run("up", "--yes");
    assert.equal(up.code, 0, up.output);
    assert.match(up.output, new RegExp(`\\+ ${count} created`));
    const again = await pulumi.run("up", "--yes");
    assert.equal(again.code, 0, again.output);
    assert.match(again.output, new RegExp(`${count} unchanged`));
    assert.doesNotMatch(again.output, CHANGED);
  });

  it("prints every problem of the settings without a stack trace", async () => {
    const pulumi = await rehearsal.commandLine("prod", {
      "ses-launch:accountId": undefined,
      "ses-launch:domain": "",
    });
    await pulumi.run("stack", "init", "prod");
    const { code, output } = await pulumi.run("up", "--yes");
    assert.notEqual(code, 0);
    assert.match(
      output,
      /Pulumi\.prod\.yaml: 2 problems, nothing was changed\.\n\s+- ses-launch:domain is missing: expected a domain name\n\s+- ses-launch:accountId is missing: expected the 12 digits/,
    );
    assert.doesNotMatch(output, /\.ts:\d+|node_modules/);
    assert.equal(writes(rehearsal.cloud), 0);
  });

  it("stopped by Ctrl-C in a terminal ends well when it is run again", async () => {
    const pulumi = await rehearsal.commandLine("prod");
    await pulumi.run("stack", "init", "prod");
    setBehaviours(rehearsal.cloud, { [IDENTITY]: { delayMs: 4000 } });
    const { process: up, done } = pulumi.start("up", "--yes");
    const underWay = () =>
      rehearsal.cloud.running().some(({ type, op }) => type === IDENTITY && op === "create");
    for (let tries = 0; !underWay() && tries < 300; tries++) await sleep(100);
    assert(up.pid !== undefined && underWay());
    process.kill(-up.pid, "SIGINT");
    const { code, output } = await done;
    assert.notEqual(code, 0);
    assert.match(output, /cancell?ed/i);
    setBehaviours(rehearsal.cloud, {});
    const again = await pulumi.run("up", "--yes");
    assert.equal(again.code, 0, again.output);
    assert.equal(rehearsal.cloud.list(IDENTITY).length, 1);
    const last = await pulumi.run("up", "--yes");
    assert.match(last.output, /\d+ unchanged/);
    assert.doesNotMatch(last.output, CHANGED);
  });
});
