import assert from "node:assert/strict";
import { CONFIGURATION_SET, DNS_RECORD, EVENT_SOURCE_MAPPING, QUEUE } from "../../checklist/types";
import type { Aws } from "../../ops/aws/clients";
import { run as runCli } from "../../ops/cli/run";
import { EXIT } from "../../ops/exit";
import type { Engine } from "../../ops/recover/engine";
import type { Exported, ExportedResource } from "../../ops/pulumi/exported";
import { fateOf } from "../../ops/recover/fate";
import { type Lock, lockIn } from "../../ops/recover/lock";
import { recover } from "../../ops/recover/recover";
import { recorded } from "../policies/launch";
import { COMPANY } from "../policies/launchedStack";
import { locked } from "./lockWords";
import { opsError, textOf } from "./ports";
import { TestTerminal, testWorld } from "./testWorld";

const PLACE = { region: "us-east-1", accountId: "123456789012" };
const urn = (type: string, name: string) => `urn:pulumi:prod::ses-launch::${type}::${name}`;
const resource = (type: string, name: string, inputs: Record<string, unknown> = {}): ExportedResource => ({
  urn: urn(type, name),
  type,
  custom: true,
  inputs,
});
const TAGS = { managedBy: "pulumi", project: "ses-launch", stack: "prod" };
const ALERTS = resource(CONFIGURATION_SET, "stream-alerts", {
  configurationSetName: "prod-alerts",
  tagsAll: TAGS,
});

/** An engine whose refresh reads what AWS has: the outputs of each id. */
class TestEngine implements Engine {
  readonly calls: string[] = [];
  state: Exported;

  constructor(
    pending: readonly ExportedResource[],
    private readonly live: Readonly<Record<string, Record<string, unknown>>>,
    public lock?: Lock,
    resources: readonly ExportedResource[] = [],
  ) {
    this.state = {
      version: 3,
      deployment: {
        secrets_providers: { type: "passphrase" },
        resources: [...resources],
        pending_operations: [
          ...pending.map((one) => ({ type: "creating", resource: one })),
          { type: "updating", resource: resource(QUEUE, "feedback") },
        ],
      },
    };
  }

  async mend() {
    return [];
  }

  async refresh() {
    this.calls.push("refresh");
    if (this.lock) return this.lock;
    const { deployment } = this.state;
    deployment.pending_operations = deployment.pending_operations?.filter(({ type }) => type === "creating");
    deployment.resources = deployment.resources?.flatMap((one) => {
      if (one.outputs && Object.keys(one.outputs).length > 0) return [one];
      const outputs = this.live[one.id ?? ""];
      return outputs ? [{ ...one, outputs }] : [];
    });
    return undefined;
  }

  async cancel() {
    this.calls.push("cancel");
    this.lock = undefined;
  }

  async export() {
    return JSON.stringify(this.state);
  }

  async import(_stack: string, text: string) {
    this.calls.push("import");
    this.state = JSON.parse(text) as Exported;
  }

  get names(): string[] {
    return (this.state.deployment.resources ?? []).map(({ urn: one }) => one.split("::").at(-1) ?? "");
  }
}

