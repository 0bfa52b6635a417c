import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleFunction } from "../../functions/bundle";
import { FEEDBACK_METRICS as METRICS } from "../../functions/feedback/metricNames";
import { LocalCloud } from "../../rehearsal/cloud/localCloud";
import cases from "../cases/feedback.json";
import { CONTEXT, batchOf } from "./invoke";
import { SuppressionTable } from "./suppressionTable";

/** Calls the bundle as Lambda would, and writes each answer behind everything that the function printed. */
const RUNTIME = `
  const { handler } = require("./index.js");
  (async () => {
    for (const event of JSON.parse(require("node:fs").readFileSync("events.json", "utf8"))) {
      const answer = await handler(event, { awsRequestId: "request" }).catch((error) => {
        console.error(error);
        return "thrown";
      });
      console.log("ANSWER " + JSON.stringify(answer ?? null));
    }
  })();`;

interface Printed {
  readonly text: string;
  readonly answers: unknown[];
  readonly lines: Record<string, unknown>[];
}

const INPUTS = cases.map(({ input }) => input as string | object);
const TEXTS = INPUTS.filter((input) => typeof input === "string");
const EVENTS = [batchOf(TEXTS), ...INPUTS.filter((input) => typeof input === "object")];

/** Whatever in the cases looks like an address, and the part before its @ unless it is a word of the metrics. */
function addressesInCases(): Set<string> {
  const text = INPUTS.map((input) => (typeof input === "string" ? input : JSON.stringify(input))).join("\n");
  const found = [...text.matchAll(/([\p{L}\p{N}.+_-]+)@[\p{L}\p{N}.-]+\.\p{L}+/gu)];
  const metrics = Object.values(METRICS).join(" ").toLowerCase();
  const telling = (local: string) => local.length > 4 && !metrics.includes(local.toLowerCase());
  const words = found.flatMap(([address, local = ""]) => (telling(local) ? [address, local] : [address]));
  return new Set(words.map((word) => word.toLowerCase()));
}

describe("the deployed feedback function", function () {
  this.timeout(60_000);
  let cloud: LocalCloud;
  let folder: string;
  let table: SuppressionTable;

  before(async () => {
    cloud = await LocalCloud.start();
    table = await SuppressionTable.create(cloud, "deployed");
    folder = mkdtempSync(join(tmpdir(), "ses-launch-function-"));
    writeFileSync(join(folder, "index.js"), bundleFunction("feedback").code);
    writeFileSync(join(folder, "runtime.js"), RUNTIME);
    writeFileSync(join(folder, "events.json"), JSON.stringify(EVENTS));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await cloud.stop();
  });

  async function run(environment: Record<string, string>): Promise<Printed> {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["runtime.js"], {
      cwd: folder,
      maxBuffer: 1e8,
      env: {
        ACCOUNT_ID: CONTEXT.accountId,
        TABLE_NAME: table.name,
        STREAMS: JSON.stringify(CONTEXT.streams),
        TOPICS: JSON.stringify(CONTEXT.topics),
        POWERTOOLS_METRICS_NAMESPACE: "ses-launch",
        POWERTOOLS_SERVICE_NAME: "prod",
        AWS_REGION: cloud.region,
        AWS_ENDPOINT_URL: cloud.endpoint,
        AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
        ...environment,
      },
    });
    const lines = stdout.split("\n").filter((line) => line !== "");
    return {
      text: stdout + stderr,
      answers: lines
        .filter((line) => line.startsWith("ANSWER "))
        .map((line) => JSON.parse(line.slice(7)) as unknown),
      lines: `${stdout}\n${stderr}`
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  }

  function assertNobodyNamed({ text }: Printed): void {
    const printed = text.toLowerCase();
    const addresses = addressesInCases();
    assert(addresses.size > 40, "the cases hold addresses to look for");
    assert.deepEqual(
      [...addresses].filter((address) => printed.includes(address)),
      [],
    );
  }

  it("writes the table, reports what it cannot read, and counts; it names nobody", async () => {
    const printed = await run({});
    const unreadable = TEXTS.flatMap((text, index) => (/"fb-s25"/.test(idOf(text)) ? [`m${index}`] : []));
    assert.deepEqual(printed.answers[0], {
      batchItemFailures: unreadable.map((itemIdentifier) => ({ itemIdentifier })),
    });
    assert((await table.suppressed("*", Date.parse("2026-10-14T15:00:00Z") / 1000)).length >= 6);
    const metrics = printed.lines.filter((line) => "_aws" in line);
    assert.equal(metrics.length, EVENTS.length, "one line an invocation");
    for (const line of metrics) assert.equal(line["service"], "prod");
    const names = new Set(metrics.flatMap((line) => Object.keys(line)));
    for (const name of [METRICS.suppressed, METRICS.unreadable, METRICS.duplicates, METRICS.rejects])
      assert(names.has(name), name);
    assertNobodyNamed(printed);
  });

  it("names nobody when the table is not there either", async () => {
    const printed = await run({ TABLE_NAME: "no-such-table" });
    assert(printed.lines.some(({ why }) => String(why).includes("ResourceNotFoundException")));
    assert(printed.answers.includes("thrown"), "a direct invocation throws");
    assertNobodyNamed(printed);
  });

  it("names nobody when AWS does not answer", async () => {
    const printed = await run({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    assert(printed.lines.some(({ level }) => level === "ERROR"));
    assertNobodyNamed(printed);
  });
});

function idOf(text: string): string {
  return JSON.stringify(cases.find(({ input }) => input === text)?.id);
}
