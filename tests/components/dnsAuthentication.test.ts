import assert from "node:assert/strict";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { DnsAuthentication, type DnsAuthenticationArgs } from "../../components/dnsAuthentication";
import { CloudflareZone } from "../../dns/cloudflare";
import { type SynthOptions, named, synth } from "./synth";

const ZONE_ID = "0123456789abcdef0123456789abcdef";
const REPORT_ZONE_ID = "fedcba9876543210fedcba9876543210";

async function dns(
  changes: Partial<Omit<DnsAuthenticationArgs, "zones">> & { reportZone?: string } = {},
  options?: SynthOptions,
) {
  let made: DnsAuthentication | undefined;
  const { reportZone, ...args } = changes;
  const seen = await synth(() => {
    const provider = new cloudflare.Provider("cloudflare", {});
    const main = new CloudflareZone({ name: "listbackup.ai", zoneId: ZONE_ID, provider });
    const others =
      reportZone === undefined
        ? []
        : [new CloudflareZone({ name: reportZone, zoneId: REPORT_ZONE_ID, provider })];
    made = new DnsAuthentication("dns", {
      zones: [main, ...others],
      domain: "listbackup.ai",
      mailFromDomain: "bounce.listbackup.ai",
      region: "us-east-1",
      dkimTokens: ["tokenaaa", "tokenbbb", "tokenccc"],
      dmarc: { policy: "none", reports: ["admin@listbackup.ai"] },
      apexSpf: false,
      stack: "prod",
      adopt: {},
      ...args,
    });
  }, options);
  const told = await new Promise<unknown[]>((resolve) => made?.records.apply(resolve));
  const records = seen.resources.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
  return { seen, told, records };
}

describe("DnsAuthentication", () => {
  it("publishes the records of the launch, fully qualified, quoted and never proxied", async () => {
    const { records } = await dns();
    const common = (comment: string) => ({
      zoneId: ZONE_ID,
      ttl: 1,
      proxied: false,
      comment: `ses-launch prod: ${comment}`,
    });
    assert.deepEqual(records.map(({ name, inputs }) => [name, inputs]).sort(), [
      [
        "dns-dkim-0",
        {
          ...common("DKIM"),
          type: "CNAME",
          name: "tokenaaa._domainkey.listbackup.ai",
          content: "tokenaaa.dkim.amazonses.com",
        },
      ],
      [
        "dns-dkim-1",
        {
          ...common("DKIM"),
          type: "CNAME",
          name: "tokenbbb._domainkey.listbackup.ai",
          content: "tokenbbb.dkim.amazonses.com",
        },
      ],
      [
        "dns-dkim-2",
        {
          ...common("DKIM"),
          type: "CNAME",
          name: "tokenccc._domainkey.listbackup.ai",
          content: "tokenccc.dkim.amazonses.com",
        },
      ],
      [
        "dns-dmarc",
        {
          ...common("DMARC"),
          type: "TXT",
          name: "_dmarc.listbackup.ai",
          content: '"v=DMARC1; p=none; rua=mailto:admin@listbackup.ai"',
        },
      ],
      [
        "dns-mail-from-mx",
        {
          ...common("MAIL FROM: bounces go to SES"),
          type: "MX",
          name: "bounce.listbackup.ai",
          content: "feedback-smtp.us-east-1.amazonses.com",
          priority: 10,
        },
      ],
      [
        "dns-mail-from-spf",
        {
          ...common("MAIL FROM: SPF"),
          type: "TXT",
          name: "bounce.listbackup.ai",
          content: '"v=spf1 include:amazonses.com ~all"',
        },
      ],
    ]);
  });

  it("uses the Region's own DKIM signing zone", async () => {
    const { seen } = await dns({ region: "eu-south-1" });
    assert.equal(named(seen, "dns-dkim-0").inputs.content, "tokenaaa.dkim.eu-south-1.amazonses.com");
    assert.equal(named(seen, "dns-mail-from-mx").inputs.content, "feedback-smtp.eu-south-1.amazonses.com");
  });

  it("is the parent of its records", async () => {
    const { seen } = await dns();
    const urns = seen.urns.filter((urn) => urn.includes("cloudflare:index/dnsRecord"));
    assert.equal(urns.length, 6);
    for (const urn of urns) assert.match(urn, /ses-launch:index:DnsAuthentication\$cloudflare:/);
  });

  it("lets an outside zone authorise reports where it may write it", async () => {
    const dmarc = { policy: "none" as const, reports: ["dmarc@reports.example.net"] };
    const { seen, told } = await dns({ dmarc, reportZone: "example.net" });
    const { zoneId, name, content } = named(seen, "dns-report-0").inputs;
    assert.deepEqual(
      { zoneId, name, content },
      {
        zoneId: REPORT_ZONE_ID,
        name: "listbackup.ai._report._dmarc.reports.example.net",
        content: '"v=DMARC1;"',
      },
    );
    assert(told.every((record) => (record as { managed: boolean }).managed));
  });

  it("and only tells of the record where it may not", async () => {
    const dmarc = { policy: "none" as const, reports: ["dmarc@reports.example.net"] };
    const { told, records } = await dns({ dmarc });
    assert.equal(records.length, 6);
    assert.deepEqual(
      told.filter((record) => !(record as { managed: boolean }).managed),
      [
        {
          type: "TXT",
          name: "listbackup.ai._report._dmarc.reports.example.net",
          content: "v=DMARC1;",
          purpose: "DMARC: reports about listbackup.ai are welcome here",
          managed: false,
        },
      ],
    );
  });

  it("merges SPF at the domain itself only when asked", async () => {
    const records = [
      { id: "1", type: "TXT", name: "listbackup.ai", content: '"site-verification=abc"' },
      { id: "2", type: "TXT", name: "listbackup.ai", content: '"v=spf1 include:_spf.google.com -all"' },
      { id: "3", type: "TXT", name: "elsewhere-listbackup.ai", content: '"v=spf1 -all"' },
    ];
    const { seen } = await dns({ apexSpf: true }, { records });
    assert.equal(
      named(seen, "dns-apex-spf").inputs.content,
      '"v=spf1 include:_spf.google.com include:amazonses.com -all"',
    );
    const without = await dns({}, { records });
    assert.equal(without.records.length, 6);
  });

  it("adopts a record by zone and id", async () => {
    const { seen } = await dns({ adopt: { dmarc: "ffffffffffffffffffffffffffffffff" } });
    assert.equal(named(seen, "dns-dmarc").id, `${ZONE_ID}/ffffffffffffffffffffffffffffffff`);
    assert.equal(named(seen, "dns-mail-from-mx").id, undefined);
  });

  it("shows the same records in a preview, where the tokens are not known", async () => {
    const names = async (preview: boolean) => {
      const tokens = preview ? (pulumi.unknown as unknown as string[]) : ["a", "b", "c"];
      const seen = await synth(
        () => {
          const provider = new cloudflare.Provider("cloudflare", {});
          new DnsAuthentication("dns", {
            zones: [new CloudflareZone({ name: "listbackup.ai", zoneId: ZONE_ID, provider })],
            domain: "listbackup.ai",
            mailFromDomain: "bounce.listbackup.ai",
            region: "us-east-1",
            dkimTokens: pulumi.output(tokens),
            dmarc: { policy: "none", reports: [] },
            apexSpf: true,
            stack: "prod",
            adopt: {},
          });
        },
        { preview },
      );
      return seen.resources.map(({ type, name }) => `${type} ${name}`).sort();
    };
    assert.deepEqual(await names(true), await names(false));
  });
});
