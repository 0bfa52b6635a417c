import assert from "node:assert/strict";
import { SIMULATOR_DOMAIN, SIMULATOR_ENTRY_SECONDS } from "../../../mail/simulator";
import { AT, assertGist, bounce, decided, failed } from "./sesEvents";

const JANE = "jane@example.net";
const TWO = { destination: [JANE, "mary@example.net"] };
const UNNAMED_STREAM = { mail: { tags: null } };

describe("mail/events/decide: permanent bounces", () => {
  for (const subType of ["General", "NoEmail", "SomethingNew", ""]) {
    it(`${subType === "" ? "no subtype" : subType} suppresses in every stream`, () => {
      assert.deepEqual(decided(bounce("Permanent", subType, [failed("<JANE@example.net>")])), {
        outcome: "suppress",
        reason: "hard-bounce",
        stream: "marketing",
        strangers: 0,
        changes: [
          {
            kind: "suppress",
            address: JANE,
            spelling: JANE,
            scope: "*",
            reason: "BOUNCE",
            source: "EVENT",
            at: AT,
            feedbackId: "feedback-1",
          },
        ],
      });
    });
  }

  for (const subType of ["Suppressed", "OnAccountSuppressionList", "OnTenantSuppressionList"]) {
    it(`${subType} mirrors what SES holds and is no fresh bounce`, () => {
      const decision = decided(bounce("Permanent", subType, [failed(JANE)]));
      assert.equal(decision.reason, "already-on-ses-list");
      const [change] = decision.changes;
      assert.ok(change?.kind === "suppress");
      assert.deepEqual([change.scope, change.reason, change.source], ["*", "BOUNCE", "SES_LIST"]);
    });
  }

  it("UnsubscribedRecipient opts out of the mail's stream only", () => {
    const decision = decided(bounce("Permanent", "UnsubscribedRecipient", [failed(JANE)]));
    assert.deepEqual([decision.outcome, decision.reason], ["unsubscribe", "list-opt-out"]);
    const [change] = decision.changes;
    assert.ok(change?.kind === "suppress");
    assert.deepEqual([change.scope, change.reason, change.source], ["marketing", "UNSUBSCRIBE", "SES_LIST"]);
  });

  it("UnsubscribedRecipient never closes the transactional stream, and an unknown stream is NO_STREAM", () => {
    for (const tags of [null, { "ses:configuration-set": ["prod-transactional"] }]) {
      const event = bounce("Permanent", "UnsubscribedRecipient", [failed(JANE)], { mail: { tags } });
      assertGist(event, ["unsubscribe", "list-opt-out", [`suppress ${JANE} -`]]);
    }
  });

  it("UnsubscribedRecipient that names another address counts no failure", () => {
    const event = bounce("Permanent", "UnsubscribedRecipient", [failed("x@example.org")]);
    assertGist(event, ["record-only", "address-not-mailed", [], 1]);
  });

  it("EmailValidationSuppressed is the sender's own setting", () => {
    const event = bounce("Permanent", "EmailValidationSuppressed", [failed(JANE)]);
    assertGist(event, ["record-only", "ses-validation-policy"]);
  });

  it("a report that names another address counts one failure for the only recipient", () => {
    const event = bounce("Permanent", "General", [failed("x@example.org"), failed("no address")]);
    assertGist(event, ["soft-bounce", "report-names-another-address", [`soft-bounce ${JANE} marketing`], 2]);
  });

  it("a report that names nobody counts one failure for the only recipient", () => {
    const event = bounce("Permanent", "General", [], { destination: [JANE, "JANE@example.net"] });
    assertGist(event, ["soft-bounce", "report-names-another-address", [`soft-bounce ${JANE} marketing`]]);
  });

  it("with several recipients, another address changes nobody", () => {
    const several = [
      TWO,
      { destination: [JANE, "no address"] },
      { destination: ["no address"] },
      { destination: [] },
    ];
    for (const about of several) {
      const event = bounce("Permanent", "General", [failed("x@example.org")], about);
      assertGist(event, ["record-only", "address-not-mailed", [], 1]);
    }
  });

  it("changes only those who bounced, each once, and counts the others", () => {
    const names = ["Mary <MARY@example.net>", "mary@example.net", "x@example.org", "X@example.org", ""];
    const event = bounce(
      "Permanent",
      "General",
      names.map((name) => failed(name)),
      TWO,
    );
    assertGist(event, ["suppress", "hard-bounce", ["suppress mary@example.net *"], 2]);
  });

  it("keeps the spelling that was mailed, not the report's", () => {
    const about = { destination: ["Jane Doe <Jane.Doe@Example.net>", "JANE.DOE@example.net"] };
    const [change] = decided(bounce("Permanent", "General", [failed("jane.doe@example.net")], about)).changes;
    assert.equal(change?.spelling, "Jane.Doe@Example.net");
  });

  it("an entry for the simulator ends after a day, labelled or not", () => {
    for (const local of ["bounce", "bounce+canary-7"]) {
      for (const subType of ["General", "UnsubscribedRecipient"]) {
        const destination = [`${local}@${SIMULATOR_DOMAIN.toUpperCase()}`, "bounce@example.com"];
        const event = bounce(
          "Permanent",
          subType,
          destination.map((name) => failed(name)),
          { destination },
        );
        const ends = decided(event).changes.map((change) => change.kind === "suppress" && change.expiresAt);
        assert.deepEqual(ends, [1_791_970_204 + SIMULATOR_ENTRY_SECONDS, undefined]);
      }
    }
  });
});

