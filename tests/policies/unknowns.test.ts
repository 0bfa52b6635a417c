import assert from "node:assert/strict";
import type { Rule } from "../../policies/rule";
import { securityRules } from "../../policies/security";
import type { Recorded } from "./launch";
import { MUTATIONS } from "./mutationTable";
import { judgeBy, readsOf, withUnknown } from "./reads";
import { soundStack } from "./stack";

const CANNOT_KNOW = /cannot be known in this preview/;
const kind = (type: string) => type.split(":").at(-1) ?? type;

const NO_DEFAULT_SET = "a set that is no identity's default, or another one that is";
const OTHERS_SEND = "another stream is known to send, or the table is known to be kept";
const OTHER_NAME = "another record at the name, or another name, settles it";
const RELAXED = "no record asks for strict alignment";
const NO_RATE = "the metric's name is no rate's";
const OTHERWISE_FOUND = "the engine's record of what the property was made from, or the name, tells it";

/** What a rule decides without: properties of a sound stack that may be unknown, and why. All others must be known. */
const DECIDED_WITHOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ses-default-set-is-closed": {
    "ConfigurationSet.configurationSetName": NO_DEFAULT_SET,
    "ConfigurationSet.sendingOptions": NO_DEFAULT_SET,
    "ConfigurationSet.sendingOptions.sendingEnabled": NO_DEFAULT_SET,
    "ConfigurationSet.name": NO_DEFAULT_SET,
    "ConfigurationSet.sendingEnabled": NO_DEFAULT_SET,
  },
  "ses-txt-is-quoted": { "DnsRecord.content": "the record is known to be no TXT record" },
  "ses-one-spf-per-name": {
    "DnsRecord.type": OTHER_NAME,
    "DnsRecord.content": OTHER_NAME,
    "DnsRecord.name": OTHER_NAME,
  },
  "ses-dmarc-is-aligned": {
    "EmailIdentityMailFromAttributes.emailIdentity": RELAXED,
    "EmailIdentityMailFromAttributes.mailFromDomain": RELAXED,
    "MailFrom.domain": RELAXED,
    "MailFrom.mailFromDomain": RELAXED,
    "DnsRecord.type": "the record stands at no name of DMARC, or would be valid there",
    "DnsRecord.name": "the record is valid wherever it stands, or one of SPF",
    "DnsRecord.content": "the record stands at no name of DMARC",
  },
  "ses-reputation-alarm-fires": {
    "MetricAlarm.namespace": NO_RATE,
    "MetricAlarm.metricQueries.1.metric.namespace": NO_RATE,
    "MetricAlarm.metricQueries.2.metric.namespace": NO_RATE,
    "MetricAlarm.unit": NO_RATE,
  },
  "ses-queue-outlasts-function": {
    "EventSourceMapping.eventSourceArn": OTHERWISE_FOUND,
    "EventSourceMapping.functionName": OTHERWISE_FOUND,
    "Queue.name": OTHERWISE_FOUND,
    "Function.name": OTHERWISE_FOUND,
  },
  "ses-queue-outlasts-retries": {
    "EventSourceMapping.eventSourceArn": OTHERWISE_FOUND,
    "EventSourceMapping.functionName": OTHERWISE_FOUND,
    "Queue.name": OTHERWISE_FOUND,
    "Function.name": OTHERWISE_FOUND,
  },
  "ses-suppression-table-is-kept": {
    "ConfigurationSet.configurationSetName": OTHERS_SEND,
    "ConfigurationSet.sendingOptions": OTHERS_SEND,
    "ConfigurationSet.sendingOptions.sendingEnabled": OTHERS_SEND,
    "ConfigurationSet.name": OTHERS_SEND,
    "ConfigurationSet.sendingEnabled": OTHERS_SEND,
  },
};

/** The one rule that lets unknowns pass; the engine asks it again before it creates the resource. */
const ASKED_AGAIN = "ses-no-plain-secret";
const strictRules = securityRules.filter(({ name }) => name !== ASKED_AGAIN);

/** What the rule says with each property that it reads unknown in turn. */
function* withEachUnknown(rule: Rule, stack: readonly Recorded[]) {
  for (const read of readsOf(rule, stack))
    yield {
      property: `${kind(read.type)}.${read.path.join(".")}`,
      violations: judgeBy(rule, withUnknown(stack, read)),
    };
}

describe("a property that a rule reads, unknown in a preview", function () {
  // The whole program runs several times.
  this.timeout(60_000);

  let sound: Recorded[] = [];
  before(async () => {
    sound = await soundStack();
  });

  for (const rule of strictRules)
    it(`is a violation in its own words, unless the rule decides without: ${rule.name}`, () => {
      const decided = new Set<string>();
      for (const { property, violations } of withEachUnknown(rule, sound)) {
        for (const { message } of violations) assert.match(message, CANNOT_KNOW);
        if (violations.length === 0) decided.add(property);
      }
      assert.deepEqual([...decided].sort(), Object.keys(DECIDED_WITHOUT[rule.name] ?? {}).sort());
    });

  for (const rule of strictRules)
    it(`never hides a fault: ${rule.name}`, () => {
      let tried = 0;
      for (const { title, spoil } of MUTATIONS.filter((mutation) => mutation.rule === rule.name)) {
        const stack = structuredClone(sound);
        spoil(stack);
        for (const { property, violations } of withEachUnknown(rule, stack)) {
          assert.notEqual(violations.length, 0, `${title}, ${property} unknown`);
          tried++;
        }
      }
      assert(tried > 0);
    });

  it("lets what AWS makes pass only where the engine asks again before it creates the resource", () => {
    const rule = securityRules.find(({ name }) => name === ASKED_AGAIN);
    assert.equal(rule?.scope, "resource");
    const tried = [...withEachUnknown(rule, sound)];
    assert(tried.length > 10, `${tried.length} properties`);
    const refused = tried.filter(({ violations }) => violations.length > 0);
    assert.deepEqual(
      refused.map(({ property }) => property),
      ["Parameter.type"],
    );
  });
});
