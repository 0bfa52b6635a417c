import assert from "node:assert/strict";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  AddPermissionCommand,
} from "@aws-sdk/client-lambda";
import {
  GetAccountCommand,
  GetSuppressedDestinationCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { complaint, hardBounce, renderingFailure } from "../../rehearsal/cloud/sesEvents";
import { alarmFunction } from "../../verify/probes/alarmFunction";
import { feedback } from "../../verify/probes/feedback";
import { topicQueues } from "../../verify/probes/topicQueues";
import { ACCOUNT, RUN, VerifyWorld, noNetwork, refusal } from "./world";

const queueName = (what: string) => `ses-verify-${RUN}-${what}`;

/** A world whose queues answer with what a test puts into them, once each. */
class QueueWorld extends VerifyWorld {
  private readonly waiting = new Map<string, string[]>();

  constructor() {
    super();
    this.sqs.on(CreateQueueCommand).callsFake(({ QueueName }) => ({ QueueUrl: `https://sqs/${QueueName}` }));
    this.sqs.on(ReceiveMessageCommand).callsFake(({ QueueUrl }: { QueueUrl: string }) => {
      const name = QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1);
      const Messages = (this.waiting.get(name) ?? [])
        .splice(0, 10)
        .map((Body) => ({ Body, ReceiptHandle: "1" }));
      return { Messages };
    });
  }

  put(what: string, ...bodies: readonly string[]): void {
    const name = queueName(what);
    this.waiting.set(name, [...(this.waiting.get(name) ?? []), ...bodies]);
  }
}

describe("the probe of a topic's queues", () => {
  const run = (...reached: readonly string[]) => {
    const world = new QueueWorld();
    world.sns.on(PublishCommand).callsFake(() => {
      for (const what of reached) world.put(what, "message");
      return {};
    });
    return { world, found: world.tryOut(topicQueues) };
  };

  it("holds when the message comes to each, and does not where it does not come", async () => {
    const { world, found } = run("open", "strict", "dead");
    for (const { outcome } of Object.values(await found)) assert.equal(outcome, "holds");
    const policies = world.sqs
      .commandCalls(CreateQueueCommand)
      .map(({ args: [command] }) => command.input.Attributes ?? {});
    assert.match(policies[1]?.Policy ?? "", /"StringEquals":\{"aws:SourceAccount":"123456789012"\}/);
    assert.match(policies[0]?.Policy ?? "", /"StringEqualsIfExists"/);
    assert.equal(policies[2]?.Policy, undefined);
    const redrives = world.sns
      .commandCalls(SubscribeCommand)
      .map(({ args: [command] }) => command.input.Attributes?.RedrivePolicy);
    assert.deepEqual(redrives.filter(Boolean).length, 1);

    const only = await run("open").found;
    assert.equal(only["topic-reaches-queue"]?.outcome, "holds");
    assert.equal(only["sns-source-account"]?.outcome, "does not hold");
    assert.equal(only["topic-dead-letters"]?.outcome, "does not hold");
  });

  it("says nothing of the stricter policy when the message comes by none", async () => {
    const none = await run().found;
    assert.equal(none["topic-reaches-queue"]?.outcome, "does not hold");
    assert.equal(none["sns-source-account"]?.outcome, "could not tell");
  });
});

const NOTICE = "Successfully validated SNS topic for Amazon SES event publishing.";
const wrapped = (message: unknown) =>
  JSON.stringify({
    Type: "Notification",
    MessageId: "1",
    Message: typeof message === "string" ? message : JSON.stringify(message),
  });

type Feedback = (mail: { account: string; configurationSet: string; to: string }) => readonly unknown[];

function mailOf({ ConfigurationSetName, Destination }: SendEmailCommandInput) {
  const [to = ""] = Destination?.ToAddresses ?? [];
  return { account: ACCOUNT, configurationSet: ConfigurationSetName ?? "", to };
}

