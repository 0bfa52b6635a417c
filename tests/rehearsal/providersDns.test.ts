/** The stand-in Cloudflare provider: records and the query for them. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { DNS_RECORD, GET_DNS_RECORDS } from "../../rehearsal/providers/handlers/names";
import { UNKNOWN, type Props, type Value } from "../../rehearsal/providers/values";
import { empty, newCloud, Plugin } from "./plugin";

const TXT: Props = {
  zoneId: "zone",
  name: "mail.example.com",
  type: "TXT",
  ttl: 300,
  content: '"v=spf1 -all"',
};
const CNAME: Props = { ...TXT, name: "www.example.com", type: "CNAME", content: "a.example.net" };

describe("stand-in Cloudflare", () => {
  let cloud: Cloud;
  let dns: Plugin;

  before(async () => {
    cloud = newCloud();
    dns = await Plugin.configured("cloudflare", cloud);
  });
  beforeEach(() => {
    empty(cloud);
  });
  after(() => dns.stop());

  const refused: [string, Props, RegExp][] = [
    [
      "a TTL below a minute",
      { ...TXT, ttl: 30 },
      /^ttl: TTL must be 1 \(automatic\) or between 60 and 86400/,
    ],
    [
      "an MX without priority",
      { ...TXT, type: "MX", content: "a.example.net" },
      /^priority: priority is required/,
    ],
    ["a proxied TXT", { ...TXT, ttl: 1, proxied: true }, /a TXT record cannot be proxied/],
    ["a proxied record with a TTL", { ...CNAME, proxied: true }, /TTL of a proxied record/],
    ["an unknown type", { ...TXT, type: "SPF" }, /"type" to be one of/],
    ["an A that is no address", { ...TXT, type: "A", content: "here" }, /valid IPv4 address/],
    [
      "a record without content",
      { zoneId: "zone", name: "a.example.com", type: "TXT", ttl: 1 },
      /content or data is required/,
    ],
    [
      "a missing zone",
      { name: "a.example.com", type: "TXT", ttl: 1, content: "x" },
      /^zoneId: Missing required argument/,
    ],
    ["a misspelt input", { ...TXT, value: "x" }, /"value" is not expected here/],
  ];
  for (const [what, news, expected] of refused) {
    it(`refuses ${what}`, async () => {
      assert.match((await dns.check(DNS_RECORD, news)).failures.join("\n"), expected);
    });
  }

  it("takes what is not known yet", async () => {
    const news = { ...CNAME, name: UNKNOWN, content: UNKNOWN };
    const { inputs, failures } = await dns.check(DNS_RECORD, news);
    assert.deepEqual([inputs, failures], [news, []]);
    const { outputs } = await dns.create(DNS_RECORD, inputs, true);
    assert.deepEqual([outputs["name"], outputs["createdOn"], outputs["proxied"]], [UNKNOWN, UNKNOWN, false]);
    assert.deepEqual(cloud.list(DNS_RECORD), []);
  });

  it("makes a record with an id of its own and shows no difference afterwards", async () => {
    const state = await dns.make(DNS_RECORD, TXT);
    assert.match(state.id, /^[0-9a-f]{32}$/);
    assert.deepEqual([state.outputs["proxied"], state.outputs["proxiable"]], [false, false]);
    const read = await dns.read(DNS_RECORD, state.id, state);
    assert.ok(read);
    assert.deepEqual(read.inputs, TXT);
    assert.equal((await dns.diff(DNS_RECORD, read, TXT)).none, true);
  });

  it("takes a second TXT at a name but no identical record", async () => {
    await dns.make(DNS_RECORD, TXT);
    await dns.make(DNS_RECORD, { ...TXT, content: '"site-verification=1"' });
    await dns.make(DNS_RECORD, { ...TXT, zoneId: "other" });
    await assert.rejects(dns.make(DNS_RECORD, TXT), /An identical record already exists\. \(81058\)/);
    await assert.rejects(
      dns.make(DNS_RECORD, { ...TXT, name: "MAIL.example.com", content: "v=spf1 -all" }),
      /81058/,
    );
  });

  it("keeps CNAMEs alone at their name", async () => {
    await dns.make(DNS_RECORD, CNAME);
    await assert.rejects(dns.make(DNS_RECORD, { ...CNAME, content: "b.example.net" }), /\(81053\)/);
    await assert.rejects(dns.make(DNS_RECORD, { ...TXT, name: "www.example.com" }), /\(81054\)/);
    await dns.make(DNS_RECORD, TXT);
    await assert.rejects(dns.make(DNS_RECORD, { ...CNAME, name: "mail.example.com" }), /\(81053\)/);
  });

  it("changes a record in place, except for its zone", async () => {
    const state = await dns.make(DNS_RECORD, TXT);
    const changed = { ...TXT, name: "b.example.com", ttl: 600, comment: "for SES" };
    const difference = await dns.diff(DNS_RECORD, state, changed);
    assert.deepEqual([difference.diffs.sort(), difference.replaces], [["comment", "name", "ttl"], []]);
    assert.deepEqual((await dns.diff(DNS_RECORD, state, { ...TXT, zoneId: "other" })).replaces, ["zoneId"]);
    const preview = await dns.update(DNS_RECORD, state, changed, true);
    assert.deepEqual([preview["modifiedOn"], preview["createdOn"]], [UNKNOWN, state.outputs["createdOn"]]);
    const outputs = await dns.update(DNS_RECORD, state, changed);
    assert.deepEqual(
      [outputs["name"], outputs["ttl"], outputs["comment"]],
      ["b.example.com", 600, "for SES"],
    );
  });

  it("refuses to change a record into one that exists", async () => {
    await dns.make(DNS_RECORD, TXT);
    const state = await dns.make(DNS_RECORD, { ...TXT, content: '"x"' });
    await assert.rejects(dns.update(DNS_RECORD, state, TXT), /81058/);
  });

  it("sees a comment written by hand as a difference after a refresh", async () => {
    const state = await dns.make(DNS_RECORD, TXT);
    const object = cloud.get({ type: DNS_RECORD, scope: "zone", id: state.id });
    assert.ok(object);
    object.properties["comment"] = "by hand";
    cloud.put(object);
    const read = await dns.read(DNS_RECORD, state.id, state);
    assert.ok(read);
    assert.deepEqual((await dns.diff(DNS_RECORD, read, TXT)).diffs, ["comment"]);
    const outputs = await dns.update(DNS_RECORD, read, TXT);
    assert.equal(outputs["comment"], undefined);
  });

  it("imports by zone and record", async () => {
    const state = await dns.make(DNS_RECORD, TXT);
    const imported = await dns.read(DNS_RECORD, `zone/${state.id}`);
    assert.deepEqual([imported?.id, imported?.inputs], [state.id, TXT]);
    assert.equal(await dns.read(DNS_RECORD, "zone/nothing"), undefined);
  });

  describe("getDnsRecords", () => {
    const query = async (args: Props): Promise<Value[]> => {
      const { results } = await dns.invoke(GET_DNS_RECORDS, { zoneId: "zone", ...args });
      assert.ok(Array.isArray(results));
      return results.map((record) => (record as Props)["content"] ?? null);
    };

    beforeEach(async () => {
      await dns.make(DNS_RECORD, TXT);
      await dns.make(DNS_RECORD, { ...TXT, content: '"other"', comment: "by us" });
      await dns.make(DNS_RECORD, CNAME);
      await dns.make(DNS_RECORD, { ...CNAME, zoneId: "elsewhere" });
    });

    it("gives a zone's records with all their fields", async () => {
      const { results } = await dns.invoke(GET_DNS_RECORDS, { zoneId: "zone", type: "CNAME" });
      assert.ok(Array.isArray(results));
      const record = results[0] as Props;
      assert.deepEqual(
        ["name", "type", "content", "ttl", "proxied", "comment"].map((key) => record[key]),
        ["www.example.com", "CNAME", "a.example.net", 300, false, ""],
      );
      assert.match(record["id"] as string, /^[0-9a-f]{32}$/);
    });

    it("filters", async () => {
      assert.equal((await query({})).length, 3);
      assert.deepEqual(await query({ name: { exact: "WWW.example.com" } }), ["a.example.net"]);
      assert.deepEqual(await query({ type: "TXT", content: { startswith: '"v=spf1' } }), ['"v=spf1 -all"']);
      assert.deepEqual(await query({ comment: { present: "x" } }), ['"other"']);
      assert.equal((await query({ match: "any", type: "CNAME", content: { contains: "other" } })).length, 2);
      assert.deepEqual(await query({ order: "content", direction: "desc", maxItems: 1 }), ["a.example.net"]);
    });

    it("refuses filters that it does not play", async () => {
      await assert.rejects(query({ search: "x" }), /does not play search/);
      await assert.rejects(dns.invoke(GET_DNS_RECORDS, {}), /missing required zoneId/);
    });
  });
});
