import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { getDnsRecords } from "@pulumi/cloudflare/getDnsRecords";
import type { Provider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
import type { MailRecord } from "../mail/records";
import { quoteTxt, unquoteTxt } from "./txt";
import { type DnsZone, type ExistingRecord, type PublishOptions, type ZoneRecord, isInZone } from "./zone";

/** Cloudflare's "automatic" time to live (API reference, DNS records: `ttl` 1 is automatic). */
const AUTOMATIC_TTL = 1;

/** Settings of a record that may differ from ours when it is adopted; its name and type may not. */
const ADOPTED_AS_IT_IS = ["content", "ttl", "proxied", "priority", "comment", "tags", "settings"];

/** The most records one look-up answers; the provider's own limit of 1,000 could hide one that is in the way. */
const MOST_RECORDS = 10_000;

export interface CloudflareZoneArgs {
  name: string;
  zoneId: string;
  /** The provider that may write this zone; it needs the permission "DNS Write". */
  provider: Provider;
}

/** A zone at Cloudflare. */
export class CloudflareZone implements DnsZone {
  readonly name: string;
  private readonly zoneId: string;
  private readonly provider: Provider;
  private readonly lookups = new Map<string, Promise<readonly ExistingRecord[]>>();

  constructor({ name, zoneId, provider }: CloudflareZoneArgs) {
    this.name = name;
    this.zoneId = zoneId;
    this.provider = provider;
  }

  /**
   * `name` is fully qualified and TXT content is quoted and split by us, because Cloudflare rewrites everything else
   * and every later preview would show a difference (cloudflare/terraform-provider-cloudflare #5378, #6354, #6238).
   * Never proxied: a proxied DKIM record answers with Cloudflare's addresses.
   */
  publish(
    name: string,
    { type, name: recordName, content, priority }: ZoneRecord,
    { comment, adoptId }: PublishOptions,
    opts: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource {
    return new DnsRecord(
      name,
      {
        zoneId: this.zoneId,
        name: recordName,
        type,
        content: type === "TXT" ? pulumi.output(content).apply(quoteTxt) : content,
        ...(priority !== undefined && { priority }),
        ttl: AUTOMATIC_TTL,
        proxied: false,
        comment,
      },
      pulumi.mergeOptions(opts, {
        provider: this.provider,
        ...(adoptId !== undefined && {
          import: `${this.zoneId}/${adoptId}`,
          ignoreChanges: ADOPTED_AS_IT_IS,
        }),
      }),
    );
  }

  recordOf({ type, name, content, priority }: Readonly<Record<string, unknown>>): MailRecord | undefined {
    if (type !== "CNAME" && type !== "MX" && type !== "TXT") return undefined;
    if (typeof name !== "string" || typeof content !== "string") return undefined;
    return {
      type,
      name,
      content: type === "TXT" ? unquoteTxt(content) : content,
      ...(typeof priority === "number" && { priority }),
    };
  }

  existing(domain: string): Promise<readonly ExistingRecord[]> {
    const asked = this.lookups.get(domain) ?? this.lookUp(domain);
    this.lookups.set(domain, asked);
    return asked;
  }

  private async lookUp(domain: string): Promise<readonly ExistingRecord[]> {
    const { results } = await getDnsRecords(
      { zoneId: this.zoneId, name: { endswith: domain }, maxItems: MOST_RECORDS },
      { provider: this.provider },
    );
    return results
      .map(({ id, type, name, content }) => ({
        id,
        type,
        name: name.toLowerCase().replace(/\.$/, ""),
        content: type === "TXT" ? unquoteTxt(content) : content.toLowerCase().replace(/\.$/, ""),
      }))
      .filter(({ name }) => isInZone(name, { name: domain }));
  }
}
