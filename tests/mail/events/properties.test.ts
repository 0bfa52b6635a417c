import assert from "node:assert/strict";
import fc from "fast-check";
import { normaliseAddress } from "../../../mail/addresses";
import { decide } from "../../../mail/events/decide";
import type { FeedbackEvent } from "../../../mail/events/feedbackEvent";
import { parseFeedback } from "../../../mail/events/parse";
import { UnreadableEventError } from "../../../mail/events/unreadableEvent";
import { TRANSACTIONAL } from "../../../mail/suppression/entry";
import { readFeedbackCases } from "./feedbackCases";
import { CONTEXT, WRAPPINGS, bounce, complaint, inSns, subscription } from "./sesEvents";
import type { Json } from "./sesEvents";

/** Reads a message or tells why not; every other error fails the property. */
function readOrRefuse(body: unknown): FeedbackEvent | UnreadableEventError {
  try {
    return parseFeedback(body);
  } catch (error) {
    if (error instanceof UnreadableEventError) return error;
    throw error;
  }
}

/** The events of the cases, out of their envelopes. */
function bareEvents(): readonly unknown[] {
  return readFeedbackCases().flatMap(({ input }) => {
    try {
      const outer = (typeof input === "string" ? JSON.parse(input) : input) as Json;
      const inner = (typeof outer["Message"] === "string" ? JSON.parse(outer["Message"]) : outer) as Json;
      return [inner["detail"] ?? inner];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}

type Step = readonly [pick: number, value: unknown];

/** A copy in which one place, found by the picks, holds another value. */
function spoilt(value: unknown, [first, ...rest]: readonly Step[], by: unknown): unknown {
  if (first === undefined || typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[first[0] % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (Object.assign([], value) as unknown as Record<string, unknown>)
    : { ...value };
  copy[key] = spoilt(copy[key], rest, by);
  return copy;
}

const ADDRESS = /[^\s"<>,:\\]+@[^\s"<>,\\]+/g;

const wrapping = fc.constantFrom(...Object.values(WRAPPINGS));
const local = fc.constantFrom("jane", "JANE", "Jane", "mary", '"a@b"');
const domain = fc.constantFrom("example.net", "Example.NET", "example.org", "bücher.example");
const address = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(local, domain).map((parts) => parts.join("@")) },
  { weight: 1, arbitrary: fc.tuple(local, domain).map((parts) => `Jane <${parts.join("@")}>`) },
  { weight: 1, arbitrary: fc.string() },
);
const about = fc.record({
  destination: fc.array(address, { maxLength: 3 }),
  mail: fc.record({
    sendingAccountId: fc.constantFrom(null, "123456789012", "123456789012", "999999999999"),
    tags: fc.constantFrom(
      null,
      ...["prod-transactional", "prod-marketing", "other"].map((set) => ({ "ses:configuration-set": [set] })),
    ),
  }),
});
const line = fc.record({
  emailAddress: address,
  action: fc.constantFrom("failed", "failed", "delayed", null),
  status: fc.constantFrom("5.1.1", null),
});
const bounced = fc
  .tuple(
    fc.constantFrom("Permanent", "Transient", "Undetermined"),
    fc.constantFrom("General", "OnAccountSuppressionList", "UnsubscribedRecipient", "MessageTooLarge"),
    fc.array(line, { maxLength: 3 }),
    about,
  )
  .map((parts) => bounce(...parts));
const complained = fc
  .tuple(
    fc.record({
      complaintFeedbackType: fc.constantFrom("abuse", "not-spam", "virus", null),
      complaintSubType: fc.constantFrom("OnAccountSuppressionList", null),
    }),
    fc.array(address, { maxLength: 3 }),
    about,
  )
  .map((parts) => complaint(...parts));
const status = fc.constantFrom<("OptIn" | "OptOut")[]>("OptIn", "OptOut");
const preferences = fc.record({
  all: fc.boolean(),
  topics: fc.dictionary(fc.constantFrom("marketing", "transactional", "other"), status),
});
const changed = fc.tuple(preferences, preferences, about).map((parts) => subscription(...parts));
const sesEvent = fc.oneof(bounced, complained, changed);

const SURE = { numRuns: 500 };

describe("mail/events: properties", () => {
  it("parse refuses what it cannot read in one way, whatever it is given", () => {
    const anything = fc.oneof(fc.jsonValue(), fc.anything(), fc.string(), fc.json(), fc.json().map(inSns));
    fc.assert(
      fc.property(anything, (body) => {
        readOrRefuse(body);
      }),
      SURE,
    );
  });

  it("parse and decide live with spoilt events, and no refusal quotes an address", () => {
    const step = fc.tuple(fc.nat(), fc.constant(undefined));
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(undefined, null, "", "secret@example.net", [], {}),
    );
    const event = fc.constantFrom(...bareEvents());
    const path = fc.array(step, { minLength: 1, maxLength: 5 });
    let refused = 0;
    fc.assert(
      fc.property(event, path, values, wrapping, (good, steps, value, wrap) => {
        const bad = spoilt(good, steps, value);
        const read = readOrRefuse(wrap(bad));
        if (!(read instanceof UnreadableEventError)) {
          decide(read, CONTEXT);
          return;
        }
        refused += 1;
        const text = `${read.message} ${String(read.stack)}`;
        assert.doesNotMatch(read.message, /@/);
        for (const [found] of JSON.stringify([good, bad]).matchAll(ADDRESS)) assert.ok(!text.includes(found));
      }),
      { numRuns: 2_000 },
    );
    assert.ok(refused > 50, `${refused} events were spoilt enough to be refused`);
  });

  it("a text that was cut off is refused without a word of it", () => {
    fc.assert(
      fc.property(
        sesEvent,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.boolean(),
        (event, part, sns) => {
          const text = JSON.stringify(event);
          const cut = text.slice(0, Math.floor(text.length * part));
          const read = readOrRefuse(sns ? inSns(cut) : cut);
          assert.ok(read instanceof UnreadableEventError);
          assert.match(
            read.message,
            /^Cannot read the feedback event: \$(?:\.Message)? is (?:not JSON|missing)\.$/,
          );
        },
      ),
      SURE,
    );
  });

  it("decide changes only addresses that the mail went to, in a spelling of theirs, each scope once", () => {
    let changes = 0;
    fc.assert(
      fc.property(sesEvent, (event) => {
        const parsed = parseFeedback(event);
        assert.ok("mail" in parsed);
        const decision = decide(parsed, CONTEXT);
        const mailed = parsed.mail.destination;
        for (const change of decision.changes) {
          assert.ok(mailed.some((raw) => raw.includes(change.spelling)));
          assert.equal(normaliseAddress(change.spelling).address, change.address);
          assert.equal(change.at, parsed.at);
        }
        const keys = decision.changes.map((change) => `${change.address} ${change.scope}`);
        assert.equal(new Set(keys).size, keys.length);
        const idle = decision.outcome === "record-only" || decision.outcome === "ignore";
        assert.equal(keys.length === 0, idle);
        changes += keys.length;
      }),
      { numRuns: 2_000 },
    );
    assert.ok(changes > 200, `${changes} changes were looked at`);
  });

  it("nobody is opted out of the transactional stream", () => {
    fc.assert(
      fc.property(sesEvent, (event) => {
        const optOuts = decide(parseFeedback(event), CONTEXT).changes.filter(
          (change) => change.kind === "suppress" && change.reason === "UNSUBSCRIBE",
        );
        assert.ok(optOuts.every(({ scope }) => scope !== TRANSACTIONAL && scope !== "*"));
      }),
      SURE,
    );
  });

  it("the same event is decided the same way, however it is wrapped, and is left as it was", () => {
    fc.assert(
      fc.property(sesEvent, wrapping, (event, wrap) => {
        const before = JSON.stringify(event);
        const decision = decide(parseFeedback(event), CONTEXT);
        assert.deepEqual(decide(parseFeedback(event), CONTEXT), decision);
        assert.deepEqual(decide(parseFeedback(wrap(event)), CONTEXT), decision);
        assert.equal(JSON.stringify(event), before);
      }),
      SURE,
    );
  });
});
