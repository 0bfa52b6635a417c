import type * as pulumi from "@pulumi/pulumi";
import type { MailRecord } from "../mail/records";

/** A record to publish. Its type is plain, so that a preview shows it even where name and content come later. */
export interface ZoneRecord {
  type: MailRecord["type"];
  /** Fully qualified. */
  name: pulumi.Input<string>;
  /** TXT content as it is meant, without quotes. */
  content: pulumi.Input<string>;
  /** Of an MX record. */
  priority?: number;
}

/** A record as the DNS host has it now. */
export interface ExistingRecord {
  /** The host's id of the record. */
  id: string;
  type: string;
  /** Fully qualified, lower case, without root dot. */
  name: string;
  /** TXT content joined and without quotes. */
  content: string;
}

export interface PublishOptions {
  /** Shown beside the record at the host, where the host can. */
  comment: string;
  /** The host's id of a record that exists and is taken over as it is. */
  adoptId?: string;
}

/**
 * A DNS zone at some host: what DnsAuthentication needs of it and nothing more, so that another host is another
 * implementation of these methods.
 */
export interface DnsZone {
  /** The zone's own name, normalised. */
  readonly name: string;
  /** Publishes one record. */
  publish(
    name: string,
    record: ZoneRecord,
    publish: PublishOptions,
    opts: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource;
  /** The record that inputs of this host's resource stand for, or undefined while its name or content is not known. */
  recordOf(inputs: Readonly<Record<string, unknown>>): MailRecord | undefined;
  /** Every record at or below `domain` that the host has now, whoever made it. Never decides which resources exist. */
  existing(domain: string): Promise<readonly ExistingRecord[]>;
}

/** Whether a record's name lies in a zone. Record names hold underscores, which domain names may not. */
export function isInZone(recordName: string, zone: Pick<DnsZone, "name">): boolean {
  return recordName === zone.name || recordName.endsWith(`.${zone.name}`);
}
