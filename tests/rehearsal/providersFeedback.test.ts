/** The life of every stand-in AWS resource of the feedback path and its alarms: preview, create, refresh, drift, import, delete. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { HANDLERS } from "../../rehearsal/providers/handlers";
import { hasUnknown, textOf, UNKNOWN, type Props, type Value } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";
import { ELSEWHERE, LIVES, type Life } from "./providersFeedbackTable";

describe("stand-in AWS: the life of", () => {
  let cloud: Cloud;
  let aws: Plugin;

  before(async () => {
    cloud = newCloud();
    aws = await Plugin.configured("aws", cloud, AWS_CONFIG);
  });
  after(() => aws.stop());
  beforeEach(() => {
    empty(cloud);
  });

  const prepare = async ({ needs = [] }: Life): Promise<void> => {
    for (const [type, inputs] of needs) await aws.make(type, inputs);
  };
  const make = async (life: Life) => {
    await prepare(life);
    return aws.make(life.type, life.inputs);
  };

  it("every type is in the table", () => {
    const played = HANDLERS.aws.resources.map(({ type }) => type);
    assert.deepEqual(played.sort(), [...LIVES.map(({ type }) => type), ...ELSEWHERE].sort());
  });

  for (const life of LIVES) {
    const { type, inputs: given } = life;
    describe(type, () => {
      it("in a preview nothing is made, and what the service decides is not known", async () => {
        const { inputs, failures } = await aws.check(type, given);
        assert.deepEqual(failures, []);
        const { id, outputs } = await aws.create(type, inputs, true);
        assert.equal(id, "");
        assert.deepEqual(cloud.list(type), []);
        for (const name of Object.keys(life.outputs)) assert.equal(outputs[name], UNKNOWN, name);
        for (const name of Object.keys(given)) assert.ok(name in outputs, name);
      });

      it("takes inputs that are not known yet", async () => {
        const unknown = Object.fromEntries(Object.keys(given).map((name) => [name, UNKNOWN]));
        assert.deepEqual((await aws.check(type, unknown)).failures, []);
      });

      it("is made with what the service decides, and a refresh finds no difference", async () => {
        const state = await make(life);
        matches(state.id, life.id, "id");
        assert.equal(hasUnknown(state.outputs), false);
        for (const [name, value] of Object.entries(life.outputs)) matches(state.outputs[name], value, name);
        assert.equal((await aws.diff(type, state, state.inputs)).none, true);
        const read = await aws.read(type, state.id, state);
        assert.deepEqual(read?.inputs, state.inputs);
        assert.equal((await aws.diff(type, read, state.inputs)).none, true);
      });

      it("is imported without a difference", async () => {
        const state = await make(life);
        const imported = await aws.read(type, state.id);
        assert.ok(imported);
        const { none, paths } = await aws.diff(type, imported, state.inputs);
        assert.equal(none, true, paths.join());
        assert.equal(await aws.read(type, `${state.id}-other`), undefined);
      });

      it("shows what somebody changed by hand, and puts it right", async () => {
        const state = await make(life);
        const object = cloud.list(type).find(({ id }) => id === state.id);
        assert.ok(object);
        cloud.put({ ...object, properties: { ...object.properties, ...life.drift } });
        const read = await aws.read(type, state.id, state);
        assert.ok(read);
        const { diffs, replaces } = await aws.diff(type, read, state.inputs);
        assert.deepEqual(diffs.sort(), Object.keys(life.drift).sort());
        if (replaces.length > 0) return;
        const outputs = await aws.update(type, { ...state, outputs: read.outputs }, state.inputs);
        assert.equal((await aws.diff(type, { id: state.id, outputs }, state.inputs)).none, true);
      });

      it("is replaced for what cannot be changed", async () => {
        const state = await make(life);
        for (const [name, value] of Object.entries(life.replaces)) {
          const { replaces } = await aws.diff(type, state, { ...state.inputs, [name]: value });
          assert.deepEqual(replaces, [name]);
        }
        const forced = Object.keys(life.replaces);
        const kept = Object.keys(life.drift).filter((name) => !forced.includes(name));
        for (const name of kept) {
          const wanted = { ...state.inputs, [name]: life.drift[name] ?? null };
          assert.deepEqual((await aws.diff(type, state, wanted)).replaces, [], name);
        }
      });

      for (const [change, property] of life.refused)
        it(`refuses ${JSON.stringify(change)}`, async () => {
          const { failures } = await aws.check(type, { ...given, ...change });
          assert.ok(
            failures.some((failure) => failure.startsWith(`${property}: `)),
            `${property} in ${failures.join("; ") || "no failures"}`,
          );
        });

      it(`made a second time ${outcomeOf(life)}`, async () => {
        const first = await make(life);
        const object = cloud.list(type)[0];
        assert.ok(object);
        cloud.put({ ...object, hidden: { untouched: true } });
        const second = aws.make(type, given);
        if (life.again instanceof RegExp) {
          await assert.rejects(second, life.again);
          return;
        }
        const { id } = await second;
        assert.equal(id === first.id, life.again !== "another");
        assert.equal(cloud.list(type).length, life.again === "another" ? 2 : 1);
        if (life.again === "the existing") assert.deepEqual(cloud.list(type)[0]?.hidden, { untouched: true });
      });

      it(
        life.kept ? "stays when it is deleted" : "is gone when it is deleted, also a second time",
        async () => {
          const state = await make(life);
          await aws.delete(type, state);
          await aws.delete(type, state);
          const read = await aws.read(type, state.id, state);
          assert.equal(read !== undefined, life.kept === true);
        },
      );
    });
  }
});

function outcomeOf({ again }: Life): string {
  if (again instanceof RegExp) return "is refused";
  return { "the existing": "is the existing one", overwritten: "overwrites", another: "is another one" }[
    again
  ];
}

function matches(value: Value | undefined, wanted: Value | RegExp, name: string): void {
  if (wanted instanceof RegExp) assert.match(textOf(value), wanted, name);
  else assert.deepEqual(plain(value), plain(wanted), name);
}

function plain(value: Value | undefined): Value | Props {
  return JSON.parse(JSON.stringify(value ?? null)) as Value;
}
