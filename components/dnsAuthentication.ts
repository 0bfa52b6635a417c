import * as pulumi from "@pulumi/pulumi";
import { apexSpf } from "../dns/apexSpf";
import { APEX_SPF_KEY, dkimKey, fixedRecords } from "../dns/plan";
import { type DnsZone, type ZoneRecord, isInZone } from "../dns/zone";
import { recordIsFree } from "../hooks/recordIsFree";
import { DKIM_RECORD_COUNT, dkimRecord } from "../mail/dkim";
import type { DmarcSettings } from "../mail/dmarc";
import { userError } from "../userError";

export interface DnsAuthenticationArgs {
  /** The zone of `domain` first, then those of other domains that receive DMARC reports and can be written. */
  zones: readonly [DnsZone, ...DnsZone[]];
  domain: string;
  mailFromDomain: string;
  region: string;
  /** The identity's DKIM tokens, which SES makes. */
  dkimTokens: pulumi.Input<string[]>;
  dmarc: DmarcSettings;
  /** Merge SES into the SPF record of `domain` itself. */
  apexSpf: boolean;
  stack: string;
  /** Record key to the host's id of a record that is taken over as it is. */
  adopt: Readonly<Record<string, string>>;
}

/** A record of the launch as the stack's output `dnsRecords` tells it. */
export interface DnsRecordOutput {
  type: string;
  name: string;
  content: string;
  priority?: number;
  purpose: string;
  /** False where the record lies in a zone that this stack cannot write: that zone's owner must publish it. */
  managed: boolean;
}

/**
 * The DNS records that authenticate the domain's mail: three DKIM CNAMEs, MX and SPF of the MAIL FROM domain, DMARC, the
 * authorisation of reports that go to another organisation, and SPF at the domain itself where asked.
 *
 * There are always three DKIM records (SES Developer Guide, "Easy DKIM"), made from tokens that are known later, so a
 * first preview shows every record. A record is never created beside one that excludes it.
 */
export class DnsAuthentication extends pulumi.ComponentResource {
  /** Every record the launch needs, also those that somebody else must publish. */
  readonly records: pulumi.Output<DnsRecordOutput[]>;

  constructor(name: string, args: DnsAuthenticationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ses-launch:index:DnsAuthentication", name, {}, opts);
    const { zones, domain, mailFromDomain, region, stack } = args;
    const [mainZone] = zones;
    const prefix = `${name}-`;
    const hook = recordIsFree(`${name}-record-is-free`, { zones, domain, mailFromDomain, stack, prefix });
    const told: pulumi.Output<DnsRecordOutput>[] = [];

    const publish = (
      key: string,
      purpose: string,
      zone: DnsZone | undefined,
      record: ZoneRecord,
      more: pulumi.CustomResourceOptions = {},
    ) => {
      const adoptId = args.adopt[key];
      zone?.publish(
        `${prefix}${key}`,
        record,
        { comment: `ses-launch ${stack}: ${purpose}`, ...(adoptId !== undefined && { adoptId }) },
        { ...more, parent: this, hooks: { beforeCreate: [hook] } },
      );
      told.push(pulumi.output({ ...record, purpose, managed: zone !== undefined }));
    };

    const fixed = fixedRecords({ domain, mailFromDomain, region, dmarc: args.dmarc });
    for (const { key, purpose, ...record } of fixed) {
      const zone = zones.find((candidate) => isInZone(record.name, candidate));
      publish(key, purpose, zone, record);
      if (zone === undefined)
        void pulumi.log.warn(
          `${record.type} ${record.name} ${JSON.stringify(record.content)} lies in a zone of somebody else, who must publish it (${purpose}).`,
          this,
        );
    }
    if (args.dmarc.reports.length === 0)
      void pulumi.log.warn(
        "DMARC has no address for reports, so nobody will see what fails: set dmarc.reports.",
        this,
      );

    const tokens = pulumi.output(args.dkimTokens);
    for (let index = 0; index < DKIM_RECORD_COUNT; index++) {
      const { name: recordName, content } = tokens.apply((known) =>
        dkimRecord(domain, known[index] ?? "", region),
      );
      publish(dkimKey(index), "DKIM", mainZone, { type: "CNAME", name: recordName, content });
    }

    if (args.apexSpf) {
      const content = pulumi.output(mainZone.existing(domain)).apply((existing) => {
        const merged = apexSpf(domain, existing);
        if ("problem" in merged) throw userError(merged.problem, this);
        for (const warning of merged.warnings) void pulumi.log.warn(warning, this);
        return merged.content;
      });
      // Other senders stand in this record too, so it outlives the stack.
      const kept = { retainOnDelete: true };
      publish(
        APEX_SPF_KEY,
        "SPF of the domain itself",
        mainZone,
        { type: "TXT", name: domain, content },
        kept,
      );
    }

    this.records = pulumi.all(told);
    this.registerOutputs({ records: this.records });
  }
}
