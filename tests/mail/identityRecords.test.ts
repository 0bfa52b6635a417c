import assert from "node:assert/strict";
import { DKIM_RECORD_COUNT, dkimName, dkimRecord, DkimTokenError } from "../../mail/dkim";
import { DomainError } from "../../mail/domains";
import { mailFromProblem, mailFromRecords } from "../../mail/mailFrom";
import { UnknownRegionError } from "../../mail/regions";

describe("mail/dkim", () => {
  it("points three names into the Region's signing zone", () => {
    assert.equal(DKIM_RECORD_COUNT, 3);
    assert.deepEqual(dkimRecord("Example.com.", "abc123", "us-east-1"), {
      type: "CNAME",
      name: "abc123._domainkey.example.com",
      content: "abc123.dkim.amazonses.com",
    });
    assert.equal(
      dkimRecord("example.com", "abc123", "eu-south-1").content,
      "abc123.dkim.eu-south-1.amazonses.com",
    );
  });

  for (const token of [undefined, "", "  ", "a.b", "a b", "a".repeat(64)]) {
    it(`refuses the token ${JSON.stringify(token)}`, () => {
      assert.throws(() => dkimName("example.com", token), DkimTokenError);
      assert.throws(() => dkimRecord("example.com", token, "us-east-1"), DkimTokenError);
    });
  }

  it("refuses an unknown Region", () => {
    assert.throws(() => dkimRecord("example.com", "abc123", "us-east-9"), UnknownRegionError);
  });
});

describe("mail/mailFrom", () => {
  it("makes one MX and one SPF record", () => {
    assert.deepEqual(mailFromRecords("Bounce.Example.com.", "eu-west-1"), [
      {
        type: "MX",
        name: "bounce.example.com",
        content: "feedback-smtp.eu-west-1.amazonses.com",
        priority: 10,
      },
      { type: "TXT", name: "bounce.example.com", content: "v=spf1 include:amazonses.com ~all" },
    ]);
  });

  it("wants a subdomain of the identity", () => {
    assert.equal(mailFromProblem("Example.com.", "BOUNCE.example.com"), undefined);
    for (const mailFrom of ["Example.com.", "notexample.com", "example.net", "bounce.example.net"]) {
      const problem = mailFromProblem("example.com", mailFrom);
      assert.equal(problem?.code, "mail-from-must-be-subdomain");
      assert.match(problem.message, /bounce\.example\.com/);
    }
    assert.equal(
      mailFromProblem("notify.example.com", "bounce.example.com")?.code,
      "mail-from-must-be-subdomain",
    );
    assert.throws(() => mailFromProblem("example.com", "nonsense"), DomainError);
  });
});
