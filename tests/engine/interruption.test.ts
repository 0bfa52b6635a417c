import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT } from "../../ops/exit";
import { cliEngine } from "../../ops/recover/engine";
import { fateOf } from "../../ops/recover/fate";
import { thisMachine } from "../../ops/recover/machine";
import { recover } from "../../ops/recover/recover";
import type { Report } from "../../ops/report";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack, RunOptions } from "../../rehearsal/engine/stack";
import { REHEARSAL_ACCOUNT } from "../../rehearsal/engine/workspace";
import { setBehaviours } from "../../rehearsal/providers/behaviour";
import { EVENT_SOURCE_MAPPING } from "../../rehearsal/providers/handlers/names";
import { CONFIGURATION_SET, DNS_RECORD, ENGINE_TIMEOUT_MS, IDENTITY, refusal } from "./harness";

/** Long enough for a test to act while the create is under way. */
const SLOW_CREATE_MS = 12_000;

/** A killed engine leaves its lock, and now and then attributes of the state that cannot be read. */
const STOPPED = /the stack is currently locked by 1 lock|failed to load checkpoint: EOF/;

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

const PLACE = { region: "us-east-1", accountId: REHEARSAL_ACCOUNT };

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

  /** What an operator does, who confirms every question. */
  async function recovered(): Promise<Report> {
    return recover("prod", PLACE, {
      engine: cliEngine(await rehearsal.pulumi()),
      confirm: async () => true,
      progress: () => undefined,
      machine: thisMachine,
      keep: () => "",
    });
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

  for (const type of [CONFIGURATION_SET, IDENTITY, DNS_RECORD])
    it(`by SIGKILL over ${type} leaves a lock and pending creates, and ses recover takes over what was made`, async () => {
      const [up] = await upUntilCreating(type);
      const before = rehearsal.cloud.list(type).map(({ id }) => id);
      process.kill(engineProcess(), "SIGKILL");
      await up;
      assert.match(await refusal(prod.upWithoutPreview()), STOPPED);
      for (let tries = 0; rehearsal.cloud.running().length > 0 && tries < 200; tries++) await sleep(100);
      const made = rehearsal.cloud
        .list(type)
        .map(({ id }) => id)
        .filter((id) => !before.includes(id));
      assert(made.length > 0, "the plugin finished creates without its engine");

      setBehaviours(rehearsal.cloud, {});
      const { exitCode, lines, json } = await recovered();
      assert.deepEqual(await pending(), []);
      // Ids that their service makes up are left to a person, whom up tells of what is there.
      const { recovered: all } = json as { recovered: { name: string; type: string; result: string }[] };
      const open = all.filter(({ result }) => result === "by hand");
      assert.equal(exitCode, open.length > 0 ? EXIT.notReady : EXIT.fine, lines.join("\n"));
      const types = open.map((one) => one.type);
      const records = await isUnknown(DNS_RECORD);
      const mapping = await isUnknown(EVENT_SOURCE_MAPPING);
      if (records || mapping) {
        assert(!records || types.includes(DNS_RECORD), lines.join("\n"));
        assert(!mapping || types.includes(EVENT_SOURCE_MAPPING), lines.join("\n"));
        assert.match(await refusal(prod.up()), /already exists|in the place of/);
        const name = open.find((one) => one.type === EVENT_SOURCE_MAPPING)?.name;
        const id = rehearsal.cloud.list(EVENT_SOURCE_MAPPING)[0]?.id;
        const resources = mapping && name && id ? { [name]: id } : {};
        prod.configure({ "ses-launch:adopt": { records: records ? recordIds() : {}, resources } });
        await prod.up();
        prod.configure();
      }
      await converges();
      const now = rehearsal.cloud.list(type).map(({ id }) => id);
      for (const id of made) assert(now.includes(id), `${id} is still the one that the killed up made`);
    });

  it("by SIGKILL over the backend's attributes can be read again", async () => {
    await prod.up();
    // What is recovered by its inputs is recovered under the id that it has.
    for (const { type, urn, custom, id, inputs } of (await prod.state()).resources ?? []) {
      const fate = fateOf({ type, urn, custom, inputs }, PLACE);
      if (fate.kind === "take") assert.equal(fate.id, id, urn);
    }
    const attributes = join(rehearsal.backend, ".pulumi", "stacks", "ses-launch", "prod.json.attrs");
    writeFileSync(attributes, "");
    assert.match(await refusal(prod.preview()), /failed to load checkpoint: EOF/);
    assert.equal((await recovered()).exitCode, EXIT.fine);
    await converges();
  });

  /** Whether there is something of a type that the state does not know. */
  async function isUnknown(type: string): Promise<boolean> {
    const known = (await prod.state()).resources?.map(({ id }) => id) ?? [];
    return rehearsal.cloud.list(type).some(({ id }) => !known.includes(id));
  }

  /** The ids of the records at the host, by the key under which each can be adopted. */
  function recordIds(): Record<string, string> {
    const keys: Record<string, string> = {
      "bounce.listbackup.ai MX": "mail-from-mx",
      "bounce.listbackup.ai TXT": "mail-from-spf",
      "_dmarc.listbackup.ai TXT": "dmarc",
    };
    const [identity] = rehearsal.cloud.list(IDENTITY);
    const dkim = identity?.properties.dkimSigningAttributes as { tokens: string[] } | undefined;
    dkim?.tokens.forEach(
      (token, index) => (keys[`${token}._domainkey.listbackup.ai CNAME`] = `dkim-${index}`),
    );
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
