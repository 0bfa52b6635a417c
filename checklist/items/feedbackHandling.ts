import type { ChecklistContext, ChecklistItem, ItemFinding } from "../item";
import { knownText, streamSets } from "../lookup";
import { Probe, holds, isTrue } from "../probe";
import {
  EVENT_DESTINATION,
  EVENT_SOURCE_MAPPING,
  FUNCTION,
  QUEUE,
  QUEUE_POLICY,
  SUBSCRIPTION,
  TOPIC,
  TOPIC_POLICY,
} from "../types";
import type { StackView, ViewedResource } from "../view";

const STREAM = "component SendingStream";
const PIPELINE = "component FeedbackPipeline";

export const bounceHandling: ChecklistItem = {
  id: "bounce-handling",
  title: "Bounce handling endpoint configured",
  judge: (view, context) => judgePath(view, context, "BOUNCE"),
};

export const complaintHandling: ChecklistItem = {
  id: "complaint-handling",
  title: "Complaint handling endpoint configured",
  judge: (view, context) => judgePath(view, context, "COMPLAINT"),
};

/** The whole way of an event, each part pointing at the next. */
function judgePath(view: StackView, { domain }: ChecklistContext, event: string): readonly ItemFinding[] {
  const probe = new Probe(view, "always");
  const sets = streamSets(probe, domain);
  if (sets.length === 0) probe.missing("stream", STREAM);
  const topics = new Set(sets.flatMap((set) => topicOf(probe, set, event) ?? []));
  if (topics.size > 1) probe.wrong(`Streams send ${event} to ${topics.size} topics, one is needed`, STREAM);
  for (const topicArn of topics) judgeTopic(probe, topicArn);
  return probe.findings;
}

/** Where a stream sends an event; a finding where it does not. */
function topicOf(probe: Probe, set: ViewedResource, event: string): string | undefined {
  const name = knownText(set, "configurationSetName");
  const destinations = probe
    .all(EVENT_DESTINATION)
    .filter((one) => knownText(one, "configurationSetName") === name)
    .filter((one) => {
      const types = one.see("eventDestination", "matchingEventTypes");
      return (
        types.state === "known" &&
        holds(event)(types.value) &&
        one.see("eventDestination", "snsDestination").state !== "absent"
      );
    });
  const [destination] = destinations;
  if (!destination) {
    probe.missing(`event destination of ${set.name} that sends ${event} to a topic`, STREAM);
    return undefined;
  }
  probe.expect(
    destination,
    ["eventDestination", "enabled"],
    isTrue,
    "true: the API's default is off",
    STREAM,
  );
  const topicArn = probe.value(destination, ["eventDestination", "snsDestination", "topicArn"], STREAM);
  return typeof topicArn === "string" ? topicArn : undefined;
}

function judgeTopic(probe: Probe, topicArn: string): void {
  const arnIs = (property: string) => (one: ViewedResource) => knownText(one, property) === topicArn;
  if (!probe.all(TOPIC).some(arnIs("arn"))) probe.missing("topic that the streams send to", PIPELINE);
  const policy = probe.all(TOPIC_POLICY).find(arnIs("arn"));
  if (!policy) probe.missing("policy of the topic that lets SES publish", PIPELINE);
  else
    probe.expect(
      policy,
      ["policy"],
      (text) =>
        typeof text === "string" && text.includes("ses.amazonaws.com") && text.includes("aws:SourceArn"),
      "a policy that lets ses.amazonaws.com publish for the configuration sets",
      PIPELINE,
    );
  const subscription = probe
    .all(SUBSCRIPTION)
    .find((one) => arnIs("topic")(one) && knownText(one, "protocol") === "sqs");
  if (!subscription) {
    probe.missing("subscription of a queue to the topic", PIPELINE);
    return;
  }
  probe.expect(
    subscription,
    ["redrivePolicy"],
    isText,
    "set: what SNS cannot deliver must wait somewhere",
    PIPELINE,
  );
  const queueArn = probe.value(subscription, ["endpoint"], PIPELINE);
  if (typeof queueArn === "string") judgeQueue(probe, queueArn, topicArn);
}

function judgeQueue(probe: Probe, queueArn: string, topicArn: string): void {
  const queue = probe.all(QUEUE).find((one) => knownText(one, "arn") === queueArn);
  if (!queue) {
    probe.missing("queue that is subscribed to the topic", PIPELINE);
    return;
  }
  probe.expect(
    queue,
    ["redrivePolicy"],
    isText,
    "set: what the function cannot process must wait somewhere",
    PIPELINE,
  );
  const url = knownText(queue, "url");
  const policy = probe.all(QUEUE_POLICY).find((one) => knownText(one, "queueUrl") === url);
  if (!policy) probe.missing("policy of the queue that lets the topic send", PIPELINE);
  else
    probe.expect(
      policy,
      ["policy"],
      (text) => typeof text === "string" && text.includes("sns.amazonaws.com") && text.includes(topicArn),
      "a policy that lets the topic send",
      PIPELINE,
    );
  const mapping = probe
    .all(EVENT_SOURCE_MAPPING)
    .find((one) => knownText(one, "eventSourceArn") === queueArn);
  if (!mapping) {
    probe.missing("function that reads the queue", PIPELINE);
    return;
  }
  probe.expect(
    mapping,
    ["functionResponseTypes"],
    holds("ReportBatchItemFailures"),
    "ReportBatchItemFailures: one bad message must not hold up the others",
    PIPELINE,
  );
  if (mapping.see("enabled").state !== "absent") probe.expect(mapping, ["enabled"], isTrue, "true", PIPELINE);
  const functionArn = probe.value(mapping, ["functionName"], PIPELINE);
  const isNamed = (one: ViewedResource) =>
    [knownText(one, "arn"), knownText(one, "name")].includes(String(functionArn));
  if (functionArn !== undefined && !probe.all(FUNCTION).some(isNamed))
    probe.missing("function that the queue's mapping names", PIPELINE);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
