import assert from "node:assert/strict";
import { AT, CONTEXT, assertGist, decided, gist, mailOf, subscription } from "./sesEvents";

const JANE = "jane@example.net";
const out = (...scopes: readonly string[]) => [
  "unsubscribe",
  "list-opt-out",
  scopes.map((scope) => `suppress ${JANE} ${scope}`),
];
const back = (...scopes: readonly string[]) => [
  "resubscribe",
  "list-opt-in",
  scopes.map((scope) => `resubscribe ${JANE} ${scope}`),
];
const from = (set: string) => ({ mail: { tags: { "ses:configuration-set": [set] } } });
const UNKNOWN = { mail: { tags: {} } };
const IN = { topics: { marketing: "OptIn" } } as const;
const OUT = { topics: { marketing: "OptOut" } } as const;
const UNCHANGED = ["record-only", "list-unchanged"];

describe("mail/events/decide: changes of the contact list", () => {
  it("tells of an opt-out when, of whom and why", () => {
    assert.deepEqual(decided(subscription(IN, OUT)).changes, [
      {
        kind: "suppress",
        address: JANE,
        spelling: JANE,
        scope: "marketing",
        reason: "UNSUBSCRIBE",
        source: "EVENT",
        at: AT,
      },
    ]);
  });

  it("unsubscribing from all closes every topic's stream and the mail's, though no topic changed", () => {
    assertGist(subscription(OUT, { ...OUT, all: true }), out("marketing"));
    const context = {
      ...CONTEXT,
      topics: ["marketing", "news"],
      streams: { ...CONTEXT.streams, "prod-alerts": "alerts" },
    };
    const decision = decided(subscription({}, { all: true }, from("prod-alerts")), context);
    assert.deepEqual(gist(decision), [...out("marketing", "news", "alerts"), 0]);
  });

  it("unsubscribing from all by mail of an unknown stream is kept under NO_STREAM too", () => {
    assertGist(subscription({}, { all: true }, UNKNOWN), out("marketing", "-"));
  });

  it("the transactional stream stays open", () => {
    const byTransactional = from("prod-transactional");
    assertGist(subscription({}, { all: true }, byTransactional), out("marketing"));
    const topics = { transactional: "OptOut", other: "OptOut" } as const;
    assertGist(subscription({}, { topics }, byTransactional), out("-"));
    const context = { ...CONTEXT, topics: ["transactional"] };
    const decision = decided(subscription({}, { all: true, topics }, byTransactional), context);
    assert.deepEqual(gist(decision), [...out("-"), 0]);
  });

  it("a topic of others stands for the mail's stream", () => {
    const other = { topics: { other: "OptOut" } } as const;
    assertGist(subscription({}, other), out("marketing"));
    assertGist(subscription({}, other, UNKNOWN), out("-"));
    assertGist(subscription(other, { topics: { other: "OptIn" } }), back("marketing"));
    const stillOut = { topics: { other: "OptIn", marketing: "OptOut" } } as const;
    assertGist(subscription({ topics: { ...other.topics, marketing: "OptOut" } }, stillOut), UNCHANGED);
  });

  it("a topic that was not listed before is newly out, but not newly in", () => {
    assertGist(subscription({}, OUT), out("marketing"));
    assertGist(subscription({}, IN), UNCHANGED);
  });

  it("coming back opens the topic's stream", () => {
    const { changes } = decided(subscription(OUT, IN));
    assert.deepEqual(changes, [
      { kind: "resubscribe", address: JANE, spelling: JANE, scope: "marketing", at: AT },
    ]);
    assertGist(subscription(OUT, IN), back("marketing"));
  });

  it("taking back the opt-out of all opens the topics that are not out", () => {
    const context = { ...CONTEXT, topics: ["marketing", "news"] };
    const decision = decided(subscription({ all: true, ...OUT }, OUT), context);
    assert.deepEqual(gist(decision), [...back("news"), 0]);
  });

  it("the transactional stream, which was never closed, is not opened", () => {
    const context = { ...CONTEXT, topics: ["transactional", "marketing"] };
    const decision = decided(subscription({ all: true }, {}), context);
    assert.deepEqual(gist(decision), [...back("marketing"), 0]);
    const other = subscription(
      { topics: { x: "OptOut" } },
      { topics: { x: "OptIn" } },
      from("prod-transactional"),
    );
    assertGist(other, UNCHANGED);
  });

  it("nobody comes back while the opt-out of all holds", () => {
    assertGist(subscription({ all: true, ...OUT }, { all: true, ...IN }), UNCHANGED);
    assertGist(subscription(OUT, { all: true, ...IN }), out("marketing"));
  });

  it("out and back in one event are both told, and one scope is never both", () => {
    const context = { ...CONTEXT, topics: ["marketing", "news"] };
    const before = { topics: { marketing: "OptIn", news: "OptOut" } } as const;
    const after = { topics: { marketing: "OptOut", news: "OptIn" } } as const;
    const changes = [`suppress ${JANE} marketing`, `resubscribe ${JANE} news`];
    assert.deepEqual(gist(decided(subscription(before, after), context)), [
      "unsubscribe",
      "list-opt-out",
      changes,
      0,
    ]);
    assertGist(
      subscription({ topics: { one: "OptIn", two: "OptOut" } }, { topics: { one: "OptOut", two: "OptIn" } }),
      out("marketing"),
    );
  });

  it("nothing that changed changes nothing", () => {
    for (const same of [{}, IN, OUT, { all: true }]) assertGist(subscription(same, same), UNCHANGED);
  });

  it("a contact's choice stands over the list's default, of which both may change", () => {
    const status = (subscriptionStatus: string) => [{ topicName: "marketing", subscriptionStatus }];
    const event = (before: unknown, after: unknown) => ({
      ...subscription({}, {}),
      subscription: { oldTopicPreferences: before, newTopicPreferences: after },
    });
    const byDefault = { topicDefaultSubscriptionStatus: status("OptOut") };
    assertGist(
      event(byDefault, { ...byDefault, topicSubscriptionStatus: status("OPT_IN") }),
      back("marketing"),
    );
    assertGist(event({ topicDefaultSubscriptionStatus: "OptIn" }, OUT_OF_API), out("marketing"));
    assertGist(event(null, OUT_OF_API), out("marketing"));
  });

  it("topics named like parts of objects are topics", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const topics = Object.fromEntries([[name, "OptOut"]] as const);
      const context = { ...CONTEXT, topics: [name] };
      assert.deepEqual(gist(decided(subscription({}, { topics }), context)), [...out(name), 0]);
    }
  });

  it("without exactly one recipient nobody is the person", () => {
    for (const destination of [[], [JANE, "mary@example.net"], [JANE, "no address"]]) {
      const event = { ...subscription(IN, OUT), mail: mailOf(destination) };
      assertGist(event, ["record-only", "address-not-mailed"]);
    }
  });
});

const OUT_OF_API = {
  unsubscribeAll: null,
  topicSubscriptionStatus: [{ topicName: "marketing", subscriptionStatus: "OPT_OUT" }],
};