/** What the feedback probe finds when SES answers each mail with these messages. */
function feedbackOf(answer: Feedback, prepare: (world: QueueWorld) => void = () => undefined) {
  const world = new QueueWorld();
  world.ses.on(GetSuppressedDestinationCommand).rejects(refusal("NotFoundException"));
  world.put("feedback", wrapped(NOTICE));
  world.ses.on(SendEmailCommand).callsFake((input: SendEmailCommandInput) => {
    world.put("feedback", ...answer(mailOf(input)).map(wrapped));
    return { MessageId: "1" };
  });
  prepare(world);
  return world.tryOut(feedback);
}

const believed: Feedback = (mail) => {
  if (mail.to.startsWith("bounce+")) return [hardBounce(mail)];
  if (mail.to.startsWith("complaint+")) return [complaint(mail)];
  return [renderingFailure(mail)];
};

describe("the feedback's probe", () => {
  it("holds in all when SES is as it is believed to be", async () => {
    for (const [id, { outcome, saw }] of Object.entries(await feedbackOf(believed)))
      assert.equal(outcome, "holds", `${id}: ${saw}`);
  });

  it("does not hold where the shape or the label is another", async () => {
    const without = await feedbackOf((mail) =>
      believed(mail).map((event) => ({ ...(event as object), mail: { ...mailIn(event), tags: undefined } })),
    );
    assert.equal(without["event-shapes"]?.outcome, "does not hold");
    assert.match(without["event-shapes"].saw, /tag of the configuration set is missing/);
    const unread = await feedbackOf((mail) => believed(mail).map(() => ({ eventType: "Bounce" })));
    assert.equal(unread["event-shapes"]?.outcome, "does not hold");
    assert.match(
      unread["event-shapes"].saw,
      /Cannot read the feedback event: \$\.Message\.bounce is missing/,
    );
  });

  it("does not hold where the feedback names another address than was mailed", async () => {
    const plain = await feedbackOf(
      (mail) => JSON.parse(JSON.stringify(believed(mail)).replaceAll(/\+[0-9a-f]{8}@/g, "@")) as unknown[],
    );
    assert.equal(plain["simulator-label"]?.outcome, "does not hold");
    assert.equal(plain["event-shapes"]?.outcome, "holds");
  });

  it("tells a notice that the reader does not know", async () => {
    const world = (one: QueueWorld) => {
      one.put("feedback", wrapped("Topic validated."));
    };
    assert.equal((await feedbackOf(believed, world))["setup-notice"]?.outcome, "does not hold");
  });

  it("cannot tell what did not come, and says that nothing came", async () => {
    const silent = await feedbackOf(() => []);
    assert.equal(silent["event-shapes"]?.outcome, "could not tell");
    assert.equal(silent["feedback-in-time"]?.outcome, "could not tell");
    assert.equal(silent["rendering-failure"]?.outcome, "could not tell");
    assert.equal(silent["ses-reaches-topic"]?.outcome, "holds");
  });

  it("tells a list and a quota that the simulator does touch, and a mail that is refused at once", async () => {
    let asked = 0;
    const touched = await feedbackOf(believed, (world) => {
      world.ses.on(GetSuppressedDestinationCommand).resolves({});
      world.ses.on(GetAccountCommand).callsFake(() => ({ SendQuota: { SentLast24Hours: asked++ * 3 } }));
      world.ses.on(SendEmailCommand).callsFake((input: SendEmailCommandInput) => {
        if (input.Content?.Template !== undefined) throw refusal("BadRequestException");
        world.put("feedback", ...believed(mailOf(input)).map(wrapped));
        return {};
      });
    });
    assert.equal(touched["simulator-not-listed"]?.outcome, "does not hold");
    assert.equal(touched["simulator-outside-quota"]?.outcome, "does not hold");
    assert.equal(touched["rendering-failure"]?.outcome, "does not hold");
    assert.equal(touched["event-shapes"]?.outcome, "holds");
  });
});

