import assert from "node:assert/strict";
import { RESERVE_MS, WATCH_MS } from "../../functions/canary/handler";
import { readCanarySettings } from "../../functions/canary/settings";
import { CanaryWorld, HEALTHY, STREAMS, refusal } from "./canaryWorld";

const SILENT = "A stream is silent";
const NEVER = Infinity;

describe("the canary", () => {
  let world: CanaryWorld;
  beforeEach(() => {
    world = new CanaryWorld();
  });

  /** What was published, which is once a run. */
  const published = () => {
    assert.equal(world.published.length, 1);
    const [tally] = world.published;
    assert(tally);
    return tally;
  };
  const trips = () => Object.fromEntries(published().streams.map((one) => [one.stream, one.roundTrips]));
  const told = (message: string) =>
    world.lines.filter((line) => line.message === message).map(({ facts }) => facts);

  it("asks, mails twice through every stream, sees all of it come back, and ends then", async () => {
    await world.run();
    assert.deepEqual(
      world.calls.map(({ what }) => what),
      [
        "account",
        "prod-transactional",
        "prod-alerts",
        "bounce prod-canary",
        "bounce prod-transactional",
        "bounce prod-alerts",
        "complaint prod-canary",
        "complaint prod-transactional",
        "complaint prod-alerts",
      ],
    );
    assert.equal(published().roundTrips, 2);
    assert.deepEqual(published().account, { accountHealthy: 1, sendingEnabled: 1, quotaUsed: 0.01 });
    assert.deepEqual(world.lines, []);
    assert(world.elapsed < 20_000, `${world.elapsed} ms`);
  });

  it("calls SES less than once a second, however long a call takes and however it ends", async () => {
    for (const callTakes of [0, 400, 3000]) {
      world = new CanaryWorld();
      world.callTakes = callTakes;
      world.sets.set("prod-alerts", refusal("TooManyRequestsException"));
      world.refusals.set("prod-transactional", refusal("MessageRejected"));
      await assert.rejects(world.run());
      assert.equal(world.calls.length, 9);
      world.calls.slice(1).forEach(({ at }, index) => {
        assert(at - (world.calls[index]?.at ?? NaN) >= 1100, `call ${index + 1}`);
      });
    }
  });

  it("measures each stream's slowest round trip within the spacing of the calls", async () => {
    world.lag = ({ stream, scenario }) =>
      ({ canary: 100, transactional: scenario === "bounce" ? 4000 : 500, alerts: 30_000 })[stream] ?? NEVER;
    await world.run();
    const seconds = new Map(published().streams.map((one) => [one.stream, one.roundTripSeconds]));
    const between = (stream: string, least: number, most: number) => {
      const measured = seconds.get(stream) ?? NaN;
      assert(measured >= least && measured <= most, `${stream}: ${measured}`);
    };
    between("canary", 0.1, 1.1);
    between("transactional", 4, 5.1);
    between("alerts", 30, 33);
  });

  it("leaves out a stream that is off, and tells it", async () => {
    world.sets.set("prod-alerts", false);
    world.lag = ({ stream }) => (stream === "alerts" ? NEVER : 2000);
    await world.run();
    assert.deepEqual(trips(), { canary: 2, transactional: 2 });
    assert(!world.sent.some(({ stream }) => stream === "alerts"));
    assert.deepEqual(told("A stream is off and is left out"), [{ stream: "alerts" }]);
    assert.deepEqual(told(SILENT), []);
  });

  it("never leaves out its own stream: that one off is silence", async () => {
    world.sets.set("prod-canary", false);
    world.refusals.set("prod-canary", refusal("SendingPausedException"));
    await world.run();
    assert.deepEqual(trips(), { canary: 0, transactional: 2, alerts: 2 });
    assert.equal(published().roundTrips, 0);
    assert.deepEqual(told(SILENT), [{ stream: "canary" }]);
  });

  it("says which stream is silent, after two minutes, and that one of them is as bad as all", async () => {
    world.lag = ({ stream }) => (stream === "alerts" ? NEVER : 2000);
    await world.run();
    assert.deepEqual(trips(), { canary: 2, transactional: 2, alerts: 0 });
    assert.equal(published().roundTrips, 0);
    assert.deepEqual(told(SILENT), [{ stream: "alerts" }]);
    assert.deepEqual(told("No feedback of a test mail came"), [
      { stream: "alerts", scenario: "bounce" },
      { stream: "alerts", scenario: "complaint" },
    ]);
    assert(world.elapsed >= WATCH_MS && world.elapsed < WATCH_MS + 20_000, `${world.elapsed} ms`);
  });

  it("counts and tells one missing kind of feedback, which is no silence", async () => {
    world.lag = ({ stream, scenario }) => (stream === "alerts" && scenario === "complaint" ? NEVER : 2000);
    await world.run();
    assert.equal(published().roundTrips, 1);
    assert.deepEqual(told("No feedback of a test mail came"), [{ stream: "alerts", scenario: "complaint" }]);
    assert.deepEqual(told(SILENT), []);
  });

  it("waits for a table that lags, and no longer than two minutes", async () => {
    world.lag = () => WATCH_MS - 5000;
    await world.run();
    assert.equal(published().roundTrips, 2);
    world = new CanaryWorld();
    world.lag = () => WATCH_MS + 20_000;
    await world.run();
    assert.equal(published().roundTrips, 0);
  });

  it("goes on with the other streams when one's mail is refused, and tells the refusal's name alone", async () => {
    world.refusals.set("prod-transactional", refusal("MessageRejected"));
    await world.run();
    assert.deepEqual(trips(), { canary: 2, transactional: 0, alerts: 2 });
    assert.deepEqual(told("A test mail was not taken"), [
      { stream: "transactional", scenario: "bounce", why: "MessageRejected" },
      { stream: "transactional", scenario: "complaint", why: "MessageRejected" },
    ]);
    assert.deepEqual(told(SILENT), [{ stream: "transactional" }]);
    assert(world.elapsed < 20_000, "nobody waits for what was not sent");
  });

  it("fails after everything else when the account cannot be asked, and tells nothing of it", async () => {
    world.account_ = refusal("TooManyRequestsException");
    await assert.rejects(world.run(), {
      message: "The canary could not do everything: GetAccount (TooManyRequestsException)",
    });
    assert.equal(published().roundTrips, 2);
    assert.equal(published().account, undefined);
  });

  it("mails through a stream of which nobody can tell whether it is on, and fails at the end", async () => {
    world.sets.set("prod-alerts", refusal("NotFoundException"));
    world.refusals.set("prod-alerts", refusal("NotFoundException"));
    await assert.rejects(world.run(), /: GetConfigurationSet \(NotFoundException\)$/);
    assert.deepEqual(trips(), { canary: 2, transactional: 2, alerts: 0 });
  });

  it("forgives a look that fails and fails when the last one did", async () => {
    world.broken = (look) => (look < 8 ? refusal("TimeoutError") : undefined);
    await world.run();
    assert.equal(published().roundTrips, 2);
    world = new CanaryWorld();
    world.broken = (look) => (look > 0 ? refusal("AccessDeniedException") : undefined);
    await assert.rejects(world.run(), /: BatchGetItem \(AccessDeniedException\)$/);
    assert.deepEqual(trips(), { canary: 0, transactional: 0, alerts: 0 });
  });

  it("tells the account's state also when it may not send at all", async () => {
    world.account_ = { ...HEALTHY, enforcementStatus: "SHUTDOWN", sendingEnabled: false };
    for (const set of Object.values(STREAMS)) world.refusals.set(set, refusal("AccountSuspendedException"));
    await world.run();
    assert.deepEqual(published().account, { accountHealthy: 0, sendingEnabled: 0, quotaUsed: 0.01 });
    assert.equal(published().roundTrips, 0);
  });

  it("publishes what it saw before Lambda ends it, wherever the time went", async () => {
    for (const [limitMs, callTakes, seen] of [
      [60_000, 0, 1],
      [RESERVE_MS + 12_000, 3000, 0],
      [RESERVE_MS + 4000, 3000, 0],
      [RESERVE_MS - 1, 0, 0],
    ] as const) {
      world = new CanaryWorld();
      world.callTakes = callTakes;
      world.lag = ({ scenario }) => (scenario === "bounce" ? 1000 : NEVER);
      await world.run(limitMs).catch((error: unknown) => {
        assert.match(String(error), /OutOfTimeError/);
      });
      assert.equal(published().roundTrips, seen, `${limitMs} ms`);
      assert(world.elapsed < limitMs, `${world.elapsed} of ${limitMs} ms`);
    }
  });

  it("does not take what an earlier run sent for its own", async () => {
    world.lag = () => WATCH_MS + 20_000;
    await world.run();
    const first = world.sent.map(({ address }) => address);
    world.lag = () => NEVER;
    await world.run();
    assert.deepEqual(
      world.published.map(({ roundTrips }) => roundTrips),
      [0, 0],
    );
    assert.equal(new Set([...first, ...world.sent.map(({ address }) => address)]).size, 12);
  });

  it("tells no address", async () => {
    world.account_ = refusal("BadRequestException");
    world.refusals.set("prod-alerts", refusal("MessageRejected"));
    world.lag = () => NEVER;
    await assert.rejects(world.run(), ({ message }: Error) => !message.includes("@"));
    assert(world.lines.length > 5 && !JSON.stringify(world.lines).includes("@"));
  });
});

