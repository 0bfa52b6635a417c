import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleFunction } from "../../functions/bundle";
import { materialise } from "../../rehearsal/cloud/feedbackPath";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import { simulatorEvent } from "../../rehearsal/cloud/simulator";
import { FeedbackWalk } from "../../rehearsal/cloud/walk";
import { type PathNames, putPath } from "../rehearsal/handMadePath";
import { newCloud } from "../rehearsal/plugin";
import { type FakeMail, FakeSes } from "./fakeSes";

/** Calls the bundle as Lambda would. */
const RUNTIME = `
  const { handler } = require("./index.js");
  const end = Date.now() + 90000;
  handler({ source: "aws.events" }, { awsRequestId: "request", getRemainingTimeInMillis: () => end - Date.now() })
    .catch((error) => { console.error(error); process.exitCode = 1; });`;

const FROM = "noreply@listbackup.ai";
const STREAMS = { canary: "prod-canary", transactional: "prod-transactional", alerts: "prod-alerts" };

/** CloudWatch's embedded metric format (CloudWatch User Guide, "Specification: Embedded metric format"). */
interface MetricLine extends Record<string, unknown> {
  _aws: { CloudWatchMetrics: { Dimensions: string[][] }[] };
}

describe("the deployed canary", function () {
  this.timeout(60_000);
  let cloud: LocalCloud;
  let path: PathNames;
  let ses: FakeSes;
  let folder: string;
  const mails: FakeMail[] = [];

  before(async () => {
    cloud = await LocalCloud.start();
    const made = newCloud();
    const streamsBySet = Object.fromEntries(Object.entries(STREAMS).map(([stream, set]) => [set, stream]));
    path = putPath(made, "path", {
      source: bundleFunction("feedback").code,
      variables: { ACCOUNT_ID: cloud.account, STREAMS: JSON.stringify(streamsBySet), TOPICS: "[]" },
    });
    await materialise(made, cloud);
    const walk = new FeedbackWalk(cloud, path.topicArn, path.tableName);
    ses = await FakeSes.start(["prod-alerts"], async (mail) => {
      mails.push(mail);
      await walk.publish(simulatorEvent({ ...mail, account: cloud.account }));
    });
    folder = mkdtempSync(join(tmpdir(), "ses-launch-canary-"));
    writeFileSync(join(folder, "index.js"), bundleFunction("canary").code);
    writeFileSync(join(folder, "runtime.js"), RUNTIME);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    ses.stop();
    await cloud.stop();
  });

  it("sees its mails come back through topic, queue, function and table, and tells no address", async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["runtime.js"], {
      cwd: folder,
      env: {
        TABLE_NAME: path.tableName,
        FROM_ADDRESS: FROM,
        STREAMS: JSON.stringify(STREAMS),
        POWERTOOLS_METRICS_NAMESPACE: "ses-launch",
        POWERTOOLS_SERVICE_NAME: "prod",
        AWS_REGION: cloud.region,
        AWS_ENDPOINT_URL: cloud.endpoint,
        AWS_ENDPOINT_URL_SESV2: ses.url,
        AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      },
    });
    const metrics = stdout
      .split("\n")
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line) as MetricLine);
    const [ofStack, ...ofStreams] = metrics;
    assert(ofStack);
    const { PipelineRoundTrips, AccountHealthy, SendingEnabled, QuotaUsed } = ofStack;
    assert.deepEqual([PipelineRoundTrips, AccountHealthy, SendingEnabled, QuotaUsed], [2, 1, 1, 0.25]);
    assert.deepEqual(
      metrics.map(({ _aws, service, stream }) => [_aws.CloudWatchMetrics[0]?.Dimensions, service, stream]),
      [
        [[["service"]], "prod", undefined],
        [[["service", "stream"]], "prod", "canary"],
        [[["service", "stream"]], "prod", "transactional"],
      ],
    );
    for (const one of ofStreams) assert.equal(one["PipelineRoundTrips"], 2);
    for (const { RoundTripSeconds } of ofStreams)
      assert(typeof RoundTripSeconds === "number" && RoundTripSeconds > 0);
    assert.deepEqual(
      mails.map(({ from, configurationSet }) => [from, configurationSet]),
      ["prod-canary", "prod-transactional", "prod-canary", "prod-transactional"].map((set) => [FROM, set]),
    );
    assert(!`${stdout}${stderr}`.includes("@"), "it names an address");
  });
});
