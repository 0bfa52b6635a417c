import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Rehearsal } from "../../rehearsal/engine/rehearsal";
import type { RehearsalStack } from "../../rehearsal/engine/stack";
import * as types from "../../rehearsal/providers/handlers/names";
import { type Props, isProps, textOf } from "../../rehearsal/providers/values";
import { ENGINE_TIMEOUT_MS, refusal } from "./harness";

const POSTAL_ADDRESS = {
  "ses-launch:company": {
    name: "ListBackup.ai",
    website: "https://listbackup.ai",
    contact: "admin@listbackup.ai",
    postalAddress: "1 Backup Street, 10001 New York",
  },
};

describe("the feedback path on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let prod: RehearsalStack;

  before(async () => {
    rehearsal = await Rehearsal.open("tests-feedback");
    prod = await rehearsal.stack("prod");
    await prod.up();
  });

  after(async () => {
    await rehearsal.close();
  });

  it("the ARNs that policy documents name are those of what was made", () => {
    const one = (type: string, name: string) => {
      const found = rehearsal.cloud.list(type).find(({ properties }) => properties["name"] === name);
      assert(found, name);
      return textOf(found.properties["arn"]);
    };
    const text = rehearsal.cloud
      .list(types.ROLE_POLICY)
      .concat(rehearsal.cloud.list(types.POLICY), rehearsal.cloud.list(types.TOPIC_POLICY))
      .map(({ properties }) => textOf(properties["policy"]))
      .join();
    for (const arn of [
      one(types.QUEUE, "ses-launch-prod-feedback"),
      one(types.TABLE, "ses-launch-prod-suppression"),
      one(types.TOPIC, "ses-launch-prod-feedback"),
      one(types.LOG_GROUP, "/aws/lambda/ses-launch-prod-feedback"),
    ])
      assert(text.includes(`"${arn}`), arn);
  });

  it("what somebody changed at AWS shows in the next preview and is put right", async () => {
    const { cloud } = rehearsal;
    const live = (type: string, id: string) => {
      const found = cloud.list(type).find((one) => one.id === id);
      assert(found, `${type} ${id}`);
      return found.properties;
    };
    const change = (type: string, id: string, property: string, to: Props) => {
      const properties = live(type, id);
      const was = properties[property];
      const object = cloud.list(type).find((one) => one.id === id);
      assert(object && isProps(was));
      cloud.put({ ...object, properties: { ...properties, [property]: { ...was, ...to } } });
    };
    change(types.EVENT_DESTINATION, "prod-alerts|feedback", "eventDestination", { enabled: false });
    change(types.CONFIGURATION_SET, "prod-alerts", "sendingOptions", { sendingEnabled: true });
    change(types.FUNCTION, "ses-launch-prod-feedback", "code", { hash: "another" });
    const seen = (await prod.preview()).changes.map(({ op, name, diffs }) => [op, name, ...diffs]);
    assert.deepEqual(seen.sort(), [
      ["update", "feedback-function", "code"],
      ["update", "stream-alerts", "sendingOptions"],
      ["update", "stream-alerts-feedback", "eventDestination"],
    ]);
    await prod.upWithoutPreview();
    assert.deepEqual(live(types.CONFIGURATION_SET, "prod-alerts")["sendingOptions"], {
      sendingEnabled: false,
    });
    assert.deepEqual((await prod.preview()).changes, []);
  });

  it("another stream is one policy, one set and its alarms more, and takes nothing else away", async () => {
    prod.configure({
      "ses-launch:streams": { transactional: {}, notifications: {}, alerts: {}, reports: {} },
    });
    const { changes } = await prod.preview();
    const created = changes.filter(({ op }) => op === "create").map(({ name }) => name);
    assert.deepEqual(created.sort(), [
      "access-send-reports",
      ...["bounce", "bounce-pause", "complaint", "complaint-pause"].map(
        (kind) => `monitoring-stream-reports-${kind}`,
      ),
      "stream-reports",
      "stream-reports",
      "stream-reports-counts",
      "stream-reports-feedback",
    ]);
    assert.deepEqual(
      changes
        .filter(({ op }) => op !== "create")
        .map(({ op, name }) => `${op} ${name}`)
        .sort(),
      // notifications lost its topic here, and with it the contact list.
      [
        "delete suppression-contacts",
        "update canary",
        "update canary-role-policy",
        "update email",
        "update feedback-function",
        "update feedback-topic-policy",
        "update launch",
        "update monitoring-dashboard",
      ],
    );
    prod.configure();
  });

  it("beyond prepare the table is protected, in Pulumi and at AWS", async () => {
    prod.configure({ "ses-launch:launchStage": "request", ...POSTAL_ADDRESS });
    // Nothing of this stack is proven, so AWS is not asked; what must stay is kept all the same.
    assert.match(await refusal(prod.upWithoutPreview()), /Production access is not asked for/);
    const table = await prod.resource(types.TABLE, "suppression");
    assert.equal(table.protect, true);
    assert.equal(table.outputs?.deletionProtectionEnabled, true);
    await assert.rejects(prod.destroy());
    assert.equal(rehearsal.cloud.list(types.TABLE).length, 1);
    prod.configure();
    await prod.upWithoutPreview();
    await prod.destroy();
    assert.equal(rehearsal.cloud.list(types.TABLE).length, 0);
  });
});

