import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack } from "../../rehearsal/engine/stack";
import { setBehaviours } from "../../rehearsal/providers/behaviour";
import { AWS_SCOPE, ENGINE_TIMEOUT_MS, IDENTITY, refusal } from "./harness";

/** Long enough for a test to act while the create is under way. */
const SLOW_CREATE_MS = 4000;

/** The CLI process that this process started; the Automation API does not tell it. */
function engineProcess(): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(
      (match) => match !== null && Number(match[2]) === process.pid && (match[3] ?? "").includes("pulumi up"),
    );
  assert.equal(found.length, 1, "one running pulumi up");
  return Number(found[0]?.[1]);
}

describe("an up that is stopped", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let prod: RehearsalStack;

  beforeEach(async () => {
    rehearsal = await Rehearsal.open("tests-interruption");
    prod = await rehearsal.stack("prod");
    setBehaviours(rehearsal.cloud, { [IDENTITY]: { delayMs: SLOW_CREATE_MS } });
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  /** Waits until the engine has the identity's create under way. */
  async function untilCreating(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (rehearsal.cloud.running().some(({ type, op }) => type === IDENTITY && op === "create")) return;
      await sleep(100);
    }
    assert.fail("the identity was never being created");
  }

  async function converges(): Promise<void> {
    setBehaviours(rehearsal.cloud, {});
    await prod.up();
    assert.deepEqual((await prod.up()).changes, []);
    assert.equal(rehearsal.cloud.list(IDENTITY).length, 1);
  }

  async function pending(): Promise<string[]> {
    return ((await prod.state()).pending_operations ?? []).map(
      ({ type, resource }) => `${type} ${resource.urn.split("::").at(-1) ?? ""}`,
    );
  }

  it("by Ctrl-C leaves no lock and nothing pending, and up again ends well", async () => {
    const stop = new AbortController();
    const up = refusal(prod.upWithoutPreview({ signal: stop.signal }));
    await untilCreating();
    stop.abort();
    await up;
    assert.deepEqual(await pending(), []);
    assert.equal(rehearsal.cloud.list(IDENTITY).length, 1, "what was under way was finished");
    await converges();
  });

  it("by SIGTERM leaves no lock and nothing pending, and up again ends well", async () => {
    const up = refusal(prod.upWithoutPreview());
    await untilCreating();
    process.kill(engineProcess(), "SIGTERM");
    await up;
    assert.deepEqual(await pending(), []);
    await converges();
  });

  it("by SIGKILL leaves a lock and a pending create, and is recovered by cancel, refresh and adoption", async () => {
    const up = refusal(prod.upWithoutPreview());
    await untilCreating();
    process.kill(engineProcess(), "SIGKILL");
    await up;
    assert.match(await refusal(prod.up()), /the stack is currently locked by 1 lock/);
    assert.deepEqual(await pending(), ["creating identity"]);
    for (let tries = 0; rehearsal.cloud.list(IDENTITY).length === 0 && tries < 100; tries++) await sleep(100);
    assert.equal(
      rehearsal.cloud.list(IDENTITY).length,
      1,
      "the plugin finished the create without its engine",
    );
    const tokens = tokensOf();

    await prod.cancel();
    setBehaviours(rehearsal.cloud, {});
    await prod.refresh({ clearPendingCreates: true });
    assert.deepEqual(await pending(), []);
    assert.match(await refusal(prod.up()), /The SES identity listbackup\.ai exists already/);
    prod.configure({ "ses-launch:adopt": { identity: true } });
    await prod.up();
    prod.configure();
    await converges();
    assert.equal(tokensOf(), tokens, "the DKIM tokens are still those of the first create");
  });

  function tokensOf(): string {
    const found = rehearsal.cloud.get({ type: IDENTITY, scope: AWS_SCOPE, id: "listbackup.ai" });
    return JSON.stringify(
      (found?.properties.dkimSigningAttributes as { tokens?: unknown } | undefined)?.tokens,
    );
  }
});
