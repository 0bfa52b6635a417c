import type { ChecklistContext, ChecklistItem, ItemFinding } from "../item";
import { deadLetterArn, knownText, streamSets } from "../lookup";
import { Probe, holds, isTrue } from "../probe";
import {
  EVENT_DESTINATION,
  EVENT_SOURCE_MAPPING,
  FUNCTION,
  QUEUE,
  QUEUE_POLICY,
  SUBSCRIPTION,
  TABLE,
  TOPIC,
  TOPIC_POLICY,
} from "../types";
import type { StackView, ViewedResource } from "../view";

const STREAM = "component SendingStream";
const PIPELINE = "component FeedbackPipeline";

export const bounceHandling: ChecklistItem = {
  id: "bounce-handling",
  title: "Bounce handling endpoint configured",
  provenBy: () => pathText("BOUNCE"),
  judge: (view, context) => judgePath(view, context, "BOUNCE"),
};

export const complaintHandling: ChecklistItem = {
  id: "complaint-handling",
  title: "Complaint handling endpoint configured",
  provenBy: () => pathText("COMPLAINT"),
  judge: (view, context) => judgePath(view, context, "COMPLAINT"),
};

function pathText(event: string): string {
  return `every stream sends ${event} to one topic, from there through a queue with a dead-letter queue to the function that writes the suppression list`;
}

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
  const name = probe.value(set, ["configurationSetName"], STREAM);
  if (typeof name !== "string") return undefined;
  const ofSet = probe.all(EVENT_DESTINATION).filter((one) => knownText(one, "configurationSetName") === name);
  const destinations = ofSet.filter((one) => {
    const types = one.see("eventDestination", "matchingEventTypes");
    return (
      types.state === "known" &&
      holds(event)(types.value) &&
      one.see("eventDestination", "snsDestination").state !== "absent"
    );
  });
  const [destination] = destinations;
  if (!destination) {
    const open = ofSet.filter((one) => one.see("eventDestination", "matchingEventTypes").state === "unknown");
    for (const one of open) probe.value(one, ["eventDestination", "matchingEventTypes"], STREAM);
    if (open.length > 0) return undefined;
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
  const undelivered = deadLettersOf(probe, subscription, "what SNS cannot deliver must wait somewhere");
  if (undelivered) judgeQueuePolicy(probe, undelivered, topicArn);
  const queueArn = probe.value(subscription, ["endpoint"], PIPELINE);
  if (typeof queueArn === "string") judgeQueue(probe, queueArn, topicArn);
}

function judgeQueue(probe: Probe, queueArn: string, topicArn: string): void {
  const queue = probe.all(QUEUE).find((one) => knownText(one, "arn") === queueArn);
  if (!queue) {
    probe.missing("queue that is subscribed to the topic", PIPELINE);
    return;
  }
  deadLettersOf(probe, queue, "what the function cannot process must wait somewhere");
  judgeQueuePolicy(probe, queue, topicArn);
  judgeReader(probe, queueArn);
}

function judgeQueuePolicy(probe: Probe, queue: ViewedResource, topicArn: string): void {
  const url = probe.value(queue, ["url"], PIPELINE);
  if (typeof url !== "string") return;
  const policy = probe.all(QUEUE_POLICY).find((one) => knownText(one, "queueUrl") === url);
  if (!policy) probe.missing(`policy of the queue ${queue.name} that lets the topic send`, PIPELINE);
  else
    probe.expect(
      policy,
      ["policy"],
      (text) => typeof text === "string" && text.includes("sns.amazonaws.com") && text.includes(topicArn),
      "a policy that lets the topic send",
      PIPELINE,
    );
}

/** The queue of the stack where a resource leaves its dead letters; a finding where there is none. */
function deadLettersOf(probe: Probe, resource: ViewedResource, why: string): ViewedResource | undefined {
  const isSet = (value: unknown) => typeof value === "string" && deadLetterArn(resource) !== undefined;
  if (!probe.expect(resource, ["redrivePolicy"], isSet, `set: ${why}`, PIPELINE)) return undefined;
  const queue = probe.all(QUEUE).find((one) => knownText(one, "arn") === deadLetterArn(resource));
  if (!queue) probe.missing(`dead-letter queue that ${resource.name} names: ${why}`, PIPELINE);
  return queue;
}

function judgeReader(probe: Probe, queueArn: string): void {
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
  if (typeof functionArn !== "string") return;
  const reader = probe
    .all(FUNCTION)
    .find((one) => [knownText(one, "arn"), knownText(one, "name")].includes(functionArn));
  if (!reader) {
    probe.missing("function that the queue's mapping names", PIPELINE);
    return;
  }
  const tables = probe.all(TABLE).map((table) => knownText(table, "name"));
  // The item on the suppression list speaks where there is no table.
  if (tables.length === 0) return;
  probe.expect(
    reader,
    ["environment", "variables", "TABLE_NAME"],
    (name) => typeof name === "string" && tables.includes(name),
    "the name of the suppression table",
    PIPELINE,
  );
}