describe("variants of the feedback path on the real engine", function () {
  this.timeout(ENGINE_TIMEOUT_MS);
  let rehearsal: Rehearsal;
  let prod: RehearsalStack;

  beforeEach(async () => {
    rehearsal = await Rehearsal.open("tests-feedback-variants");
    prod = await rehearsal.stack("prod");
  });

  afterEach(async () => {
    await rehearsal.close();
  });

  it("with a key of its own SES accepts the topic, and a second up changes nothing", async () => {
    prod.configure({ "ses-launch:feedbackKey": "create" });
    await prod.upWithoutPreview();
    assert.deepEqual((await prod.preview()).changes, []);
    const [key] = rehearsal.cloud.list(types.KEY);
    const topic = rehearsal.cloud.list(types.TOPIC).find(({ id }) => id.endsWith("-feedback"));
    assert.equal(topic?.properties["kmsMasterKeyId"], key?.properties["arn"]);
    // The queue of the automatic pause holds alarms, which name nobody.
    const queues = rehearsal.cloud.list(types.QUEUE).filter(({ id }) => id.includes("-feedback"));
    assert.equal(queues.length, 3);
    assert(queues.every(({ properties }) => properties["kmsMasterKeyId"] === key?.properties["arn"]));
  });

  it("with webhooks each has a subscription, and no address of one stands in the state's files in plain text", async () => {
    await prod.setSecret("ses-launch:webhooks[0]", "https://hooks.example.com/token-abc");
    await prod.upWithoutPreview();
    const subscriptions = rehearsal.cloud
      .list(types.SUBSCRIPTION)
      .map(({ properties }) => properties["protocol"]);
    assert.deepEqual(subscriptions.sort(), ["email", "https", "sqs"]);
    const files = readdirSync(join(rehearsal.cloud.dir, "..", "backend"), {
      recursive: true,
      withFileTypes: true,
    });
    const states = files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
    assert(states.some((state) => state.includes("feedback-webhook-")));
    assert(!states.some((state) => state.includes("token-abc")));
  });

  it("what a killed up left is refused as existing, and adopted by its id", async () => {
    const scope = "123456789012/us-east-1";
    const sending = { sendingEnabled: false };
    rehearsal.cloud.put({
      type: types.CONFIGURATION_SET,
      scope,
      id: "prod-alerts",
      properties: {
        configurationSetName: "prod-alerts",
        sendingOptions: sending,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
        region: "us-east-1",
        arn: "arn:aws:ses:us-east-1:123456789012:configuration-set/prod-alerts",
        tagsAll: { project: "ses-launch", stack: "prod", managedBy: "pulumi" },
      },
      hidden: {},
    });
    assert.match(
      await refusal(prod.up()),
      /AlreadyExistsException: Configuration set prod-alerts already exists/,
    );
    prod.configure({ "ses-launch:adopt": { resources: { "stream-alerts": "prod-alerts" } } });
    const adopted = await prod.upWithoutPreview();
    assert(adopted.changes.some(({ op, name }) => op === "import" && name === "stream-alerts"));
    prod.configure();
    assert.deepEqual((await prod.preview()).changes, []);
  });
});
