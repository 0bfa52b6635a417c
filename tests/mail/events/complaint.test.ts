import assert from "node:assert/strict";
import { AT, assertGist, complaint, decided } from "./sesEvents";

const JANE = "jane@example.net";
const MARY = "mary@example.net";
const TWO = { destination: [JANE, MARY] };
const STOPPED = ["suppress", "complaint", [`suppress ${JANE} *`]];

describe("mail/events/decide: complaints", () => {
  for (const type of ["abuse", "ABUSE", "other", "something-new", null, ""]) {
    it(`${type ?? "a null"} type suppresses whom it names in every stream`, () => {
      assertGist(complaint({ complaintFeedbackType: type }), STOPPED);
    });
  }

  it("tells when, by which report, and why", () => {
    const { stream, changes } = decided(complaint({}, ["JANE@example.net"]));
    assert.equal(stream, "marketing");
    assert.deepEqual(changes, [
      {
        kind: "suppress",
        address: JANE,
        spelling: JANE,
        scope: "*",
        reason: "COMPLAINT",
        source: "EVENT",
        at: AT,
        feedbackId: "feedback-2",
      },
    ]);
  });

  for (const complaintSubType of [null, "OnAccountSuppressionList"]) {
    const held = complaintSubType === null ? "" : ", also where SES held the mail back";
    it(`not-spam changes nobody${held}`, () => {
      const event = complaint({ complaintFeedbackType: "Not-Spam", complaintSubType });
      assertGist(event, ["record-only", "not-spam"]);
    });

    for (const type of ["virus", "fraud", "auth-failure"]) {
      it(`${type} is about the message${held}`, () => {
        const event = complaint({ complaintFeedbackType: type, complaintSubType });
        assertGist(event, ["record-only", "message-complaint"]);
      });
    }
  }

  for (const complaintFeedbackType of [null, "abuse"]) {
    it(`mirrors SES's list where SES held the mail back (type ${complaintFeedbackType ?? "null"})`, () => {
      const event = complaint({ complaintSubType: "OnAccountSuppressionList", complaintFeedbackType });
      const { reason, changes } = decided(event);
      assert.equal(reason, "already-on-ses-list");
      const [change] = changes;
      assert.ok(change?.kind === "suppress");
      assert.deepEqual([change.reason, change.source, change.scope], ["COMPLAINT", "SES_LIST", "*"]);
    });
  }

  it("suppresses every recipient that it names and nobody else", () => {
    const event = complaint({}, [MARY, "x@example.org", JANE, "Mary <MARY@example.net>", "no address"], TWO);
    const changes = [`suppress ${MARY} *`, `suppress ${JANE} *`];
    assertGist(event, ["suppress", "complaint", changes, 2]);
  });

  it("a report that names nobody means the only recipient", () => {
    assertGist(complaint({}, []), STOPPED);
    assertGist(complaint({ complainedRecipients: null }), STOPPED);
    assertGist(complaint({ complainedRecipients: [{ emailAddress: null }] }), STOPPED);
  });

  it("a report that names nobody changes nobody where several were mailed, even one whose address is unusable", () => {
    for (const destination of [[JANE, MARY], [JANE, "no address"], []]) {
      assertGist(complaint({}, [], { destination }), ["record-only", "complaint-unattributable"]);
    }
  });

  it("a report that names others only changes nobody", () => {
    const unnamed = ["record-only", "address-not-mailed", [], 1];
    assertGist(complaint({}, ["x@example.org"]), unnamed);
    assertGist(complaint({}, ["x@example.org"], TWO), unnamed);
  });
});
