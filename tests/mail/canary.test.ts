import assert from "node:assert/strict";
import fc from "fast-check";
import { localPartOf, normaliseAddress } from "../../mail/addresses";
import { type AccountState, type Probe, entryKey, isSeenIn, probesOf, tally } from "../../mail/canary";
import { simulatorExpiry } from "../../mail/simulator";
import type { SuppressionEntry } from "../../mail/suppression/entry";
import { applyChange } from "../../mail/suppression/merge";
import { type Json, bounce, complaint, decided, failed } from "./events/sesEvents";

const STREAMS = { canary: "prod-canary", transactional: "prod-transactional" };
const RUN = "0123456789abcdef";

/** As the settings allow it. */
const streamName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
const runLabel = fc.stringMatching(/^[0-9a-f]{16}$/);

/** The event that the simulator's mail to an address makes, as SES publishes it. */
function feedbackOf({ scenario, address, configurationSet }: Probe): Json {
  const about = { destination: [address], mail: { tags: { "ses:configuration-set": [configurationSet] } } };
  return scenario === "bounce"
    ? bounce("Permanent", "General", [failed(address)], about)
    : complaint({}, [address], about);
}

/** The one entry that an event makes in an empty table. */
function entryAfter(event: Json): SuppressionEntry {
  const [change, ...others] = decided(event).changes;
  assert(change?.kind === "suppress" && others.length === 0);
  return applyChange(undefined, change);
}

describe("the canary's probes", () => {
  it("are a bounce through every stream, then a complaint through every stream", () => {
    assert.deepEqual(
      probesOf(RUN, STREAMS).map(({ scenario, stream, configurationSet, address }) =>
        [scenario, stream, configurationSet, address].join(" "),
      ),
      [
        "bounce canary prod-canary bounce+0123456789abcdef-canary@simulator.amazonses.com",
        "bounce transactional prod-transactional bounce+0123456789abcdef-transactional@simulator.amazonses.com",
        "complaint canary prod-canary complaint+0123456789abcdef-canary@simulator.amazonses.com",
        "complaint transactional prod-transactional complaint+0123456789abcdef-transactional@simulator.amazonses.com",
      ],
    );
  });

  it("have addresses of their own, as the table spells them, whatever the streams are called", () => {
    fc.assert(
      fc.property(fc.uniqueArray(streamName), fc.uniqueArray(runLabel, { minLength: 2 }), (names, runs) => {
        const streams = Object.fromEntries(names.map((name) => [name, `prod-${name}`]));
        const addresses = runs.flatMap((run) => probesOf(run, streams)).map(({ address }) => address);
        assert.equal(new Set(addresses).size, names.length * runs.length * 2);
        for (const address of addresses) {
          assert.equal(normaliseAddress(address).address, address);
          assert(localPartOf(address).length <= 64, address);
        }
      }),
    );
  });

  it("show in the table by what their feedback makes there, and by nothing else", () => {
    const probes = [...probesOf(RUN, STREAMS), ...probesOf("fedcba9876543210", STREAMS)];
    for (const sent of probes) {
      const entry = entryAfter(feedbackOf(sent));
      assert.deepEqual(entryKey(sent), { address: entry.address, scope: entry.scope });
      assert.deepEqual(
        probes.filter((probe) => isSeenIn(probe, entry)),
        [sent],
      );
    }
  });

  it("are not seen in an entry of another reason or scope", () => {
    for (const probe of probesOf(RUN, STREAMS)) {
      const entry = entryAfter(feedbackOf(probe));
      const other = probe.scenario === "bounce" ? "COMPLAINT" : "BOUNCE";
      assert.equal(isSeenIn(probe, { ...entry, reason: other }), false);
      assert.equal(isSeenIn(probe, { ...entry, scope: probe.stream }), false);
    }
  });

  it("leave entries that end after a day, so that the table does not grow", () => {
    for (const probe of probesOf(RUN, STREAMS)) {
      const { lastSeen, expiresAt } = entryAfter(feedbackOf(probe));
      assert.equal(expiresAt, simulatorExpiry(probe.address, Date.parse(lastSeen)));
    }
  });
});

describe("the canary's tally", () => {
  const probes = probesOf(RUN, STREAMS);
  const seconds = (times: Readonly<Record<string, number>>) =>
    new Map(
      probes.flatMap(({ scenario, stream, address }) => {
        const time = times[`${scenario} ${stream}`];
        return time === undefined ? [] : [[address, time] as const];
      }),
    );

  it("counts the stream with the fewest, and tells of each how long its slowest took", () => {
    const seen = seconds({ "bounce canary": 2, "complaint canary": 5, "bounce transactional": 3 });
    assert.deepEqual(tally(probes, seen), {
      roundTrips: 1,
      streams: [
        { stream: "canary", roundTrips: 2, roundTripSeconds: 5 },
        { stream: "transactional", roundTrips: 1, roundTripSeconds: 3 },
      ],
    });
  });

  it("is 0 as soon as one stream is silent", () => {
    const seen = seconds({ "bounce canary": 2, "complaint canary": 5 });
    assert.deepEqual(tally(probes, seen), {
      roundTrips: 0,
      streams: [
        { stream: "canary", roundTrips: 2, roundTripSeconds: 5 },
        { stream: "transactional", roundTrips: 0 },
      ],
    });
  });

  it("is 0 when nothing was seen or sent", () => {
    assert.equal(tally(probes, new Map()).roundTrips, 0);
    assert.deepEqual(tally([], new Map()), { roundTrips: 0, streams: [] });
  });

  const healthy: AccountState = {
    enforcementStatus: "HEALTHY",
    sendingEnabled: true,
    max24HourSend: 200,
    sentLast24Hours: 50,
  };
  const states: readonly (readonly [string, Partial<AccountState>, readonly number[]])[] = [
    ["a healthy account", {}, [1, 1, 0.25]],
    ["an account under review", { enforcementStatus: "PROBATION" }, [0, 1, 0.25]],
    [
      "an account that AWS stopped",
      { enforcementStatus: "SHUTDOWN", sendingEnabled: false, max24HourSend: 0, sentLast24Hours: 0 },
      [0, 0, 0],
    ],
    ["an account of a state that nobody told", { enforcementStatus: undefined }, [0, 1, 0.25]],
    ["sending switched off", { sendingEnabled: false }, [1, 0, 0.25]],
    ["no quota", { max24HourSend: -1 }, [1, 1, 0]],
    ["a quota that is used up", { sentLast24Hours: 200 }, [1, 1, 1]],
  ];
  for (const [what, changes, numbers] of states)
    it(`tells ${what} in numbers`, () => {
      const { account } = tally(probes, new Map(), { ...healthy, ...changes });
      assert.deepEqual([account?.accountHealthy, account?.sendingEnabled, account?.quotaUsed], numbers);
    });
});
