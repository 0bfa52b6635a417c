import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../engine/cli";
import { REHEARSAL_ACCOUNT } from "../engine/workspace";
import { ministackFolder } from "../setup/ministack";

/** It is ready within half a second; the rest is for a machine that is busy. */
const READY_WITHIN_MS = 30_000;

/**
 * Starts ministack and ends it when standard input ends, which it does when whoever started it is gone, however that came
 * about.
 */
const UNTIL_INPUT_ENDS = '"$0" & child=$!; cat > /dev/null; kill "$child"; wait "$child"';

/**
 * A local AWS on a port of this machine: SNS, SQS, Lambda, DynamoDB and more, empty at the start. Nothing of the
 * environment reaches it or the functions that it runs.
 */
export class LocalCloud {
  readonly region = "us-east-1";
  /** ministack takes an access key of 12 digits as the account. */
  readonly account = REHEARSAL_ACCOUNT;
  readonly credentials = { accessKeyId: REHEARSAL_ACCOUNT, secretAccessKey: "local" };

  private constructor(
    readonly endpoint: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @throws Error with what ministack printed, when it does not come up */
  static async start(): Promise<LocalCloud> {
    const program = join(ministackFolder(ROOT), "bin", "ministack");
    if (!existsSync(program))
      throw new Error("No local AWS yet: run node rehearsal/setup (npm test and npm run rehearse do)");
    const port = await freePort();
    const folder = join(ROOT, ".rehearsal", `cloud-${port}`);
    mkdirSync(folder, { recursive: true });
    const log = join(folder, "log");
    const child = spawn("sh", ["-c", UNTIL_INPUT_ENDS, program], {
      cwd: folder,
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        TMPDIR: folder,
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: "127.0.0.1",
        IOT_MTLS_ENABLED: "0",
        SFTP_ENABLED: "0",
        LAMBDA_EXECUTOR: "local",
      },
    });
    const printed = createWriteStream(log);
    child.stdout.pipe(printed, { end: false });
    child.stderr.pipe(printed, { end: false });
    const cloud = new LocalCloud(`http://127.0.0.1:${port}`, child, folder);
    if (await cloud.comesUp()) return cloud;
    const tail = readFileSync(log, "utf8").trim().split("\n").slice(-15).join("\n");
    await cloud.stop();
    throw new Error(`The local AWS did not come up within ${READY_WITHIN_MS / 1000} s:\n${tail}`);
  }

  /** Forgets everything, in a fraction of a second. */
  async reset(): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_ministack/reset`, { method: "POST" });
    if (!answer.ok) throw new Error(`The local AWS could not be reset: HTTP ${answer.status}`);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "close");
      this.process.stdin?.end();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async comesUp(): Promise<boolean> {
    const end = Date.now() + READY_WITHIN_MS;
    while (Date.now() < end && this.process.exitCode === null) {
      if (await isReady(this.endpoint)) return true;
      await wait(50);
    }
    return false;
  }
}

async function isReady(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/ready`)).ok;
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
