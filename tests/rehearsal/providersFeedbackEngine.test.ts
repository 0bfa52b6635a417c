/** Code archives and the refusals of SES, through the real engine: what it sends, keeps in its state and shows. */
import assert from "node:assert/strict";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import { Provider } from "@pulumi/aws/provider";
import * as sesv2 from "@pulumi/aws/sesv2";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { EngineError } from "../../rehearsal/engine/outcome";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack } from "../../rehearsal/engine/stack";
import * as types from "../../rehearsal/providers/handlers/names";
import { isProps, type Props, type Value } from "../../rehearsal/providers/values";
import { ENGINE_TIMEOUT_MS } from "../engine/harness";
import { allow, trust } from "./providersFeedbackTable";

describe("stand-in AWS on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let stack: RehearsalStack;
  let program: () => Promise<Record<string, unknown>>;

  before(async () => {
    rehearsal = await Rehearsal.open("tests-feedback-handlers");
    stack = await rehearsal.stack("prod", {}, () => program());
  });
  after(() => rehearsal.close());
  afterEach(async () => {
    await stack.destroy();
    for (const type of [types.FUNCTION, types.ROLE, types.EVENT_DESTINATION, types.TOPIC])
      assert.deepEqual(rehearsal.cloud.list(type), [], type);
  });

  const changes = async (
    run: Promise<{ changes: { op: string; name: string; diffs: readonly string[] }[] }>,
  ) => (await run).changes.map(({ op, name, diffs }) => [op, name, ...diffs].join(" "));

  it("a function's code is kept with its text, and only another text is a change", async () => {
    const functionWith = (text: string, timeout = 3) => {
      const opts = { provider: new Provider("aws", { region: "us-east-1" }) };
      const role = new iam.Role(
        "role",
        { name: "runner", assumeRolePolicy: trust("lambda.amazonaws.com") },
        opts,
      );
      const fn = new lambda.Function(
        "fn",
        {
          name: "feedback",
          role: role.arn,
          runtime: "nodejs22.x",
          handler: "index.handler",
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(text) }),
          timeout,
        },
        opts,
      );
      return Promise.resolve({ checksum: fn.codeSha256 });
    };
    const liveText = (): Value | undefined => {
      const code = rehearsal.cloud.list(types.FUNCTION)[0]?.properties["code"];
      const file = within(within(code, "assets"), "index.js");
      return file["text"];
    };

    program = () => functionWith("exports.a = 1");
    const made = await stack.up();
    assert.equal(liveText(), "exports.a = 1");
    assert.deepEqual(await changes(stack.preview()), []);
    await stack.refresh();
    assert.deepEqual(await changes(stack.preview()), [], "after a refresh");

    program = () => functionWith("exports.a = 1", 30);
    const slower = stack.upWithoutPreview();
    assert.deepEqual(await changes(slower), ["update fn timeout"]);
    assert.equal((await slower).outputs["checksum"]?.value, made.outputs["checksum"]?.value);
    assert.equal(liveText(), "exports.a = 1");

    program = () => functionWith("exports.a = 2", 30);
    assert.deepEqual(await changes(stack.preview()), ["update fn code"]);
    const changed = await stack.upWithoutPreview();
    assert.notEqual(changed.outputs["checksum"]?.value, made.outputs["checksum"]?.value);
    assert.equal(liveText(), "exports.a = 2");

    const [live] = rehearsal.cloud.list(types.FUNCTION);
    assert.ok(live);
    const byHand = { ...within(live.properties, "code"), hash: "by hand" };
    rehearsal.cloud.put({ ...live, properties: { ...live.properties, code: byHand } });
    await stack.refresh();
    assert.deepEqual(await changes(stack.upWithoutPreview()), ["update fn code"]);
    assert.deepEqual(rehearsal.cloud.list(types.FUNCTION)[0]?.properties["code"], live.properties["code"]);
  });

  it("an event destination is refused until the topic's policy lets SES in, in its own words", async () => {
    const destinationWith = (service: string) => {
      const opts = { provider: new Provider("aws", { region: "us-east-1" }) };
      const set = new sesv2.ConfigurationSet("set", { configurationSetName: "news" }, opts);
      const topic = new sns.Topic("topic", { name: "feedback" }, opts);
      const policy = topic.arn.apply((Resource) =>
        allow({
          Principal: { Service: service },
          Action: "sns:Publish",
          Resource,
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ses:us-east-1:123456789012:configuration-set/*" },
          },
        }),
      );
      const mayPublish = new sns.TopicPolicy("policy", { arn: topic.arn, policy }, opts);
      new sesv2.ConfigurationSetEventDestination(
        "destination",
        {
          configurationSetName: set.configurationSetName,
          eventDestinationName: "feedback",
          eventDestination: {
            enabled: true,
            matchingEventTypes: ["BOUNCE"],
            snsDestination: { topicArn: topic.arn },
          },
        },
        { ...opts, dependsOn: [mayPublish] },
      );
      return Promise.resolve({});
    };

    program = () => destinationWith("events.amazonaws.com");
    await stack.preview();
    await assert.rejects(stack.upWithoutPreview(), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      assert.match(
        error.message,
        /BadRequestException: Could not publish message to SNS topic <arn:aws:sns:[^>]+>/,
      );
      return true;
    });
    assert.deepEqual(rehearsal.cloud.list(types.EVENT_DESTINATION), []);

    program = () => destinationWith("ses.amazonaws.com");
    const repaired = stack.upWithoutPreview();
    assert.deepEqual(await changes(repaired), ["update policy policy", "create destination"]);
    assert.deepEqual(await changes(stack.preview()), []);
  });
});

function within(value: Value | undefined, name: string): Props {
  const inner = isProps(value) ? value[name] : undefined;
  assert.ok(isProps(inner), `no ${name}`);
  return inner;
}
