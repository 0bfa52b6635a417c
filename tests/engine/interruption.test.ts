import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../rehearsal/engine/outcome";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack, RunOptions } from "../../rehearsal/engine/stack";
import { setBehaviours } from "../../rehearsal/providers/behaviour";
import { CONFIGURATION_SET, DNS_RECORD, ENGINE_TIMEOUT_MS, IDENTITY, refusal } from "./harness";

/** Long enough for a test to act while the create is under way. */
const SLOW_CREATE_MS = 12_000;

/** For so long nothing but the slow creates must be running, and no further one must have begun. */
const SETTLED_MS = 2000;
const POLL_MS = 100;

type Adopt = Readonly<Record<string, boolean | Record<string, string>>>;

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
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  /** Starts an up in which creates of a type are slow, and waits until one is under way; gives the end of the up. */
  async function upUntilCreating(type: string, options?: RunOptions): Promise<Promise<string>[]> {
    setBehaviours(rehearsal.cloud, { [type]: { delayMs: SLOW_CREATE_MS } });
    const up = refusal(prod.upWithoutPreview(options));
    for (let tries = 0; tries < 300; tries++) {
      if (creating(type) > 0) return [up];
      await sleep(100);
    }
    return assert.fail(`no ${type} was ever being created`);
  }

  const creating = (type: string) =>
    rehearsal.cloud.running().filter((running) => running.type === type && running.op === "create").length;

  /** Waits until everything that does not wait for the slow creates is done; gives how many of them are under way. */
  async function settled(type: string): Promise<number> {
    let quiet = 0;
    let last = -1;
    while (quiet < SETTLED_MS) {
      const count = creating(type);
      assert(count > 0, "the slow creates ended before the rest was done");
      quiet = count === last && rehearsal.cloud.running().length === count ? quiet + POLL_MS : 0;
      last = count;
      await sleep(POLL_MS);
    }
    return creating(type);
  }

  /** What a person does: adopt what every refused up says exists already, until one passes. */
  async function recover(adopt: Adopt): Promise<void> {
    const resources: Record<string, string> = {};
    for (let tries = 0; tries < 4; tries++) {
      prod.configure({ "ses-launch:adopt": { ...adopt, resources } });
      try {
        await prod.up();
        return;
      } catch (error) {
        assert(error instanceof EngineError, String(error));
        const left = [...error.message.matchAll(/ \(prod-([a-z]+)(?:\|([a-z]+))?\): .*already exists/g)];
        assert(left.length > 0, error.message);
        for (const [, stream = "", destination] of left) {
          if (stream === "closed") adopt = { ...adopt, closedSet: true };
          else if (destination === undefined) resources[`stream-${stream}`] = `prod-${stream}`;
          else resources[`stream-${stream}-${destination}`] = `prod-${stream}|${destination}`;
        }
      }
    }
    assert.fail("it was refused again and again");
  }

  async function converges(): Promise<void> {
    setBehaviours(rehearsal.cloud, {});
    await prod.up();
    assert.deepEqual((await prod.up()).changes, []);
    assert.equal(rehearsal.cloud.list(IDENTITY).length, 1);
  }

  async function pending(): Promise<string[]> {
    return ((await prod.state()).pending_operations ?? []).map(
      ({ type, resource }) => `${type} ${resource.urn.split("::").slice(-2).join(" ").replace(/^.*\$/, "")}`,
    );
  }

  it("by Ctrl-C leaves no lock and nothing pending, and up again ends well", async () => {
    const stop = new AbortController();
    const [up] = await upUntilCreating(IDENTITY, { signal: stop.signal });
    stop.abort();
    await up;
    assert.deepEqual(await pending(), []);
    assert.equal(rehearsal.cloud.list(IDENTITY).length, 1, "what was under way was finished");
    await converges();
  });

  it("by SIGTERM leaves no lock and nothing pending, and up again ends well", async () => {
    const [up] = await upUntilCreating(IDENTITY);
    process.kill(engineProcess(), "SIGTERM");
    await up;
    assert.deepEqual(await pending(), []);
    await converges();
  });

  /** What an up can be killed over, and the setting that takes over what the plugins still made. */
  const KILLED: { what: string; type: string; adopt: () => Adopt }[] = [
    { what: "configuration sets", type: CONFIGURATION_SET, adopt: () => ({ closedSet: true }) },
    { what: "the identity", type: IDENTITY, adopt: () => ({ identity: true }) },
    { what: "DNS records", type: DNS_RECORD, adopt: () => ({ records: recordIds() }) },
  ];
  for (const { what, type, adopt } of KILLED)
    it(`by SIGKILL over ${what} leaves a lock and pending creates, and is recovered by cancel, refresh and adoption`, async () => {
      const [up] = await upUntilCreating(type);
      const underWay = await settled(type);
      const before = rehearsal.cloud.list(type).map(({ id }) => id);
      process.kill(engineProcess(), "SIGKILL");
      await up;
      assert.match(await refusal(prod.upWithoutPreview()), /the stack is currently locked by 1 lock/);
      assert.equal((await pending()).filter((one) => one.startsWith(`creating ${type} `)).length, underWay);
      for (let tries = 0; creating(type) > 0 && tries < 100; tries++) await sleep(100);
      const made = rehearsal.cloud
        .list(type)
        .map(({ id }) => id)
        .filter((id) => !before.includes(id));
      assert.equal(made.length, underWay, "the plugin finished the creates without its engine");

      await prod.cancel();
      setBehaviours(rehearsal.cloud, {});
      await prod.refresh({ clearPendingCreates: true });
      assert.deepEqual(await pending(), []);
      assert.match(await refusal(prod.up()), /exists already|already exists|in the place of/);
      await recover(adopt());
      prod.configure();
      await converges();
      const now = rehearsal.cloud.list(type).map(({ id }) => id);
      for (const id of made) assert(now.includes(id), `${id} is still the one that the killed up made`);
    });

  /** The ids of the records at the host, by the key under which each can be adopted. */
  function recordIds(): Record<string, string> {
    const keys: Record<string, string> = {
      "bounce.listbackup.ai MX": "mail-from-mx",
      "bounce.listbackup.ai TXT": "mail-from-spf",
      "_dmarc.listbackup.ai TXT": "dmarc",
    };
    const [identity] = rehearsal.cloud.list(IDENTITY);
    const { tokens } = identity?.properties.dkimSigningAttributes as { tokens: string[] };
    tokens.forEach((token, index) => (keys[`${token}._domainkey.listbackup.ai CNAME`] = `dkim-${index}`));
    return Object.fromEntries(
      rehearsal.cloud.list(DNS_RECORD).map(({ id, properties }) => {
        const { type, name } = properties as { type: string; name: string };
        const key = keys[`${name} ${type}`];
        assert(key, `${type} ${name}`);
        return [key, id];
      }),
    );
  }
});