describe("functions/canary/settings", () => {
  const right = {
    TABLE_NAME: "ses-launch-prod-suppression",
    FROM_ADDRESS: "noreply@listbackup.ai",
    STREAMS: '{"canary":"prod-canary","alerts":"prod-alerts"}',
  };

  it("reads what the stack tells", () => {
    assert.deepEqual(readCanarySettings(right), {
      tableName: "ses-launch-prod-suppression",
      fromAddress: "noreply@listbackup.ai",
      streams: { canary: "prod-canary", alerts: "prod-alerts" },
    });
  });

  it("names everything that is missing at once", () => {
    assert.throws(
      () => readCanarySettings({}),
      /TABLE_NAME is missing.*FROM_ADDRESS is missing.*STREAMS is missing/,
    );
  });

  for (const [name, value] of [
    ["FROM_ADDRESS", "listbackup.ai"],
    ["STREAMS", '{"alerts":"prod-alerts"}'],
    ["STREAMS", '{"canary":true}'],
    ["STREAMS", "no json"],
  ] as const)
    it(`refuses ${name} ${value}, without repeating it`, () => {
      assert.throws(
        () => readCanarySettings({ ...right, [name]: value }),
        ({ message }: Error) => message.includes(`${name} is wrong`) && !message.includes(value),
      );
    });
});
