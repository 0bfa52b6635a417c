import assert from "node:assert/strict";
import { UnreadableEventError } from "../../../mail/events/unreadableEvent";
import { readFeedbackCases } from "./feedbackCases";
import type { FeedbackCase } from "./feedbackCases";
import { decided } from "./sesEvents";

/** Cases that parse and decide cannot answer alone. */
const NEEDS_STATE: Readonly<Record<string, string>> = {
  "fb-s18": "a second delivery is known by what is stored; the function's tests run it",
};

function answer({ input }: FeedbackCase): { outcome: string; addresses: readonly string[] } {
  try {
    const { outcome, changes } = decided(input);
    return { outcome, addresses: [...new Set(changes.map(({ address }) => address))].sort() };
  } catch (error) {
    if (error instanceof UnreadableEventError) return { outcome: "reject-to-dlq", addresses: [] };
    throw error;
  }
}

describe("mail/events: cases from public reports", () => {
  const cases = readFeedbackCases();

  for (const reported of cases) {
    const { id, title, expected, accept = [] } = reported;
    const reason = NEEDS_STATE[id];
    if (reason !== undefined) {
      it.skip(`${id}: ${title} (${reason})`);
      continue;
    }
    it(`${id}: ${title}`, () => {
      const given = JSON.stringify(answer(reported));
      const right = [expected, ...accept].map(({ outcome, addresses }) =>
        JSON.stringify({ outcome, addresses: [...addresses].sort() }),
      );
      assert.ok(right.includes(given), `${given} is none of ${right.join(" ")}`);
    });
  }

  it("are all there", () => {
    assert.equal(cases.length, 27);
    for (const id of Object.keys(NEEDS_STATE)) assert.ok(cases.some((reported) => reported.id === id));
  });
});
