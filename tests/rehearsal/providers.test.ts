/** The stand-in plugins as processes: start, configuration, refusal of what they do not play, failures, end. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ServiceError } from "@grpc/grpc-js";
import { setBehaviours } from "../../rehearsal/providers/behaviour";
import type { Cloud } from "../../rehearsal/providers/cloud";
import { CONFIGURATION_SET, EMAIL_IDENTITY } from "../../rehearsal/providers/handlers/names";
import { Empty, ErrorResourceInitFailed, Status } from "../../rehearsal/providers/protocol";
import { fromStruct } from "../../rehearsal/providers/structs";
import { newCloud, Plugin, pluginFolders } from "./plugin";

const SET = { configurationSetName: "news" };
const SCOPE = "123456789012/eu-west-1";

describe("stand-in plugin", () => {
  let cloud: Cloud;
  let plugin: Plugin;

  const use = async (started: Promise<Plugin>): Promise<Plugin> => {
    plugin = await started;
    return plugin;
  };

  before(pluginFolders);
  beforeEach(() => {
    cloud = newCloud();
  });
  afterEach(() => plugin.stop());

  it("takes the Region from the environment and fails without one", async () => {
    await use(Plugin.start("aws", cloud, { AWS_REGION: "us-west-2" }));
    assert.deepEqual(await plugin.checkConfig({}), { inputs: { region: "us-west-2" }, failures: [] });
    await plugin.stop();
    await use(Plugin.start("aws", cloud));
    assert.match((await plugin.checkConfig({})).failures.join(), /^region: Missing region configuration/);
    await assert.rejects(plugin.configure({}), /Missing region configuration/);
  });

  it("works only in an allowed account", async () => {
    await use(Plugin.start("aws", cloud, { SES_LAUNCH_CLOUD_ACCOUNT: "999999999999" }));
    const config = (ids: string) => ({ region: "eu-west-1", allowedAccountIds: ids });
    await assert.rejects(
      plugin.configure(config('["123456789012"]')),
      /AWS account ID not allowed: 999999999999/,
    );
    await plugin.configure(config('["123456789012","999999999999"]'));
  });

  it("says which setting of the provider is not JSON", async () => {
    await use(Plugin.start("aws", cloud));
    const configuring = plugin.configure({ region: "eu-west-1", defaultTags: "{oops" });
    await assert.rejects(configuring, /provider setting "defaultTags" is not JSON/);
  });

  it("refuses types and functions that nobody plays, already in check", async () => {
    await use(Plugin.configured("aws", cloud));
    await assert.rejects(
      plugin.check("aws:ec2/instance:Instance", {}),
      /rehearsal has no handler for aws:ec2\/instance:Instance; add one to rehearsal\/providers\/handlers/,
    );
    await assert.rejects(
      plugin.invoke("aws:index/getRegion:getRegion", {}),
      /no handler for aws:index\/getRegion/,
    );
  });

  it("understands secrets, which configure always carries", async () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "eu-north-1",
    };
    await use(Plugin.configured("aws", cloud, { region: secret }));
    assert.equal((await plugin.make(CONFIGURATION_SET, SET)).outputs["region"], "eu-north-1");
  });

  it("keeps accounts and Regions apart", async () => {
    await use(Plugin.configured("aws", cloud));
    await plugin.make(CONFIGURATION_SET, SET);
    await plugin.make(CONFIGURATION_SET, { ...SET, region: "us-east-1" });
    await assert.rejects(
      plugin.make(CONFIGURATION_SET, SET),
      /AlreadyExistsException: Configuration set news/,
    );
    assert.equal(cloud.list(CONFIGURATION_SET).length, 2);
  });

  it("lets only one of two plugins create an object", async () => {
    await use(Plugin.configured("aws", cloud));
    const other = await Plugin.configured("aws", cloud);
    const results = await Promise.allSettled([
      plugin.make(CONFIGURATION_SET, SET),
      other.make(CONFIGURATION_SET, SET),
    ]);
    await other.stop();
    assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  });

  it("creates nothing when told to fail", async () => {
    await use(Plugin.configured("aws", cloud));
    setBehaviours(cloud, { [CONFIGURATION_SET]: { failCreate: "LimitExceededException", onlyFor: "news" } });
    await plugin.make(CONFIGURATION_SET, { configurationSetName: "other" });
    await assert.rejects(plugin.make(CONFIGURATION_SET, SET), /LimitExceededException/);
    assert.deepEqual(
      cloud.list(CONFIGURATION_SET).map(({ id }) => id),
      ["other"],
    );
    assert.equal(cloud.calls().at(-1)?.error, "LimitExceededException");
  });

  it("hands over an object that came into being but did not become ready", async () => {
    await use(Plugin.configured("aws", cloud));
    setBehaviours(cloud, { [CONFIGURATION_SET]: { failAfterCreate: "not ready" } });
    const error = await plugin.make(CONFIGURATION_SET, SET).then(
      () => assert.fail("must fail"),
      (reason: unknown) => reason as ServiceError,
    );
    assert.equal(error.code, 2);
    const [trailer] = error.metadata.get("grpc-status-details-bin");
    const detail = Status.deserializeBinary(Buffer.from(trailer ?? "")).getDetailsList()[0];
    assert.ok(detail);
    assert.equal(detail.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
    const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    assert.equal(failed.getId(), "news");
    assert.deepEqual(failed.getReasonsList(), ["not ready"]);
    assert.equal(fromStruct(failed.getProperties())["configurationSetName"], "news");
    assert.ok(cloud.get({ type: CONFIGURATION_SET, scope: SCOPE, id: "news" }));
  });

  it("records what was done", async () => {
    await use(Plugin.configured("aws", cloud));
    const state = await plugin.make(CONFIGURATION_SET, SET);
    const news = { ...state.inputs, sendingOptions: { sendingEnabled: false } };
    await plugin.update(CONFIGURATION_SET, state, news);
    await plugin.delete(CONFIGURATION_SET, state);
    assert.deepEqual(
      cloud.calls().map(({ provider, op, type, id, changed }) => [provider, op, type, id, changed]),
      [
        ["aws", "create", CONFIGURATION_SET, "news", undefined],
        ["aws", "update", CONFIGURATION_SET, "news", ["sendingOptions"]],
        ["aws", "delete", CONFIGURATION_SET, "news", undefined],
      ],
    );
  });

  it("stays after cancel and finishes a running operation before it follows SIGINT", async () => {
    await use(Plugin.configured("aws", cloud));
    setBehaviours(cloud, { [CONFIGURATION_SET]: { delayMs: 300 } });
    const creating = plugin.make(CONFIGURATION_SET, SET);
    await waitFor(() => cloud.running().length === 1);
    await new Promise((resolve) => plugin.client.cancel(new Empty(), resolve));
    plugin.process.kill("SIGINT");
    const [exit, state] = await Promise.all([once(plugin.process, "exit"), creating]);
    assert.deepEqual([exit[0], state.id], [0, "news"]);
  });

  it("finishes a create whose engine was killed, then exits", async () => {
    await use(Plugin.configured("aws", cloud));
    setBehaviours(cloud, { [CONFIGURATION_SET]: { delayMs: 1500 } });
    const engine = spawn(process.execPath, ["-e", ENGINE], {
      env: {
        ...process.env,
        PLUGIN: join((await pluginFolders()).aws, "pulumi-resource-aws"),
        SES_LAUNCH_CLOUD_DIR: cloud.dir,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(engine.stdout, "data");
    await waitFor(() => cloud.running().length === 1);
    const pid = cloud.running()[0]?.pid ?? assert.fail("nothing runs");
    engine.kill("SIGKILL");
    await wait(900);
    assert.ok(isAlive(pid), "waits for the operation");
    await waitFor(() => cloud.get({ type: CONFIGURATION_SET, scope: SCOPE, id: "news" }) !== undefined);
    await waitFor(() => !isAlive(pid));
    assert.deepEqual(cloud.running(), []);
  }).timeout(10_000);

  it("serves a type of its own provider only", async () => {
    await use(Plugin.configured("cloudflare", cloud));
    await assert.rejects(plugin.check(EMAIL_IDENTITY, {}), /no handler for aws:sesv2\/emailIdentity/);
  });
});

/** A pretend engine: starts a plugin and asks it for a slow create. */
const ENGINE = `
  const { spawn } = require("node:child_process");
  const { credentials } = require("@grpc/grpc-js");
  const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
  const rpc = require("@pulumi/pulumi/proto/provider_pb");
  const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
  const plugin = spawn(process.env.PLUGIN, ["127.0.0.1:1"], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  plugin.stdout.once("data", (port) => {
    const client = new ResourceProviderClient("127.0.0.1:" + String(port).trim(), credentials.createInsecure());
    const config = new rpc.ConfigureRequest().setArgs(Struct.fromJavaScript({ region: "eu-west-1" }));
    client.configure(config, () => {
      const properties = Struct.fromJavaScript({ configurationSetName: "news", region: "eu-west-1", tagsAll: {} });
      const type = "aws:sesv2/configurationSet:ConfigurationSet";
      client.create(new rpc.CreateRequest().setType(type).setProperties(properties), () => {});
      console.log("asked");
    });
  });
`;

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) assert.fail(`waited 5 s for ${condition.toString()}`);
    await wait(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, "ESRCH");
    return false;
  }
}