describe("mail/events/decide: transient and other bounces", () => {
  for (const subType of ["General", "MailboxFull", "SomethingNew", ""]) {
    it(`Transient/${subType} counts one failure in the mail's stream, whatever the status`, () => {
      const event = bounce("Transient", subType, [failed(JANE, "5.4.4")]);
      assertGist(event, ["soft-bounce", "transient-bounce", [`soft-bounce ${JANE} marketing`]]);
    });
  }

  it("tells when and by which report", () => {
    const { changes } = decided(bounce("Transient", "General", [failed(JANE)], UNNAMED_STREAM));
    assert.deepEqual(changes, [
      { kind: "soft-bounce", address: JANE, spelling: JANE, scope: "-", at: AT, feedbackId: "feedback-1" },
    ]);
  });

  const faults = {
    MessageTooLarge: "message-fault",
    ContentRejected: "message-fault",
    AttachmentRejected: "message-fault",
    CustomTimeoutExceeded: "delivery-time-limit",
  };
  for (const [subType, reason] of Object.entries(faults)) {
    it(`${subType} is not the address's fault when transient, and a hard bounce when permanent`, () => {
      assertGist(bounce("Transient", subType, [failed(JANE)]), ["record-only", reason]);
      assertGist(bounce("Permanent", subType, [failed(JANE)]), [
        "suppress",
        "hard-bounce",
        [`suppress ${JANE} *`],
      ]);
      assertGist(bounce("Undetermined", subType, [failed(JANE)]), [
        "soft-bounce",
        "undetermined-bounce",
        [`soft-bounce ${JANE} marketing`],
      ]);
    });
  }

  for (const type of ["Undetermined", "SomethingNew"]) {
    it(`${type} counts like a transient bounce, and without recipients it is an automatic reply`, () => {
      const counted = [`soft-bounce ${JANE} marketing`];
      assertGist(bounce(type, "Undetermined", [failed(JANE)]), [
        "soft-bounce",
        "undetermined-bounce",
        counted,
      ]);
      assertGist(bounce(type, "Undetermined", []), ["record-only", "auto-reply"]);
    });
  }

  it("does not count automatic replies, delays and relayed mail", () => {
    const lines = [
      { emailAddress: JANE },
      { emailAddress: JANE, action: null, status: null },
      { emailAddress: JANE, action: "delayed", status: "4.4.1" },
      { emailAddress: JANE, action: "relayed" },
    ];
    for (const line of lines) {
      assertGist(bounce("Transient", "General", [line]), ["record-only", "auto-reply"]);
    }
    const mixed = [...lines, failed("mary@example.net")];
    assertGist(bounce("Transient", "General", mixed, TWO), [
      "soft-bounce",
      "transient-bounce",
      ["soft-bounce mary@example.net marketing"],
    ]);
  });

  it("counts a line with only one of action and status", () => {
    for (const line of [
      { emailAddress: JANE, action: "Failed" },
      { emailAddress: JANE, status: "4.2.2" },
    ]) {
      assertGist(bounce("Transient", "General", [line]), [
        "soft-bounce",
        "transient-bounce",
        [`soft-bounce ${JANE} marketing`],
      ]);
    }
  });

  it("a report that names another address counts for nobody", () => {
    const event = bounce("Transient", "General", [failed("x@example.org")]);
    assertGist(event, ["record-only", "address-not-mailed", [], 1]);
  });
});
