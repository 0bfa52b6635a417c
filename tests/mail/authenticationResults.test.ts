import assert from "node:assert/strict";
import fc from "fast-check";
import { authenticationResults } from "../../mail/authenticationResults";

const GMAIL = `Delivered-To: jane@example.net
ARC-Authentication-Results: i=1; mx.google.com; spf=fail
Authentication-Results: mx.google.com;
       dkim=pass header.i=@listbackup.ai header.s=abc header.b=Xy12;
       dkim=pass header.i=@amazonses.com header.s=def;
       spf=pass (google.com: domain of 01@bounce.listbackup.ai designates 54.240.8.1; as (permitted) sender) smtp.mailfrom=01@bounce.listbackup.ai;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=listbackup.ai
Authentication-Results: forged.example; dmarc=fail
Subject: Hello

Authentication-Results: body.example; spf=fail
`;

describe("Authentication-Results", () => {
  it("is the topmost field, folded, with comments taken out", () => {
    const found = authenticationResults(GMAIL);
    assert.equal(found?.receiver, "mx.google.com");
    assert.deepEqual(
      found.results.map(({ method, result }) => `${method}=${result}`),
      ["dkim=pass", "dkim=pass", "spf=pass", "dmarc=pass"],
    );
    assert.equal(found.results[0]?.properties["header.i"], "@listbackup.ai");
    assert.equal(found.results[2]?.properties["smtp.mailfrom"], "01@bounce.listbackup.ai");
  });

  it("is read with Windows' line ends", () => {
    assert.deepEqual(authenticationResults(GMAIL.replaceAll("\n", "\r\n")), authenticationResults(GMAIL));
  });

  it("is read without the receiver's name, as Microsoft writes it, and with a version behind it", () => {
    const microsoft =
      "Authentication-Results: spf=pass (sender IP is 1.2.3.4)\n smtp.mailfrom=b.example; dkim=none";
    const found = authenticationResults(microsoft);
    assert.equal(found?.receiver, undefined);
    assert.equal(found?.results.length, 2);
    assert.equal(
      authenticationResults("Authentication-Results: Mx.Example 1; spf=pass")?.receiver,
      "mx.example",
    );
  });

  it("is not there in a body, nor in a mail without it", () => {
    assert.equal(
      authenticationResults("Subject: x\n\nAuthentication-Results: a.example; spf=pass"),
      undefined,
    );
    assert.equal(authenticationResults(""), undefined);
  });

  it("never makes anything throw", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        authenticationResults(`Authentication-Results:${text}`);
      }),
    );
  });
});