function mailIn(event: unknown): object {
  return (event as { mail: object }).mail;
}

const EVENT_TIME = "2026-11-25T09:00:00.123+0000";
const alarmEvent = (changes: object = {}) =>
  JSON.stringify({
    source: "aws.cloudwatch",
    accountId: ACCOUNT,
    alarmData: { alarmName: "x", state: { value: "ALARM", timestamp: EVENT_TIME } },
    ...changes,
  });

describe("the probe of an alarm's function", () => {
  const run = (event: string | undefined, transitioned: string | undefined, dead = true) => {
    const world = new QueueWorld();
    let creates = 0;
    world.lambda.on(CreateFunctionCommand).callsFake(() => {
      if (creates++ === 0) throw refusal("InvalidParameterValueException");
      return {};
    });
    world.lambda.on(GetFunctionConfigurationCommand).resolves({ State: "Active" });
    world.cloudwatch.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [
        { ...(transitioned !== undefined && { StateTransitionedTimestamp: new Date(transitioned) }) },
      ],
    });
    world.lambda.on(InvokeCommand).callsFake(() => {
      if (dead) world.put("failed", '{"fail":true}');
      return {};
    });
    if (event !== undefined) world.put("events", event);
    return { world, found: world.tryOut(alarmFunction) };
  };

  it("holds when the event is read and its time is the alarm's", async () => {
    const { world, found } = run(alarmEvent(), EVENT_TIME);
    for (const [id, { outcome, saw }] of Object.entries(await found))
      assert.equal(outcome, "holds", `${id}: ${saw}`);
    const [permission] = world.lambda.commandCalls(AddPermissionCommand);
    assert.equal(permission?.args[0].input.Principal, "lambda.alarms.cloudwatch.amazonaws.com");
    assert.equal(permission.args[0].input.SourceAccount, ACCOUNT);
  });

  it("holds when the alarm says a little later time than its event, and not when it says a minute later", async () => {
    const near = await run(alarmEvent(), "2026-11-25T09:00:00.124Z").found;
    assert.equal(near["alarm-event-time"]?.outcome, "holds");
    const found = await run(alarmEvent(), "2026-11-25T09:01:00.123Z").found;
    assert.equal(found["alarm-event-time"]?.outcome, "does not hold");
    assert.match(found["alarm-event-time"].saw, /: 60000 ms/);
  });

  it("does not hold when no event comes, or one of another shape, or no dead letter", async () => {
    const none = await run(undefined, EVENT_TIME, false).found;
    assert.equal(none["alarm-event"]?.outcome, "does not hold");
    assert.equal(none["alarm-event-time"]?.outcome, "could not tell");
    assert.equal(none["function-dead-letters"]?.outcome, "does not hold");
    for (const event of [alarmEvent({ alarmData: {} }), alarmEvent({ accountId: "999999999999" }), "no JSON"])
      assert.equal((await run(event, undefined).found)["alarm-event"]?.outcome, "does not hold", event);
  });

  it("reads an event that the function could not hand on among the dead letters", async () => {
    const { world, found } = run(undefined, EVENT_TIME);
    world.put("failed", alarmEvent());
    for (const [id, { outcome, saw }] of Object.entries(await found))
      assert.equal(outcome, "holds", `${id}: ${saw}`);
  });

  it("cannot tell when the function cannot be made", async () => {
    const world = new QueueWorld();
    world.lambda.on(CreateFunctionCommand).rejects(refusal("AccessDeniedException"));
    const { "alarm-event": found } = await world.tryOut(alarmFunction);
    assert.equal(found?.saw, "it could not be tried: CreateFunction: AccessDeniedException");
    world.lambda.on(CreateFunctionCommand).rejects(noNetwork());
    const { "alarm-event": lost } = await world.tryOut(alarmFunction);
    assert.equal(lost?.saw, "it could not be tried: TimeoutError");
  });
});
