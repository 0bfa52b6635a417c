import type { ChecklistContext, ItemId } from "../../checklist/item";
import type { RecordedResource } from "../../checklist/view";
import { EVIDENCE, NOW } from "./completeStack";

/** A complete stack, spoiled in one way, and every item that must then not be proven. */
export interface Spoiled {
  how: string;
  items: readonly ItemId[];
  stack?: (resources: RecordedResource[]) => RecordedResource[];
  context?: Partial<ChecklistContext>;
}

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const DAY_MS = 86_400_000;

const without = (name: string) => (resources: RecordedResource[]) =>
  resources.filter((resource) => resource.name !== name);

const also = (resource: RecordedResource) => (resources: RecordedResource[]) => [...resources, resource];

/** The resource with one property at a dotted path changed; undefined takes it out. */
const set = (name: string, path: string, value: unknown) => (resources: RecordedResource[]) =>
  resources.map((resource) =>
    resource.name === name
      ? { ...resource, inputs: changed(resource.inputs ?? {}, path.split("."), value) }
      : resource,
  );

function changed(from: unknown, [first, ...rest]: string[], value: unknown): Record<string, unknown> {
  const object = (typeof from === "object" && from !== null ? from : {}) as Record<string, unknown>;
  if (first === undefined) return object;
  return { ...object, [first]: rest.length === 0 ? value : changed(object[first], rest, value) };
}

const PATH: readonly ItemId[] = ["bounce-handling", "complaint-handling"];
const evidence = (changes: Partial<typeof EVIDENCE>) => ({ evidence: { ...EVIDENCE, ...changes } });

/** Every property that an item reads, not known yet: none may pass for proven. */
const UNKNOWNS: readonly [string, string, readonly ItemId[]][] = [
  ["identity", "verifiedForSendingStatus", ["domain-verified"]],
  ["identity", "dkimSigningAttributes.status", ["dkim-verified"]],
  ["identity", "dkimSigningAttributes", ["dkim-verified"]],
  ["dkim-a", "name", ["dkim-verified"]],
  ["dkim-a", "proxied", ["dkim-verified"]],
  ["mail-from", "mailFromDomain", ["spf-includes-ses"]],
  ["mx", "content", ["spf-includes-ses"]],
  ["spf", "content", ["spf-includes-ses"]],
  ["dmarc", "content", ["dmarc-published"]],
  ["destination-canary", "eventDestination.enabled", PATH],
  ["topic-policy", "policy", PATH],
  ["queue-policy", "policy", PATH],
  ["subscription", "endpoint", PATH],
  ["subscription", "redrivePolicy", [...PATH, "monitoring"]],
  ["mapping", "functionResponseTypes", PATH],
  ["mapping", "functionName", PATH],
  ["mapping", "enabled", PATH],
  ["function", "environment", PATH],
  ["table", "deletionProtectionEnabled", ["suppression-store"]],
  ["table", "pointInTimeRecovery", ["suppression-store"]],
  ["set-canary", "suppressionOptions", ["suppression-store"]],
  ["account-suppression", "suppressedReasons", ["suppression-store"]],
  ["bounces", "threshold", ["monitoring"]],
  ["bounces", "alarmActions", ["monitoring"]],
  ["on-call", "pendingConfirmation", ["monitoring"]],
  ["set-closed", "sendingOptions.sendingEnabled", ["unnamed-closed"]],
  ["production-access", "productionAccessEnabled", ["production-access"]],
  ["production-access", "enforcementStatus", ["production-access"]],
];