describe("ses recover", () => {
  let asked: string[];
  let told: string[];
  let kept: string[];
  beforeEach(() => {
    asked = [];
    told = [];
    kept = [];
  });
  const run = (engine: Engine, answers: boolean[] = [true, true], running: number[] = []) =>
    recover("prod", PLACE, {
      engine,
      confirm: async (question) => {
        asked.push(question);
        return answers.shift() ?? assert.fail("asked too often");
      },
      progress: (text) => told.push(text),
      machine: { host: "here", isRunning: (pid) => running.includes(pid) },
      keep: (text) => {
        kept.push(text);
        return "/kept";
      },
    });

  it("finds nothing to do where nothing was being created", async () => {
    const engine = new TestEngine([], {});
    const report = await run(engine);
    assert.equal(report.exitCode, EXIT.fine);
    assert.deepEqual(engine.calls, ["refresh"]);
    assert.deepEqual(asked, []);
    assert.match(textOf(report), /Nothing of prod was being created\.\nNext: pulumi up --stack prod$/);
  });

  it("takes what is there into the state, drops what is not, and keeps the state as it was", async () => {
    const canary = resource(CONFIGURATION_SET, "stream-canary", { configurationSetName: "prod-canary" });
    const engine = new TestEngine([ALERTS, canary], { "prod-alerts": { arn: "arn", tagsAll: TAGS } });
    const report = await run(engine);
    assert.equal(report.exitCode, EXIT.fine);
    assert.deepEqual(engine.names, ["stream-alerts"]);
    assert.equal(engine.state.deployment.resources?.[0]?.id, "prod-alerts");
    assert.deepEqual(engine.state.deployment.pending_operations, []);
    assert.deepEqual(engine.state.deployment["secrets_providers"], { type: "passphrase" });
    assert.match(textOf(report), /✔ stream-alerts +taken into the state: prod-alerts/);
    assert.match(textOf(report), /– stream-canary +was not made: there is no prod-canary/);
    assert.match(told.join("\n"), /stream-alerts +taken into the state as prod-alerts, if it is there/);
    // Both creates; the update was settled by the first refresh.
    assert.deepEqual(
      kept.map((text) => (JSON.parse(text) as Exported).deployment.pending_operations?.length),
      [2],
    );
  });

  it("leaves what bears other tags where it is, and out of the state", async () => {
    for (const tagsAll of [undefined, {}, { ...TAGS, stack: "staging" }]) {
      const engine = new TestEngine([ALERTS], { "prod-alerts": { arn: "arn", tagsAll } });
      const report = await run(engine);
      assert.equal(report.exitCode, EXIT.notReady);
      assert.deepEqual(engine.names, []);
      assert.match(textOf(report), /✘ stream-alerts +prod-alerts is there without this stack's tags/);
    }
  });

  it("says what only a person can find, with the lines that adopt it", async () => {
    const mapping = resource(EVENT_SOURCE_MAPPING, "feedback-source");
    const record = resource(DNS_RECORD, "dns-dmarc");
    const report = await run(new TestEngine([mapping, record], {}));
    assert.equal(report.exitCode, EXIT.notReady);
    const text = textOf(report);
    assert.match(text, /• feedback-source +where up says that it exists already/);
    assert.match(text, /• dns-dmarc +pulumi preview says whether the record is there/);
    assert.match(text, / {2}ses-launch:adopt:\n {4}resources:\n {6}feedback-source: <its id at AWS>/);
    assert.doesNotMatch(text, /dns-dmarc: </);
  });

  it("leaves a resource in the state where a second one was being made in its place", async () => {
    const old = { ...ALERTS, id: "prod-alerts", outputs: { arn: "arn" } };
    const engine = new TestEngine([ALERTS], {}, undefined, [old]);
    const report = await run(engine);
    assert.deepEqual(engine.state.deployment.resources, [old]);
    assert.match(textOf(report), /• stream-alerts +was being replaced/);
  });

  it("leaves components to the next up: nothing at AWS stands behind them", async () => {
    const component = { ...resource("ses-launch:index:ReputationMonitoring", "monitoring"), custom: false };
    const engine = new TestEngine([component], {});
    const report = await run(engine);
    assert.equal(report.exitCode, EXIT.fine);
    assert.deepEqual(engine.state.deployment.pending_operations, []);
    assert.match(textOf(report), /– monitoring +up makes it again: it only groups others/);
  });

  it("changes nothing of the state without a confirmation", async () => {
    const engine = new TestEngine([ALERTS], { "prod-alerts": {} });
    const report = await run(engine, [false]);
    assert.equal(report.exitCode, EXIT.notReady);
    assert.deepEqual(engine.calls, ["refresh"]);
    assert.match(textOf(report), /Not confirmed; the state is as it was\./);
  });

  describe("of a locked stack", () => {
    const lock = lockIn(locked("runner", 4711));

    it("says whose the lock is, and takes it away once somebody confirmed it", async () => {
      const engine = new TestEngine([], {}, lock);
      const report = await run(engine);
      assert.deepEqual(engine.calls, ["refresh", "cancel", "refresh"]);
      assert.match(told.join("\n"), /prod is locked: ci@runner \(pid 4711\) since 2026-11-26T21:31:43Z/);
      assert.equal(asked.length, 1);
      assert.match(textOf(report), /✔ lock taken away: ci@runner/);
    });

    it("leaves the lock where nobody confirmed it", async () => {
      const engine = new TestEngine([ALERTS], {}, lock);
      const report = await run(engine, [false]);
      assert.equal(report.exitCode, EXIT.notReady);
      assert.deepEqual(engine.calls, ["refresh"]);
    });

    it("never takes the lock of a process that can be seen to run", async () => {
      const engine = new TestEngine([ALERTS], {}, lockIn(locked("here", 4711)));
      const report = await run(engine, [], [4711]);
      assert.equal(report.exitCode, EXIT.notReady);
      assert.deepEqual(engine.calls, ["refresh"]);
      assert.match(textOf(report), /locked by a process that runs on this machine: ci@here \(pid 4711\)/);
    });

    it("asks where a process of that number runs elsewhere, or has ended here", async () => {
      for (const [host, running] of [
        ["runner", [4711]],
        ["here", []],
      ] as const) {
        const engine = new TestEngine([], {}, lockIn(locked(host, 4711)));
        assert.equal((await run(engine, [true], [...running])).exitCode, EXIT.fine);
        assert(engine.calls.includes("cancel"));
      }
    });
  });

  it("is run by its command line, which asks nobody where --yes names the stack", async () => {
    const ses = async (engine: TestEngine, ...more: string[]) => {
      const told = new TestTerminal();
      const world = testWorld("", told.terminal, {
        aws: async () => ({ callerAccount: async () => PLACE.accountId }) as Aws,
        recovery: { engine, machine: { host: "here", isRunning: () => false }, keep: () => "/kept" },
      });
      return { code: await runCli(["recover", "--stack", "prod", ...more], world), told };
    };
    const wrong = new TestEngine([ALERTS], {}, lockIn(locked("runner", 4711)));
    assert.equal((await ses(wrong, "--yes", "staging")).code, EXIT.wrongUse);
    assert.deepEqual(wrong.calls, []);
    const engine = new TestEngine(
      [ALERTS],
      { "prod-alerts": { tagsAll: TAGS } },
      lockIn(locked("runner", 4711)),
    );
    const { code, told } = await ses(engine, "--yes", "prod", "--json");
    assert.equal(code, EXIT.fine);
    assert.deepEqual(engine.calls, ["refresh", "cancel", "refresh", "import", "refresh"]);
    const { recovered, stateBefore } = JSON.parse(told.out) as { recovered: object[]; stateBefore: string };
    assert.deepEqual(recovered, [
      {
        name: "stream-alerts",
        type: CONFIGURATION_SET,
        result: "taken",
        text: "taken into the state: prod-alerts",
      },
    ]);
    assert.equal(stateBefore, "/kept");
  });

  it("refuses a state of another shape", async () => {
    const engine = new TestEngine([], {});
    engine.export = async () => '{"deployment": 3}';
    assert.equal((await opsError(() => run(engine))).exitCode, EXIT.unreachable);
  });

  it("knows every type that the program makes", async function () {
    this.timeout(60_000);
    const stacks = [
      await recorded("prod", {
        "ses-launch:launchStage": "live",
        "ses-launch:company": COMPANY,
        "ses-launch:sendingQuota": { daily: 50_000 },
      }),
      await recorded("staging", { "ses-launch:feedbackKey": "create", "ses-launch:company": COMPANY }),
    ];
    const unknown = new Set<string>();
    for (const { type, props } of stacks.flat()) {
      if (type.startsWith("ses-launch:") || type.startsWith("pulumi:")) continue;
      const fate = fateOf(resource(type, "x", props), PLACE);
      if (fate.kind === "by hand" && fate.what.startsWith("look whether")) unknown.add(type);
    }
    assert.deepEqual([...unknown], []);
  });
});
