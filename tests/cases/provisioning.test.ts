import assert from "node:assert/strict";
import { topicKeyProblem } from "../../iam/topicKey";
import { eventDestinations } from "../../mail/streams";
import { type JudgedAlarm, alarmProblems } from "../../monitoring/alarmProblems";
import { NAME_LIMITS, type NamedKind, resourceName } from "../../names";
import { type LiveIdentity, identityPreflight } from "../../mail/identityPreflight";
import cases from "./provisioning.json";

type Case = (typeof cases)[number];

interface PreflightInput {
  domain: string;
  region: string;
  getEmailIdentity: LiveIdentity;
  cloudflareRecords: { type: string; name: string }[];
}

interface NamesInput {
  project: string;
  stack: string;
  component: string;
  want: NamedKind[];
}

interface DestinationInput {
  configurationSet: string;
  destination: { matchingEventTypes: string[]; snsDestination: { topicArn: string } };
}

interface TopicInput {
  topic: { kmsMasterKeyId: string };
  publishers: string[];
}

const PULUMI_SUFFIX = "-1a2b3c4".length;

/** The case glosses one of its two lines; here every line is glossed. */
const withoutGloss = (text: string) => text.replace(/ \(AWS \w+ line\)/, "");

const RUN: Readonly<Record<string, (one: Case) => void>> = {
  "identity-preflight": ({ input }) => {
    const { domain, region, getEmailIdentity, cloudflareRecords } = input as unknown as PreflightInput;
    const answer = identityPreflight({
      identity: domain,
      region,
      stack: "prod",
      defaultConfigurationSet: "prod-closed",
      live: getEmailIdentity,
      records: cloudflareRecords,
    });
    assert(answer !== undefined, "refused");
    assert.match(answer, /The SES identity example\.com exists already in this account and us-east-1/);
    assert.match(answer, /adopt it \(import id example\.com\)/);
    assert.match(answer, /replaces its default configuration set "standard" by "prod-closed"/);
    assert.match(answer, /\n {6}identity: true\n {6}mailFrom: true\n {6}records:\n {8}dkim-0: <id of aaa111\._domainkey\.example\.com>\n/);
    assert.match(answer, /Nothing was created, deleted or changed/);
  },
  "event-destination": ({ input }) => {
    const { configurationSet, destination } = input as unknown as DestinationInput;
    const { topicArn } = destination.snsDestination;
    const { feedback } = eventDestinations(configurationSet, topicArn);
    assert.equal(feedback.enabled, true);
    assert.equal(feedback.snsDestination.topicArn, topicArn);
    for (const type of [...destination.matchingEventTypes, "DELIVERY_DELAY", "REJECT", "RENDERING_FAILURE"])
      assert(feedback.matchingEventTypes.includes(type), type);
  },
  "feedback-topic": ({ input }) => {
    const { topic, publishers } = input as unknown as TopicInput;
    const answer = topicKeyProblem(topic.kmsMasterKeyId, publishers);
    assert(answer !== undefined, "refused");
    assert.match(answer, /the policy of the AWS managed key alias\/aws\/sns cannot be edited/);
    assert.match(
      answer,
      /customer-managed key that grants kms:GenerateDataKey\* and kms:Decrypt to ses\.amazonaws\.com and cloudwatch\.amazonaws\.com/,
    );
    assert.match(answer, /"none" leaves the topic without a key/);
  },
  alarms: ({ input, expected }) => {
    const { alarms } = input as unknown as { alarms: JudgedAlarm[] };
    const messages = alarms.flatMap(alarmProblems).map(({ message }) => withoutGloss(message));
    const wanted = expected.findings ?? [];
    assert(wanted.length > 0);
    for (const finding of wanted)
      assert(
        messages.some((message) => message.includes(withoutGloss(finding))),
        `${finding}\nis not among\n${messages.join("\n")}`,
      );
    for (const { name } of alarms) assert(messages.some((message) => message.startsWith(`${name}: `)));
  },
  names: ({ input, expected }) => {
    const { project, stack, component, want } = input as unknown as NamesInput;
    assert.deepEqual({ ...NAME_LIMITS, ...expected.limits }, NAME_LIMITS);
    for (const kind of want) {
      const name = resourceName(kind, project, stack, component);
      const other = resourceName(kind, project, stack.replace("central-1", "central-2"), component);
      assert(name.length + PULUMI_SUFFIX <= NAME_LIMITS[kind], `${kind} ${name}`);
      assert.match(name, /^[A-Za-z0-9_-]+$/);
      assert.notEqual(name, other, `${kind} of two long stacks`);
    }
  },
};

/** Kinds of cases about parts of the program that do not exist yet; each leaves this list with its part. */
const NOT_BUILT_YET = ["production-access", "send-error"];

describe("provisioning cases", () => {
  for (const one of cases) {
    const run = RUN[one.input.kind];
    if (run)
      it(`${one.id}: ${one.title}`, () => {
        run(one);
      });
    else
      it(`${one.id}: is about a part that is not built yet`, () => {
        assert(NOT_BUILT_YET.includes(one.input.kind), one.input.kind);
      });
  }
});