export const SPOILED: readonly Spoiled[] = [
  ...UNKNOWNS.map(([name, path, items]) => ({
    how: `${name}: ${path} is not known yet`,
    items,
    stack: set(name, path, UNKNOWN),
  })),
  {
    how: "no identity",
    // Without it the closed set looks like a stream that has no feedback.
    items: ["domain-verified", "dkim-verified", "unnamed-closed", ...PATH],
    stack: without("identity"),
  },
  {
    how: "identity not verified",
    items: ["domain-verified"],
    stack: set("identity", "verifiedForSendingStatus", false),
  },
  {
    how: "verification not told",
    items: ["domain-verified"],
    stack: set("identity", "verifiedForSendingStatus", undefined),
  },
  {
    how: "DKIM lost",
    items: ["dkim-verified"],
    stack: set("identity", "dkimSigningAttributes.status", "TEMPORARY_FAILURE"),
  },
  {
    how: "short DKIM key",
    items: ["dkim-verified"],
    stack: set("identity", "dkimSigningAttributes.nextSigningKeyLength", "RSA_1024_BIT"),
  },
  { how: "two DKIM records", items: ["dkim-verified"], stack: without("dkim-b") },
  { how: "DKIM proxied", items: ["dkim-verified"], stack: set("dkim-b", "proxied", true) },
  {
    how: "DKIM into another zone",
    items: ["dkim-verified"],
    stack: set("dkim-c", "content", "c.dkim.example.com"),
  },
  {
    how: "DKIM of another domain",
    items: ["dkim-verified"],
    stack: set("dkim-c", "name", "c._domainkey.example.com"),
  },
  {
    how: "DKIM of another token",
    items: ["dkim-verified"],
    stack: set("dkim-c", "content", "d.dkim.amazonses.com"),
  },
  // Also the MX is of one Region.
  { how: "another Region", items: ["dkim-verified", "spf-includes-ses"], context: { region: "eu-south-1" } },
  { how: "no MAIL FROM", items: ["spf-includes-ses"], stack: without("mail-from") },
  { how: "no MX", items: ["spf-includes-ses"], stack: without("mx") },
  {
    how: "an MX of another Region",
    items: ["spf-includes-ses"],
    stack: set("mx", "content", "feedback-smtp.eu-west-1.amazonses.com"),
  },
  {
    how: "two MX",
    items: ["spf-includes-ses"],
    stack: also({
      type: "cloudflare:index/dnsRecord:DnsRecord",
      name: "mx-2",
      inputs: { type: "MX", name: "bounce.listbackup.ai" },
    }),
  },
  { how: "no SPF", items: ["spf-includes-ses"], stack: without("spf") },
  { how: "SPF without SES", items: ["spf-includes-ses"], stack: set("spf", "content", '"v=spf1 ~all"') },
  {
    how: "SES after all",
    items: ["spf-includes-ses"],
    stack: set("spf", "content", '"v=spf1 ~all include:amazonses.com"'),
  },
  {
    how: "SES without a pass",
    items: ["spf-includes-ses"],
    stack: set("spf", "content", '"v=spf1 -include:amazonses.com ~all"'),
  },
  {
    how: "a host that only looks like SES",
    items: ["spf-includes-ses"],
    stack: set("spf", "content", '"v=spf1 include:not-amazonses.com ~all"'),
  },
  { how: "a stream without destination", items: PATH, stack: without("destination-transactional") },
  { how: "the canary without destination", items: PATH, stack: without("destination-canary") },
  {
    how: "a destination that is off",
    items: PATH,
    stack: set("destination-canary", "eventDestination.enabled", false),
  },
  {
    how: "a destination that says nothing of being on",
    items: PATH,
    stack: set("destination-canary", "eventDestination.enabled", undefined),
  },
  {
    how: "no bounces",
    items: ["bounce-handling"],
    stack: set("destination-canary", "eventDestination.matchingEventTypes", ["COMPLAINT"]),
  },
  {
    how: "no complaints",
    items: ["complaint-handling"],
    stack: set("destination-canary", "eventDestination.matchingEventTypes", ["BOUNCE"]),
  },
  {
    how: "a destination of another topic",
    items: PATH,
    stack: set("destination-canary", "eventDestination.snsDestination.topicArn", "arn:other"),
  },
  { how: "no topic", items: PATH, stack: without("topic") },
  { how: "no topic policy", items: PATH, stack: without("topic-policy") },
  {
    how: "a topic policy for another service",
    items: PATH,
    stack: set("topic-policy", "policy", '{"Service":"events.amazonaws.com","aws:SourceArn":"…"}'),
  },
  {
    how: "a topic policy for every account",
    items: PATH,
    stack: set("topic-policy", "policy", '{"Service":"ses.amazonaws.com"}'),
  },
  { how: "no subscription", items: PATH, stack: without("subscription") },
  { how: "a subscription of a function", items: PATH, stack: set("subscription", "protocol", "lambda") },
  {
    how: "a subscription without dead-letter queue",
    items: PATH,
    stack: set("subscription", "redrivePolicy", undefined),
  },
  {
    how: "a subscription of another queue",
    items: PATH,
    stack: set("subscription", "endpoint", "arn:other"),
  },
  { how: "no queue", items: PATH, stack: without("queue") },
  { how: "a queue without dead-letter queue", items: PATH, stack: set("queue", "redrivePolicy", "") },
  { how: "no queue policy", items: PATH, stack: without("queue-policy") },
  {
    how: "a queue policy for another topic",
    items: PATH,
    stack: set("queue-policy", "policy", '{"Service":"sns.amazonaws.com","arn":"arn:other"}'),
  },
  { how: "nobody reads the queue", items: PATH, stack: without("mapping") },
  { how: "the reader is off", items: PATH, stack: set("mapping", "enabled", false) },
  { how: "one bad message fails all", items: PATH, stack: set("mapping", "functionResponseTypes", []) },
  { how: "the reader's function is gone", items: PATH, stack: without("function") },
  {
    how: "the reader writes into another table",
    items: PATH,
    stack: set("function", "environment.variables.TABLE_NAME", "other"),
  },
  { how: "no dead-letter queue", items: PATH, stack: without("failed-queue") },
  { how: "SNS may not leave dead letters", items: PATH, stack: without("failed-queue-policy") },
  { how: "no table", items: ["suppression-store"], stack: without("table") },
  {
    how: "no recovery",
    items: ["suppression-store"],
    stack: set("table", "pointInTimeRecovery.enabled", false),
  },
  {
    how: "no deletion protection",
    items: ["suppression-store"],
    stack: set("table", "deletionProtectionEnabled", false),
  },
  { how: "nothing expires", items: ["suppression-store"], stack: set("table", "ttl.enabled", false) },
  {
    how: "no account-level suppression",
    items: ["suppression-store"],
    stack: without("account-suppression"),
  },
  {
    how: "the account suppresses no complaints",
    items: ["suppression-store"],
    stack: set("account-suppression", "suppressedReasons", ["BOUNCE"]),
  },
  {
    how: "a stream overrides suppression",
    items: ["suppression-store"],
    stack: set("set-transactional", "suppressionOptions.suppressedReasons", []),
  },
  { how: "no template", items: ["templates-reviewed"], context: { templates: [] } },
  {
    how: "a template against the rules",
    items: ["templates-reviewed"],
    context: { templates: [{ name: "password-reset", problems: ["has no text part"], review: "approved" }] },
  },
  {
    how: "a template that nobody approved",
    items: ["templates-reviewed"],
    context: { templates: [{ name: "password-reset", problems: [], review: "missing" }] },
  },
  {
    how: "a template that changed",
    items: ["templates-reviewed"],
    context: { templates: [{ name: "password-reset", problems: [], review: "changed" }] },
  },
  { how: "no dashboard", items: ["monitoring"], stack: without("dashboard") },
  { how: "no alarm on bounces", items: ["monitoring"], stack: without("bounces") },
  { how: "no alarm on complaints", items: ["monitoring"], stack: without("complaints") },
  { how: "a threshold in percent", items: ["monitoring"], stack: set("bounces", "threshold", 5) },
  {
    how: "a threshold above AWS's line",
    items: ["monitoring"],
    stack: set("complaints", "threshold", 0.005),
  },
  { how: "a unit", items: ["monitoring"], stack: set("bounces", "unit", "Percent") },
  { how: "an alarm without action", items: ["monitoring"], stack: set("bounces", "alarmActions", []) },
  { how: "no alarm on dead letters", items: ["monitoring"], stack: without("failed") },
  {
    how: "an alarm on another dead-letter queue",
    items: ["monitoring"],
    stack: set("failed", "dimensions.QueueName", "other"),
  },
  { how: "no alarm on silence", items: ["monitoring"], stack: without("silent") },
  { how: "nobody hears the alarms", items: ["monitoring"], stack: without("on-call") },
  {
    how: "the subscriber hears another topic",
    items: ["monitoring"],
    stack: set("on-call", "topic", "arn:other"),
  },
  {
    how: "who hears them has not confirmed",
    items: ["monitoring"],
    stack: set("on-call", "pendingConfirmation", true),
  },
  { how: "no evidence", items: ["test-emails"], context: { evidence: undefined } },
  { how: "old evidence", items: ["test-emails"], context: { now: NOW + 40 * DAY_MS } },
  { how: "evidence of tomorrow", items: ["test-emails"], context: { now: NOW - 10 * DAY_MS } },
  { how: "evidence of another path", items: ["test-emails"], context: { fingerprint: "other" } },
  { how: "a path that cannot be known", items: ["test-emails"], context: { fingerprint: undefined } },
  {
    how: "no complaint proven",
    items: ["test-emails"],
    context: evidence({ scenarios: EVIDENCE.scenarios.slice(0, 1) }),
  },
  { how: "a template never rendered", items: ["test-emails"], context: evidence({ templates: [] }) },
  { how: "no real mailbox", items: ["test-emails"], context: evidence({ inbox: undefined }) },
  { how: "no DMARC", items: ["dmarc-published"], stack: without("dmarc") },
  {
    how: "two DMARC records",
    items: ["dmarc-published"],
    stack: also({
      type: "cloudflare:index/dnsRecord:DnsRecord",
      name: "dmarc-2",
      inputs: { type: "TXT", name: "_dmarc.listbackup.ai", content: '"v=DMARC1; p=none"' },
    }),
  },
  {
    how: "a broken DMARC record",
    items: ["dmarc-published"],
    stack: set("dmarc", "content", '"v=DMARC1; p=bogus"'),
  },
  {
    how: "DMARC that cannot align",
    items: ["dmarc-published"],
    stack: set("dmarc", "content", '"v=DMARC1; p=none; aspf=s"'),
  },
  {
    how: "no default set",
    items: ["unnamed-closed"],
    stack: (all) => set("identity", "configurationSetName", undefined)(without("set-closed")(all)),
  },
  {
    how: "the default set is open",
    items: ["unnamed-closed"],
    stack: set("set-closed", "sendingOptions.sendingEnabled", true),
  },
  { how: "the default set is nowhere", items: ["unnamed-closed"], stack: without("set-closed") },
  { how: "no request", items: ["production-access"], stack: without("production-access") },
  {
    how: "not granted",
    items: ["production-access"],
    stack: set("production-access", "productionAccessEnabled", false),
  },
  {
    how: "on probation",
    items: ["production-access"],
    stack: set("production-access", "enforcementStatus", "PROBATION"),
  },
];
