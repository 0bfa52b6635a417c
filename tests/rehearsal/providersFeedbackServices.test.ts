/** What the stand-in IAM, DynamoDB, Systems Manager, CloudWatch and EventBridge refuse beyond bad inputs. */
import assert from "node:assert/strict";
import type { Cloud } from "../../rehearsal/providers/cloud";
import * as types from "../../rehearsal/providers/handlers/names";
import { isProps, UNKNOWN, type Props } from "../../rehearsal/providers/values";
import { AWS_CONFIG, empty, newCloud, Plugin } from "./plugin";
import * as table from "./providersFeedbackTable";

const { allow, arn, POLL_POLICY, QUEUE_ARN, ROLE, ROLE_ARN, trust } = table;

describe("stand-in services around the function", () => {
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

  it("IAM is the same from every Region", async () => {
    await aws.make(...ROLE);
    const elsewhere = await Plugin.configured("aws", cloud, { region: "us-east-1" });
    try {
      await assert.rejects(elsewhere.make(...ROLE), /EntityAlreadyExists/);
      assert.equal((await elsewhere.read(types.ROLE, "runner"))?.outputs["arn"], ROLE_ARN);
      await elsewhere.make(...POLL_POLICY);
      await elsewhere.delete(types.ROLE_POLICY, { id: "runner:poll", outputs: {} });
      assert.deepEqual(cloud.list(types.ROLE_POLICY), []);
    } finally {
      await elsewhere.stop();
    }
  });

  it("IAM counts the characters of policies without white space", async () => {
    const sized = (length: number): string => {
      const bare = allow({ Sid: "", Action: "a:b", Resource: "*" });
      const padded = allow({ Sid: "x".repeat(length - bare.length), Action: "a:b", Resource: "*" });
      return JSON.stringify(JSON.parse(padded), undefined, 4);
    };
    const policy = (name: string, length: number) => aws.make(types.POLICY, { name, policy: sized(length) });
    await policy("fits", 6144);
    await assert.rejects(
      policy("large", 6145),
      /StatusCode: 409.*LimitExceeded: Cannot exceed quota for PolicySize: 6144/,
    );
    await aws.make(...ROLE);
    const inline = (name: string, length: number) =>
      aws.make(types.ROLE_POLICY, { role: "runner", name, policy: sized(length) });
    await inline("a", 5120);
    await assert.rejects(inline("b", 5121), /LimitExceeded: Maximum policy size of 10240 bytes/);
    await inline("b", 5120);
    await inline("b", 5120);
    const missing = aws.make(types.ROLE_POLICY, { role: "nobody", name: "a", policy: sized(100) });
    await assert.rejects(
      missing,
      /StatusCode: 404.*NoSuchEntity: The role with name nobody cannot be found\./,
    );
    const trusting = aws.make(types.ROLE, { name: "trusting", assumeRolePolicy: sized(2049) });
    await assert.rejects(trusting, /LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048/);
  });

  it("a role with policies is not deleted", async () => {
    const role = await aws.make(...ROLE);
    const policy = await aws.make(...POLL_POLICY);
    await assert.rejects(
      aws.delete(types.ROLE, role),
      /DeleteConflict: Cannot delete entity, must delete policies first/,
    );
    await aws.delete(types.ROLE_POLICY, policy);
    await aws.delete(types.ROLE, role);
  });

  it("a protected table is not deleted, until the protection is off", async () => {
    const inputs = {
      name: "list",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
    };
    const state = await aws.make(types.TABLE, { ...inputs, deletionProtectionEnabled: true });
    await assert.rejects(
      aws.delete(types.TABLE, state),
      /ValidationException: Resource cannot be deleted as it is currently protected/,
    );
    const outputs = await aws.update(types.TABLE, state, {
      ...state.inputs,
      deletionProtectionEnabled: false,
    });
    await aws.delete(types.TABLE, { id: "list", outputs });
    assert.deepEqual(cloud.list(types.TABLE), []);
  });

  it("a table's attributes have no order", async () => {
    const attributes = ["pk", "sk"].map((name) => ({ name, type: "S" }));
    const inputs = {
      name: "list",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attributes,
    };
    const state = await aws.make(types.TABLE, inputs);
    const turned = { ...state.inputs, attributes: [...attributes].reverse() };
    assert.equal((await aws.diff(types.TABLE, state, turned)).none, true);
    const twice = { ...state.inputs, attributes: [attributes[0], attributes[0]].flatMap((one) => one ?? []) };
    assert.deepEqual((await aws.diff(types.TABLE, state, twice)).diffs, ["attributes"]);
  });

  it("a parameter counts its versions, has a size by its tier, and is overwritten where that is wanted", async () => {
    const inputs = { name: "mail", type: "SecureString", value: "1" };
    const state = await aws.make(types.PARAMETER, inputs);
    assert.deepEqual(
      [state.outputs["arn"], state.outputs["keyId"]],
      [arn("ssm", "parameter/mail"), "alias/aws/ssm"],
    );
    assert.equal(
      (await aws.update(types.PARAMETER, state, { ...state.inputs, value: "2" }, true))["version"],
      UNKNOWN,
    );
    assert.equal((await aws.update(types.PARAMETER, state, { ...state.inputs, value: "2" }))["version"], 2);
    assert.equal((await aws.make(types.PARAMETER, { ...inputs, overwrite: true })).outputs["version"], 3);
    const large = { name: "/large", type: "String", value: "a".repeat(4097) };
    await assert.rejects(
      aws.make(types.PARAMETER, large),
      /Standard tier parameters support a maximum .* 4096/,
    );
    await aws.make(types.PARAMETER, { ...large, tier: "Advanced" });
  });

  it("an alarm on queries has one that returns data, and looks back no more than a day", async () => {
    const queries = (...returning: boolean[]): Props => ({
      name: "rate",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 2,
      threshold: 1,
      metricQueries: returning.map((returnData, index) => ({
        id: `q${index}`,
        returnData,
        ...(index === 0
          ? { expression: "q1" }
          : { metric: { metricName: "Bounce", namespace: "AWS/SES", period: 300, stat: "Sum" } }),
      })),
    });
    await assert.rejects(
      aws.make(types.METRIC_ALARM, queries(true, true)),
      /Exactly one element of the metrics list/,
    );
    await assert.rejects(aws.make(types.METRIC_ALARM, queries(false, false)), /Exactly one element/);
    await aws.make(types.METRIC_ALARM, queries(true, false));
    const long = { ...queries(true, false), evaluationPeriods: 289 };
    await assert.rejects(aws.make(types.METRIC_ALARM, long), /must be <= 86400/);
    for (const name of ["comparisonOperator", "evaluationPeriods", "threshold"]) {
      const partly = Object.fromEntries(
        Object.entries(queries(true, false)).filter(([each]) => each !== name),
      );
      await assert.rejects(aws.make(types.METRIC_ALARM, partly), /ValidationError: \w+ is required/, name);
    }
  });

  it("an event rule is deleted after its targets", async () => {
    const target = { rule: "status", arn: QUEUE_ARN };
    await assert.rejects(
      aws.make(types.EVENT_TARGET, target),
      /ResourceNotFoundException: Rule status does not exist/,
    );
    const rule = await aws.make(types.EVENT_RULE, { name: "status", scheduleExpression: "rate(5 minutes)" });
    const state = await aws.make(types.EVENT_TARGET, target);
    await assert.rejects(aws.delete(types.EVENT_RULE, rule), /Rule can't be deleted since it has targets/);
    await aws.delete(types.EVENT_TARGET, state);
    await aws.delete(types.EVENT_RULE, rule);
    const odd = aws.make(types.EVENT_RULE, { name: "odd", scheduleExpression: "every day" });
    await assert.rejects(odd, /Parameter ScheduleExpression is not valid/);
  });

  it("a schedule needs a role that the scheduler may take, and says its own retries", async () => {
    const target = { arn: arn("lambda", "function:feedback"), roleArn: ROLE_ARN };
    const flexibleTimeWindow = { mode: "OFF" };
    const inputs = { name: "check", scheduleExpression: "rate(1 hour)", flexibleTimeWindow, target };
    await aws.make(...ROLE);
    await assert.rejects(
      aws.make(types.SCHEDULE, inputs),
      /must allow AWS EventBridge Scheduler to assume the role/,
    );
    const trusted = await aws.make(types.ROLE, {
      name: "caller",
      assumeRolePolicy: trust("scheduler.amazonaws.com"),
    });
    const called = { ...target, roleArn: trusted.outputs["arn"] ?? "" };
    const { outputs } = await aws.make(types.SCHEDULE, { ...inputs, target: called });
    assert.ok(isProps(outputs["target"]));
    assert.ok(isProps(outputs["target"]["retryPolicy"]));
  });
});
