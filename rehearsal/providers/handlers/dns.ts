/**
 * Cloudflare DNS records. Rules and replacement follow internal/services/dns_record/schema.go of
 * terraform-provider-cloudflare 5 (only `zone_id` replaces), which @pulumi/cloudflare bridges.
 */
import { randomBytes } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import type { ObjectKey } from "../cloud";
import { crud } from "../crud";
import type { ResourceDescription } from "../description";
import { output, type Failure } from "../rules";
import { isAbsent, knownString, sameValue, UNKNOWN, textOf, type Props } from "../values";
import { conflict } from "./dnsConflicts";
import { DNS_RECORD } from "./names";

/** Record types that Cloudflare knows [@pulumi/cloudflare, DnsRecordArgs.type]. */
const TYPES =
  "A AAAA CAA CERT CNAME DNSKEY DS HTTPS LOC MX NAPTR NS OPENPGPKEY PTR SMIMEA SRV SSHFP SVCB TLSA TXT URI".split(
    " ",
  );
const PROXIABLE = ["A", "AAAA", "CNAME"];

const dnsRecord: ResourceDescription = {
  type: DNS_RECORD,
  rules: {
    zoneId: { is: "string", required: true, forceNew: true, min: 1 },
    name: { is: "string", required: true, min: 1, max: 253 },
    type: { is: "string", required: true, oneOf: TYPES },
    ttl: { is: "number", required: true },
    content: { is: "string", min: 1 },
    priority: { is: "number", min: 0, max: 65535 },
    proxied: { is: "boolean", serviceDefault: false },
    comment: { is: "string", max: 500 },
    tags: { is: "list", computed: true, serviceDefault: [], items: { is: "string" } },
    data: { is: "map", computed: true },
    settings: { is: "map", computed: true, serviceDefault: {} },
    privateRouting: { is: "boolean", computed: true, serviceDefault: false },
    includeShadowMetadata: { is: "boolean", computed: true, serviceDefault: false },
    createdOn: output("string"),
    modifiedOn: { ...output("string"), volatile: true },
    commentModifiedOn: { ...output("string"), volatile: true },
    tagsModifiedOn: output("string"),
    proxiable: output("boolean"),
    meta: output("string"),
  },
  newKey: ({ zoneId }) => ({
    type: DNS_RECORD,
    scope: knownString(zoneId) ?? "",
    id: randomBytes(16).toString("hex"),
  }),
  locate,
  validate,
  refuse: (wanted, key, _op, { cloud }) => {
    const inZone = cloud.list(DNS_RECORD).filter(({ scope, id }) => scope === key.scope && id !== key.id);
    const found = conflict(
      wanted,
      inZone.map(({ properties }) => properties),
    );
    return found === undefined ? undefined : apiError(key, found);
  },
  missing: (key) => apiError(key, "Record does not exist. (81044)"),
  make: (wanted) => {
    const now = new Date().toISOString();
    return {
      createdOn: now,
      modifiedOn: now,
      proxiable: PROXIABLE.includes(textOf(wanted["type"])),
      meta: "{}",
      ...(isAbsent(wanted["comment"]) ? {} : { commentModifiedOn: now }),
      ...(isAbsent(wanted["tags"]) ? {} : { tagsModifiedOn: now }),
    };
  },
  touched: (before, after) => {
    const now = new Date().toISOString();
    const isProxiable = PROXIABLE.includes(textOf(after["type"]));
    const comment = sameValue(before["comment"], after["comment"]) ? {} : { commentModifiedOn: now };
    return { modifiedOn: now, proxiable: isProxiable, ...comment };
  },
};

export const dnsResources = [crud(dnsRecord)];

/** The engine knows a record by its own id; the id to import is "<zone id>/<record id>" [@pulumi/cloudflare, DnsRecord]. */
function locate(id: string, { zoneId }: Props): ObjectKey {
  const [zone = "", record] = id.split("/");
  return record === undefined
    ? { type: DNS_RECORD, scope: knownString(zoneId) ?? "", id }
    : { type: DNS_RECORD, scope: zone, id: record };
}

/** What the API refuses of a single record [Cloudflare API, DNS Records for a Zone, Create DNS Record]. */
function validate({ type, name, content, ttl, priority, proxied, data }: Props): Failure[] {
  const failures: Failure[] = [];
  const fail = (property: string, reason: string): void => void failures.push({ property, reason });
  if (typeof ttl === "number" && ttl !== 1 && (ttl < 60 || ttl > 86400)) {
    fail("ttl", `TTL must be 1 (automatic) or between 60 and 86400 seconds, got ${ttl}`);
  }
  if (proxied === true && typeof ttl === "number" && ttl !== 1) {
    fail("ttl", "the TTL of a proxied record must be 1 (automatic)");
  }
  if (type === UNKNOWN) return failures;
  const kind = textOf(type);
  if (kind === "MX" && priority === undefined) fail("priority", "priority is required for MX records");
  if (proxied === true && !PROXIABLE.includes(kind)) fail("proxied", `a ${kind} record cannot be proxied`);
  if (content === undefined && isAbsent(data)) fail("content", "content or data is required");
  const text = knownString(content);
  if (text !== undefined) failures.push(...contentFailures(kind, text, knownString(name)));
  return failures;
}

function contentFailures(kind: string, content: string, name: string | undefined): Failure[] {
  const fail = (reason: string): Failure[] => [{ property: "content", reason }];
  if (kind === "A" && !isIPv4(content))
    return fail(`content for A record must be a valid IPv4 address, got ${content}`);
  if (kind === "AAAA" && !isIPv6(content)) {
    return fail(`content for AAAA record must be a valid IPv6 address, got ${content}`);
  }
  if (kind === "CNAME" && content.toLowerCase() === name?.toLowerCase()) {
    return fail("a CNAME record cannot point at itself");
  }
  return [];
}

function apiError({ scope }: ObjectKey, message: string): string {
  return `failed to make http request: "https://api.cloudflare.com/client/v4/zones/${scope}/dns_records": 400 Bad Request: ${message}`;
}
