import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReviewFacts, ReviewState } from "../../checklist/review";
import type { Aws } from "../../ops/aws/clients";
import { run } from "../../ops/cli/run";
import { readStackFile, stackFileWriter } from "../../ops/stackFile";
import { NOW } from "../checklist/completeStack";
import { STATES, TestCase, UNREACHABLE } from "./caseWorld";
import { writeProdFile } from "./prodFile";
import { TestTerminal, testWorld } from "./testWorld";

describe("ses case --answered", () => {
  let folder: string;
  let file: string;
  let told: TestTerminal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-ops-"));
    file = writeProdFile(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const answered = (options: readonly string[] = [], facts: ReviewFacts | Error = STATES.denied) => {
    told = new TestTerminal();
    const aws: Partial<Aws> = {
      callerAccount: async () => "123456789012",
      case: () => (facts instanceof Error ? failing(facts) : new TestCase(facts)),
    };
    const world = testWorld(folder, told.terminal, {
      settings: (stack) => readStackFile(folder, stack, new Date(NOW)),
      stackFiles: stackFileWriter(folder, () => new Date(NOW)),
      state: { export: () => Promise.reject(new Error("the state is not needed")) },
      aws: async () => aws as Aws,
    });
    return run(["case", "--answered", "--stack", "prod", ...options], world);
  };
  const failing = (error: Error) =>
    Object.assign(new TestCase(STATES.denied), { facts: () => Promise.reject(error) });
  const text = () => readFileSync(file, "utf8");
  const recorded = () => readStackFile(folder, "prod", new Date(NOW)).productionAccess.answeredAt;

  it("records today, tells what changed, and what comes next", async () => {
    assert.equal(await answered(), 0);
    assert.equal(recorded(), "2026-11-25");
    assert.match(told.out, /productionAccess\.answeredAt is 2026-11-25 \(before: not set\)\. Commit it/);
    assert.match(told.out, /Next: Wait for AWS's reply on case 17/);
  });

  it("records the day that is given, also where another stands", async () => {
    assert.equal(await answered(["--on", "2026-11-23"]), 0);
    assert.equal(await answered(["--on", "2026-11-24"]), 0);
    assert.equal(recorded(), "2026-11-24");
    assert.match(told.out, /is 2026-11-24 \(before: 2026-11-23\)/);
  });

  it("changes nothing where the day stands already, with exit code 0", async () => {
    await answered();
    const before = text();
    assert.equal(await answered(["--json"]), 0);
    assert.equal(text(), before);
    const { changed, state } = JSON.parse(told.out) as { changed: boolean; state: string };
    assert.deepEqual([changed, state], [false, "denied"]);
  });

  for (const state of Object.keys(STATES) as ReviewState[])
    if (state !== "denied")
      it(`changes nothing while the review is ${state}, and says what is to be done instead`, async () => {
        const before = text();
        assert.equal(await answered([], STATES[state]), 1);
        assert.equal(text(), before);
        assert.match(told.out, new RegExp(`production access {2}${state}: .*\\n.*nothing was changed`));
        assert.match(told.out, /\nNext: \S/);
      });

  it("says the state before anything else, where a day stands already", async () => {
    await answered();
    assert.equal(await answered([], STATES.granted), 1);
  });

  for (const day of ["2026-11-26", "2026-02-30", "yesterday", ""])
    it(`refuses --on ${JSON.stringify(day)} before AWS is asked`, async () => {
      const before = text();
      assert.equal(await answered(["--on", day], new Error("AWS was asked")), 2);
      assert.match(told.err, new RegExp(`--on is "${day}": expected the day .* as 2026-11-25 and not later`));
      assert.equal(text(), before);
    });

  it("changes nothing when AWS cannot be asked", async () => {
    const before = text();
    assert.equal(await answered([], UNREACHABLE), 3);
    assert.equal(text(), before);
  });
});
