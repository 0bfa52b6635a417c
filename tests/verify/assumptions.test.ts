import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assumption, TOPICS, isByHand } from "../../verify/assumption";
import { ASSUMPTIONS } from "../../verify/assumptions";
import { DOCUMENT, documentWith, listOf } from "../../verify/document";
import { RESULTS_FILE, readSettled, withResults } from "../../verify/settled";
import { probesOf, runProbes } from "../../verify/run";
import { opsError } from "../ops/ports";
import { VerifyWorld, noNetwork, refusal } from "./world";

const ROOT = join(__dirname, "..", "..");
const IDS = ASSUMPTIONS.map(({ id }) => id);

describe("the assumptions", () => {
  it("have an id each, and a topic of the document", () => {
    assert.equal(new Set(IDS).size, IDS.length);
    for (const { id, topic } of ASSUMPTIONS) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert(TOPICS.includes(topic));
    }
    for (const topic of TOPICS)
      assert(
        ASSUMPTIONS.some((one) => one.topic === topic),
        topic,
      );
  });

  it("name files that exist, and say what to change", () => {
    for (const { id, reliedOn, otherwise, settle } of ASSUMPTIONS) {
      assert(reliedOn.length > 0 && otherwise !== "", id);
      for (const file of reliedOn) assert(existsSync(join(ROOT, file)), `${id}: ${file}`);
      if (isByHand(settle)) assert(settle.steps.length > 0 && settle.holdsWhen !== "", id);
    }
  });

  it("use every probe that there is", async () => {
    const used = new Set<unknown>(probesOf(ASSUMPTIONS));
    const folder = join(ROOT, "verify", "probes");
    for (const file of readdirSync(folder)) {
      const exported = Object.entries((await import(join(folder, file))) as Record<string, unknown>);
      for (const [name, value] of exported)
        if (typeof value === "object" && value !== null && "makes" in value) assert(used.has(value), name);
    }
  });

  it("stand in docs/verify-on-aws.md as they are, with what is settled (npm run docs writes it)", async () => {
    const settled = readSettled(RESULTS_FILE, IDS);
    assert.equal(readFileSync(DOCUMENT, "utf8"), await documentWith(ASSUMPTIONS, settled));
  });

  it("show what was settled, by whom and where, and count it", () => {
    const [first] = ASSUMPTIONS;
    assert(first);
    const answer = {
      outcome: "holds",
      saw: "it did",
      on: "2026-12-01",
      region: "us-east-1",
      by: "script",
    } as const;
    const list = listOf(ASSUMPTIONS, { [first.id]: answer });
    assert.match(list, /Settled so far: 1\./);
    assert.match(list, /\*\*holds\*\*, 2026-12-01, us-east-1, by script: it did/);
  });
});

describe("every probe", () => {
  const probes = probesOf(ASSUMPTIONS);
  const run = async (error: () => Error) => {
    const world = new VerifyWorld();
    world.allFails(error);
    world.zone = {
      names: async () => {
        throw error();
      },
    };
    const kit = world.kit();
    const byScript = ASSUMPTIONS.filter(({ settle }) => !isByHand(settle));
    return { results: await runProbes(byScript, kit), left: await kit.temporary.cleanUp(), world };
  };

  it("leaves its assumptions untold when AWS cannot be reached, and does not stop the others", async () => {
    const { results, left } = await run(noNetwork);
    assert.equal(results.length, ASSUMPTIONS.filter(({ settle }) => !isByHand(settle)).length);
    for (const { id, outcome } of results) assert.equal(outcome, "could not tell", id);
    // What may have been made before the answer was lost is told as not deleted.
    assert(left.length > 0);
  });

  it("never holds when AWS denies everything", async () => {
    const { results, world } = await run(() => refusal("AccessDeniedException"));
    for (const { id, outcome, saw } of results) {
      assert.notEqual(outcome, "holds", id);
      assert(!saw.includes("jane"));
    }
    assert(world.calls().length > probes.length);
  });

  it("says what it makes where it makes anything", () => {
    for (const probe of probes) {
      if (probe.effect === "reads") assert.deepEqual([probe.makes, probe.mails], [[], 0]);
      else assert(probe.makes.length + probe.mails > 0);
    }
  });
});

describe("the results' file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-results-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (content: string) => {
    const file = join(folder, "results.json");
    writeFileSync(file, content);
    return readSettled(file, IDS);
  };
  const answer = {
    outcome: "holds",
    saw: "it did",
    on: "2026-12-01",
    region: "us-east-1",
    by: "Jane Doe",
  } as const;

  it("takes what was settled by hand and by the script, in one order", () => {
    assert.deepEqual(read(JSON.stringify({ "case-link": answer })), { "case-link": answer });
    const found: readonly {
      id: string;
      outcome: "holds" | "does not hold" | "could not tell";
      saw: string;
    }[] = [
      { id: "unnamed-refused", outcome: "does not hold", saw: "accepted" },
      { id: "alarm-event", outcome: "holds", saw: "it came" },
      { id: "case-link", outcome: "could not tell", saw: "nothing" },
    ];
    const all = withResults({ "case-link": answer }, found, { on: "2026-12-02", region: "us-east-1" });
    assert.deepEqual(Object.keys(all), ["alarm-event", "case-link", "unnamed-refused"]);
    assert.deepEqual(all["case-link"], answer);
    assert.deepEqual(all["unnamed-refused"], {
      outcome: "does not hold",
      saw: "accepted",
      on: "2026-12-02",
      region: "us-east-1",
      by: "script",
    });
  });

  it("refuses what it does not know", async () => {
    for (const content of [
      "{",
      JSON.stringify({ nothing: answer }),
      JSON.stringify({ "case-link": { ...answer, outcome: "could not tell" } }),
      JSON.stringify({ "case-link": { ...answer, account: "1" } }),
    ])
      assert.equal((await opsError(() => read(content))).exitCode, 2, content);
    assert.deepEqual(readSettled(join(folder, "none.json"), IDS), {});
  });
});

describe("what costs", () => {
  it("is told once where several assumptions share a probe", () => {
    const shared = ASSUMPTIONS.filter((one: Assumption) => one.settle === ASSUMPTIONS[0]?.settle);
    assert(shared.length > 1);
    const rows = listOf(ASSUMPTIONS, {})
      .split("\n")
      .filter((line) => shared.some(({ id }) => line.startsWith(`| \`${id}\``)));
    assert.equal(rows.filter((row) => row.includes("3 mails, 0.05 cents")).length, 1);
  });
});
