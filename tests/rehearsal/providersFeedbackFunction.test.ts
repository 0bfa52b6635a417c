/** The stand-in Lambda: code, the role it runs with and the queue that feeds it. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import { SIGNATURE_KEY, textOf, UNKNOWN, type Props } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";
import * as table from "./providersFeedbackTable";

const { allow, archive, arn, FUNCTION, POLL_POLICY, QUEUE, QUEUE_ARN, ROLE, trust } = table;
const [, FUNCTION_INPUTS] = FUNCTION;
const MAPPING = { functionName: "feedback", eventSourceArn: QUEUE_ARN };

describe("stand-in Lambda", () => {
  let cloud: Cloud;
  let aws: Plugin;
  before(async () => {
    cloud = newCloud();
    aws = await Plugin.configured("aws", cloud, AWS_CONFIG);
  });
  after(() => aws.stop());
  beforeEach(() => {
    empty(cloud);
  });

  describe("code", () => {
    const hashOnly = (text: string): Props => ({
      [SIGNATURE_KEY]: archive(text)[SIGNATURE_KEY] ?? "",
      hash: archive(text)["hash"] ?? "",
    });

    it("is kept with its text", async () => {
      await aws.make(...ROLE);
      await aws.make(...FUNCTION);
      const code = cloud.list(types.FUNCTION)[0]?.properties["code"];
      assert.deepEqual(code, archive("1"));
    });

    it("is compared by its hash, whether the text is there or not", async () => {
      await aws.make(...ROLE);
      const state = await aws.make(...FUNCTION);
      const bare = { id: state.id, outputs: { ...state.outputs, code: hashOnly("1") } };
      const same = await aws.diff(types.FUNCTION, bare, { ...state.inputs, code: archive("1") });
      assert.equal(same.none, true);
      const changed = await aws.diff(types.FUNCTION, bare, { ...state.inputs, code: archive("2") });
      assert.deepEqual([changed.diffs, changed.replaces], [["code"], []]);
    });

    it("that changed is unknown by its checksum in a preview and has another one after the update", async () => {
      await aws.make(...ROLE);
      const state = await aws.make(...FUNCTION);
      const wanted = { ...state.inputs, code: archive("2") };
      assert.equal((await aws.update(types.FUNCTION, state, wanted, true))["codeSha256"], UNKNOWN);
      const outputs = await aws.update(types.FUNCTION, state, wanted);
      assert.notEqual(outputs["codeSha256"], state.outputs["codeSha256"]);
      assert.deepEqual(cloud.list(types.FUNCTION)[0]?.properties["code"], archive("2"));
    });

    it("keeps text and checksum when something else changes and the engine sends the hash alone", async () => {
      await aws.make(...ROLE);
      const state = await aws.make(...FUNCTION);
      const outputs = await aws.update(types.FUNCTION, state, {
        ...state.inputs,
        code: hashOnly("1"),
        timeout: 60,
      });
      assert.equal(outputs["codeSha256"], state.outputs["codeSha256"]);
      assert.deepEqual(cloud.list(types.FUNCTION)[0]?.properties["code"], archive("1"));
    });
  });

  it("a function needs a role that Lambda may take for it", async () => {
    const refused =
      /InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda\./;
    await assert.rejects(aws.make(...FUNCTION), refused);
    const make = (more: object): string =>
      allow({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole", ...more });
    const role = await aws.make(types.ROLE, { name: "runner", assumeRolePolicy: trust("ec2.amazonaws.com") });
    const other = arn("lambda", "function:other");
    for (const policy of [
      make({ Effect: "Deny" }),
      make({ Condition: { ArnEquals: { "aws:SourceArn": other } } }),
      make({ Condition: { StringEqualsIfExists: { "aws:SourceAccount": "210987654321" } } }),
    ]) {
      await aws.update(types.ROLE, role, { ...role.inputs, assumeRolePolicy: policy });
      await assert.rejects(aws.make(...FUNCTION), refused, policy);
    }
    const own = make({
      Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("lambda", "function:feedback") } },
    });
    await aws.update(types.ROLE, role, { ...role.inputs, assumeRolePolicy: own });
    await aws.make(...FUNCTION);
  });

  it("a function's variables fit into 4 KB and leave Lambda's own alone", async () => {
    await aws.make(...ROLE);
    const variables = (value: Props): Props => ({ ...FUNCTION_INPUTS, environment: { variables: value } });
    await assert.rejects(
      aws.make(types.FUNCTION, variables({ AWS_REGION: "eu-west-1" })),
      /Reserved keys used in this request: AWS_REGION/,
    );
    await assert.rejects(
      aws.make(types.FUNCTION, variables({ A: "a".repeat(4096) })),
      /exceeded the 4KB limit/,
    );
    await aws.make(types.FUNCTION, variables({ AWS_ENDPOINT_URL: "http://localhost" }));
  });

  it("a function takes its permissions along, and leaves its mappings behind", async () => {
    for (const [type, inputs] of [QUEUE, ROLE, POLL_POLICY]) await aws.make(type, inputs);
    const permission = {
      function: "feedback",
      action: "lambda:InvokeFunction",
      principal: "sns.amazonaws.com",
    };
    await assert.rejects(
      aws.make(types.PERMISSION, permission),
      /ResourceNotFoundException: Function not found/,
    );
    const fn = await aws.make(...FUNCTION);
    const { outputs } = await aws.make(types.PERMISSION, permission);
    assert.match(textOf(outputs["statementId"]), /^terraform-/);
    await aws.make(types.EVENT_SOURCE_MAPPING, MAPPING);
    await aws.delete(types.FUNCTION, fn);
    assert.deepEqual(cloud.list(types.PERMISSION), []);
    assert.equal(cloud.list(types.EVENT_SOURCE_MAPPING).length, 1);
  });

  describe("an event source mapping", () => {
    it("needs function, queue and the role's rights", async () => {
      const make = () => aws.make(types.EVENT_SOURCE_MAPPING, MAPPING);
      await assert.rejects(
        make(),
        /StatusCode: 404.*ResourceNotFoundException: Function not found: feedback/,
      );
      await aws.make(...ROLE);
      await aws.make(...FUNCTION);
      await assert.rejects(make(), /AWS\.SimpleQueueService\.NonExistentQueue/);
      await aws.make(...QUEUE);
      await assert.rejects(make(), /role does not have permissions to call ReceiveMessage on SQS/);
      const Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage"];
      const part = await aws.make(types.ROLE_POLICY, {
        ...POLL_POLICY[1],
        policy: allow({ Action, Resource: QUEUE_ARN }),
      });
      await assert.rejects(make(), /permissions to call GetQueueAttributes on SQS/);
      await aws.update(types.ROLE_POLICY, part, { ...POLL_POLICY[1] });
      await make();
    });

    it("is refused a queue that shows a message again before the function has ended", async () => {
      await aws.make(...ROLE);
      await aws.make(...POLL_POLICY);
      const queue = await aws.make(types.QUEUE, { name: "feedback", visibilityTimeoutSeconds: 29 });
      await aws.make(types.FUNCTION, { ...FUNCTION_INPUTS, timeout: 30 });
      await assert.rejects(
        aws.make(types.EVENT_SOURCE_MAPPING, MAPPING),
        /Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds/,
      );
      await aws.update(types.QUEUE, queue, { ...queue.inputs, visibilityTimeoutSeconds: 30 });
      await aws.make(types.EVENT_SOURCE_MAPPING, {
        ...MAPPING,
        batchSize: 100,
        maximumBatchingWindowInSeconds: 1,
      });
    });
  });
});
