import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { ROOT } from "../../rehearsal/engine/cli";

const ROLE = "arn:aws:iam::123456789012:role/any";

/** A process that starts a local cloud, tells its endpoint and stays. */
const STARTER = `
  const { LocalCloud } = require("./rehearsal/cloud/localCloud");
  LocalCloud.start().then(({ endpoint }) => { console.log(endpoint); setInterval(() => {}, 1000); });`;

function folderOf(endpoint: string): string {
  return join(ROOT, ".rehearsal", `cloud-${new URL(endpoint).port}`);
}

/** What runs for a local cloud: its shell and its functions' processes name the folder. */
function processesOf(endpoint: string): string[] {
  const all = execFileSync("ps", ["-axww", "-o", "args="], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(folderOf(endpoint)));
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(`${endpoint}/_ministack/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits until nothing is left; it takes a fraction of a second. */
async function assertGoes(endpoint: string): Promise<void> {
  const isLeft = async () =>
    existsSync(folderOf(endpoint)) || processesOf(endpoint).length > 0 || (await answers(endpoint));
  const end = Date.now() + 20_000;
  while ((await isLeft()) && Date.now() < end) await wait(50);
  assert(!existsSync(folderOf(endpoint)), "its folder is left");
  assert.deepEqual(processesOf(endpoint), []);
  assert.equal(await answers(endpoint), false);
}

async function createFunction(cloud: LocalCloud, name: string, source: string): Promise<LambdaClient> {
  const { endpoint, region, credentials } = cloud;
  // A function may take its time; the client must not ask a second time.
  const lambda = new LambdaClient({ endpoint, region, credentials, maxAttempts: 1 });
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ROLE,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Timeout: 600,
      Code: { ZipFile: zipSync({ "index.js": strToU8(source) }) },
    }),
  );
  return lambda;
}

describe("a local cloud", function () {
  this.timeout(60_000);

  it("is empty at first and after a reset, and leaves nothing when it is stopped", async () => {
    const cloud = await LocalCloud.start();
    const { endpoint, region, credentials } = cloud;
    const sqs = new SQSClient({ endpoint, region, credentials });
    const queues = async () => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
    try {
      assert.deepEqual(await queues(), []);
      await sqs.send(new CreateQueueCommand({ QueueName: "one" }));
      assert.deepEqual(await queues(), [`${endpoint}/${cloud.account}/one`]);
      await cloud.reset();
      assert.deepEqual(await queues(), []);
      assert(processesOf(endpoint).length > 0 && existsSync(folderOf(endpoint)), "the test sees what runs");
    } finally {
      await cloud.stop();
    }
    assert.deepEqual(processesOf(endpoint), []);
    assert(!existsSync(folderOf(endpoint)));
    assert.equal(await answers(endpoint), false);
    await cloud.stop();
  });

  it("several stand side by side and do not see each other", async () => {
    const clouds = await Promise.all([LocalCloud.start(), LocalCloud.start()]);
    try {
      const [one, other] = clouds.map(
        ({ endpoint, region, credentials }) => new SQSClient({ endpoint, region, credentials }),
      );
      await one?.send(new CreateQueueCommand({ QueueName: "one" }));
      assert.deepEqual((await other?.send(new ListQueuesCommand({})))?.QueueUrls ?? [], []);
    } finally {
      await Promise.all(clouds.map((cloud) => cloud.stop()));
    }
  });

  it("runs functions on the Node that runs the tests, and shows them nothing of the environment", async () => {
    process.env["SES_LAUNCH_TEST_SECRET"] = "of this machine";
    const cloud = await LocalCloud.start();
    try {
      const told = "({ node: process.version, environment: process.env })";
      const lambda = await createFunction(cloud, "tells", `exports.handler = async () => ${told};`);
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "tells" }));
      const { node, environment } = JSON.parse(Payload?.transformToString() ?? "") as {
        node: string;
        environment: Record<string, string>;
      };
      assert.equal(node, process.version);
      assert.equal(environment["AWS_LAMBDA_FUNCTION_NAME"], "tells");
      assert.equal(environment["SES_LAUNCH_TEST_SECRET"], undefined);
      assert.equal(environment["HOME"], folderOf(cloud.endpoint));
    } finally {
      delete process.env["SES_LAUNCH_TEST_SECRET"];
      await cloud.stop();
    }
  });

  it("does not wait for a function that hangs when it is stopped", async () => {
    const cloud = await LocalCloud.start();
    const begun = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    try {
      await once(begun, "listening");
      const address = begun.address();
      assert(address !== null && typeof address === "object");
      const hangs = `process.on("SIGTERM", () => {});
        exports.handler = async () => {
          await fetch("http://127.0.0.1:${address.port}");
          await new Promise((done) => setTimeout(done, 600000));
        };`;
      const lambda = await createFunction(cloud, "hangs", hangs);
      const reached = once(begun, "request");
      const refused = assert.rejects(lambda.send(new InvokeCommand({ FunctionName: "hangs" })));
      await reached;
      await cloud.stop();
      assert.deepEqual(processesOf(cloud.endpoint), []);
      await refused;
    } finally {
      begun.close();
      await cloud.stop();
    }
  });

  it("tells what was printed when it does not come up, and leaves nothing", async () => {
    const other = createServer((_request, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    assert(address !== null && typeof address === "object");
    try {
      await assert.rejects(
        LocalCloud.start({ port: address.port }),
        /^Error: The local AWS ended while it started:\n[^]*is already in use/,
      );
      assert.deepEqual(processesOf(`http://127.0.0.1:${address.port}`), []);
      assert(!existsSync(folderOf(`http://127.0.0.1:${address.port}`)));
    } finally {
      other.close();
    }
  });

  const ends: Record<string, (starter: ChildProcess) => void> = {
    "is killed": (starter) => starter.kill("SIGKILL"),
    "is ended": (starter) => starter.kill("SIGTERM"),
    "is interrupted in the terminal, which reaches all that it started": ({ pid = 0 }) =>
      process.kill(-pid, "SIGINT"),
  };
  for (const [title, end] of Object.entries(ends))
    it(`goes and leaves nothing when the process that started it ${title}`, async () => {
      const args = ["-r", "ts-node/register", "-e", STARTER];
      const starter = spawn(process.execPath, args, {
        cwd: ROOT,
        detached: true,
        stdio: ["ignore", "pipe", "inherit"],
      });
      try {
        const [line] = (await once(starter.stdout, "data")) as [Buffer];
        const endpoint = line.toString().trim();
        assert(await answers(endpoint), "it runs");
        end(starter);
        await assertGoes(endpoint);
      } finally {
        starter.kill("SIGKILL");
      }
    });
});
