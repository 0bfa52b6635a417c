import assert from "node:assert/strict";
import { type WantedRecord, checkDns, resolver } from "../../ops/status/dnsCheck";
import { type Answer, DnsServer } from "./dnsServer";

const DKIM: WantedRecord = {
  type: "CNAME",
  name: "token._domainkey.listbackup.ai",
  content: "token.dkim.amazonses.com",
  purpose: "DKIM",
};
const MX: WantedRecord = {
  type: "MX",
  name: "bounce.listbackup.ai",
  content: "feedback-smtp.us-east-1.amazonses.com",
  priority: 10,
  purpose: "MAIL FROM",
};
const SPF: WantedRecord = {
  type: "TXT",
  name: "bounce.listbackup.ai",
  content: "v=spf1 include:amazonses.com ~all",
  purpose: "SPF",
};
const DMARC: WantedRecord = {
  type: "TXT",
  name: "_dmarc.listbackup.ai",
  content: "v=DMARC1; p=none",
  purpose: "DMARC",
};
const LONG: WantedRecord = { ...DMARC, content: `v=DMARC1; p=none; rua=mailto:${"a".repeat(300)}@b.example` };

const mx = (data: string, priority = 10): Answer => ({ type: "MX", data, priority });
const txt = (data: string): Answer => ({ type: "TXT", data });
const cname = (data: string): Answer => ({ type: "CNAME", data });

describe("the DNS check", () => {
  let server: DnsServer | undefined;
  afterEach(() => {
    server?.stop();
    server = undefined;
  });

  async function check(
    wanted: WantedRecord,
    answers: readonly Answer[] | undefined,
    delay: number = 0,
  ): Promise<readonly [string, readonly string[]]> {
    server = await DnsServer.start(answers ? { [wanted.name]: answers } : {}, () => delay);
    const [finding] = await checkDns(resolver(server.address, 250), [wanted]);
    assert(finding);
    return [finding.state, finding.found];
  }

  const CASES: readonly [
    string,
    WantedRecord,
    readonly Answer[] | undefined,
    readonly [string, readonly string[]],
  ][] = [
    ["a CNAME as wanted", DKIM, [cname("Token.dkim.amazonses.com")], ["as wanted", [DKIM.content]]],
    [
      "a CNAME to another host",
      DKIM,
      [cname("token.dkim.example.com")],
      ["wrong", ["token.dkim.example.com"]],
    ],
    ["a name that does not exist", DKIM, undefined, ["missing", []]],
    ["a proxied CNAME", DKIM, [{ type: "A", data: "104.16.0.1" }], ["proxied", ["104.16.0.1"]]],
    ["an MX as wanted", MX, [mx(MX.content)], ["as wanted", [`10 ${MX.content}`]]],
    [
      "an MX of another Region",
      MX,
      [mx("feedback-smtp.eu-west-1.amazonses.com")],
      ["wrong", ["10 feedback-smtp.eu-west-1.amazonses.com"]],
    ],
    ["an MX of another priority", MX, [mx(MX.content, 20)], ["wrong", [`20 ${MX.content}`]]],
    [
      "two MX",
      MX,
      [mx(MX.content), mx("mail.example.com")],
      ["duplicated", [`10 ${MX.content}`, "10 mail.example.com"]],
    ],
    ["a name without MX", MX, [txt("something")], ["missing", []]],
    [
      "SPF beside other texts",
      SPF,
      [txt("site-verification=1"), txt(SPF.content)],
      ["as wanted", [SPF.content]],
    ],
    [
      "two SPF records",
      SPF,
      [txt("v=spf1 -all"), txt(SPF.content)],
      ["duplicated", ["v=spf1 -all", SPF.content]],
    ],
    ["SPF without SES", SPF, [txt("v=spf1 -all")], ["wrong", ["v=spf1 -all"]]],
    ["another text in the place of SPF", SPF, [txt("site-verification=1")], ["missing", []]],
    ["DMARC of another policy", DMARC, [txt("v=DMARC1; p=reject")], ["wrong", ["v=DMARC1; p=reject"]]],
    [
      "two DMARC records",
      DMARC,
      [txt(DMARC.content), txt("v=DMARC1; p=reject")],
      ["duplicated", [DMARC.content, "v=DMARC1; p=reject"]],
    ],
    ["a text in several strings", LONG, [txt(LONG.content)], ["as wanted", [LONG.content]]],
  ];
  for (const [what, wanted, answers, result] of CASES)
    it(`calls ${what} ${result[0]}`, async () => {
      assert.deepEqual(await check(wanted, answers), result);
    });

  it("waits for a slow server", async () => {
    const [state] = await check(MX, [mx(MX.content)], 50);
    assert.equal(state, "as wanted");
  });

  it("does not take silence for a missing record", async () => {
    assert.deepEqual(await check(MX, [mx(MX.content)], Infinity), ["no answer", ["ETIMEOUT"]]);
  });

  it("tells of every record although the server is silent about one", async () => {
    server = await DnsServer.start(
      { [MX.name]: [mx(MX.content), txt(SPF.content)], [DMARC.name]: [txt(DMARC.content)] },
      (name) => (name === DMARC.name ? Infinity : 0),
    );
    const findings = await checkDns(resolver(server.address, 250), [MX, DMARC, SPF]);
    assert.deepEqual(
      findings.map(({ state }) => state),
      ["as wanted", "no answer", "as wanted"],
    );
  });

  it("refuses a resolver that is no address", () => {
    assert.throws(() => resolver("example.com"), TypeError);
  });
});
