import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { bundleFunction } from "../../functions/bundle";
import { ACCOUNT, alarmEvent, alarmOf } from "./pauseEvents";

const RUNTIME = `
  const { handler } = require("./index.js");
  handler(JSON.parse(process.argv[2])).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });`;

const ENVIRONMENT = {
  ACCOUNT_ID: ACCOUNT,
  PAUSE_PREFIX: "/ses-launch/prod/pause",
  STREAMS: JSON.stringify({
    notifications: {
      configurationSet: "prod-notifications",
      alarms: [alarmOf("notifications", "bounce")],
    },
  }),
  POWERTOOLS_METRICS_NAMESPACE: "ses-launch",
  POWERTOOLS_SERVICE_NAME: "prod",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

describe("the deployed pause function", function () {
  this.timeout(60_000);
  const { code, ownBytes } = bundleFunction("pauseSending");
  let folder: string;
  let server: Server;
  /** Calls that reached AWS, in their order. */
  let calls: string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ses-launch-pause-"));
    writeFileSync(join(folder, "index.js"), code);
    writeFileSync(join(folder, "runtime.js"), RUNTIME);
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { status, answer } = aws(request, body);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    calls = [];
  });

  /** SSM without a record, and an SES that is asked too often once. */
  function aws(request: IncomingMessage, body: string): { status: number; answer: object } {
    const target = request.headers["x-amz-target"];
    const call = `${typeof target === "string" ? target : `${request.method ?? ""} ${request.url ?? ""}`} ${body}`;
    const first = !calls.includes(call);
    calls.push(call);
    if (call.startsWith("AmazonSSM.GetParameter"))
      return { status: 400, answer: { __type: "ParameterNotFound" } };
    if (call.startsWith("PUT") && first)
      return { status: 429, answer: { __type: "TooManyRequestsException" } };
    return { status: 200, answer: {} };
  }

  async function run(environment: Partial<typeof ENVIRONMENT> = ENVIRONMENT): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const event = JSON.stringify(alarmEvent(alarmOf("notifications", "bounce")));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["runtime.js", event], {
      cwd: folder,
      env: { ...environment, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    });
    return stdout + stderr;
  }

  it("writes the record, switches off, asks again when SES is busy, and counts", async () => {
    const printed = await run();
    const off = 'PUT /v2/email/configuration-sets/prod-notifications/sending {"SendingEnabled":false}';
    const [read, see, write, ...switches] = calls;
    assert.match(read ?? "", /^AmazonSSM.GetParameter .*"\/ses-launch\/prod\/pause\/notifications"/);
    assert.match(see ?? "", /^GET \/v2\/email\/configuration-sets\/prod-notifications /);
    assert.match(write ?? "", /^AmazonSSM.PutParameter .*"Overwrite":true/);
    assert.deepEqual(switches, [off, off]);
    const metrics = printed
      .split("\n")
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      metrics.map(({ service, StreamsPaused }) => ({ service, StreamsPaused })),
      [{ service: "prod", StreamsPaused: 1 }],
    );
  });

  it("refuses to start without its environment, and says what is missing", async () => {
    await assert.rejects(run({ AWS_REGION: "us-east-1" }), /ACCOUNT_ID is missing.*STREAMS is missing/);
    assert.deepEqual(calls, []);
  });

  it("stays small without the AWS SDK", () => {
    assert(ownBytes < 75_000, `${ownBytes} bytes`);
  });
});
