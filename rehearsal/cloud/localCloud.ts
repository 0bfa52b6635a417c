import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../engine/cli";
import { REHEARSAL_ACCOUNT } from "../engine/workspace";
import { ministackFolder } from "../setup/ministack";

/** It is ready within half a second; the rest is for a machine that is busy. */
const READY_WITHIN_MS = 30_000;

/** As much of what ministack printed as an error message quotes. */
const QUOTED_CHARACTERS = 2000;

/** ministack in a process group of its own, with the functions that it runs. */
const IN_ITS_OWN_GROUP = "import os; os.setpgrp(); from ministack.app import main; main()";

/**
 * Runs ministack until standard input ends, which it does when whoever started this is gone, however that came about, and
 * takes its folder away. Asked politely, ministack would wait for functions that run. A Ctrl-C reaches this shell too, and
 * nobody may be left to read what it prints: neither may end it before it has cleaned up.
 */
const UNTIL_INPUT_ENDS = `
  python=$0 program=$1 folder=$2
  endGroup() { kill -s KILL -- "-$ministack"; }
  trap "" INT HUP PIPE
  exec 3<&0
  "$python" -c "$program" 3<&- < /dev/null & ministack=$!
  { cat; endGroup || kill -s KILL "$ministack"; } <&3 > /dev/null 2>&1 & watcher=$!
  wait "$ministack"
  kill "$watcher" 2> /dev/null
  endGroup 2> /dev/null
  cd / && rm -rf "$folder"`;

export interface LocalCloudOptions {
  /**
   * Whether IAM is enforced. The account's own credentials may do everything then too, but a function has its role's
   * rights only, SNS delivers into a queue only where the queue's policy lets it, and a role must be there before its
   * function. Not looked at: a topic's policy for a service, the role's rights to poll, to log and to use a key, and its
   * trust. (Measured in ministack 1.5.33.)
   */
  enforceIam?: boolean;
  /** Where it listens; a port that nobody uses when left out. */
  port?: number;
}

/**
 * A local AWS on a port of this machine: SNS, SQS, Lambda, DynamoDB and more, empty at the start. Nothing of the
 * environment reaches it or the functions that it runs, but for PATH; functions run on the Node that runs this.
 */
export class LocalCloud {
  readonly region = "us-east-1";
  /** ministack takes an access key of 12 digits as the account. */
  readonly account = REHEARSAL_ACCOUNT;
  readonly credentials = { accessKeyId: REHEARSAL_ACCOUNT, secretAccessKey: "local" };

  private constructor(
    readonly endpoint: string,
    private readonly shell: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @throws Error with what ministack printed last, when it does not come up */
  static async start(options: LocalCloudOptions = {}): Promise<LocalCloud> {
    const python = join(ministackFolder(ROOT), "bin", "python");
    if (!existsSync(python))
      throw new Error("No local AWS yet: run node rehearsal/setup (npm test and npm run rehearse do)");
    const { enforceIam = false, port = await freePort() } = options;
    const folder = join(ROOT, ".rehearsal", `cloud-${port}`);
    mkdirSync(folder, { recursive: true });
    const shell = spawn("sh", ["-c", UNTIL_INPUT_ENDS, python, IN_ITS_OWN_GROUP, folder], {
      cwd: folder,
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
        HOME: folder,
        TMPDIR: folder,
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: "127.0.0.1",
        IOT_MTLS_ENABLED: "0",
        SFTP_ENABLED: "0",
        LAMBDA_EXECUTOR: "local",
        AUTH: String(enforceIam),
      },
    });
    let printed = "";
    for (const stream of [shell.stdout, shell.stderr])
      stream.on("data", (chunk: Buffer) => {
        printed = (printed + chunk.toString()).slice(-QUOTED_CHARACTERS);
      });
    const cloud = new LocalCloud(`http://127.0.0.1:${port}`, shell, folder);
    const trouble = await cloud.comesUp();
    if (trouble === undefined) return cloud;
    await cloud.stop();
    throw new Error(`The local AWS ${trouble}:\n${printed.trim()}`);
  }

  /** Forgets everything, in a fraction of a second. */
  async reset(): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_ministack/reset`, { method: "POST" });
    if (!answer.ok) throw new Error(`The local AWS could not be reset: HTTP ${answer.status}`);
  }

  /** Ends it and everything that runs in it, and takes its folder away. */
  async stop(): Promise<void> {
    const ended = this.hasEnded() || once(this.shell, "close");
    this.shell.stdin?.end();
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Why it does not come up; undefined when it does. */
  private async comesUp(): Promise<string | undefined> {
    const end = Date.now() + READY_WITHIN_MS;
    while (Date.now() < end) {
      if (this.hasEnded()) return "ended while it started";
      if (await isReady(this.endpoint)) return undefined;
      await wait(50);
    }
    return `did not come up within ${READY_WITHIN_MS / 1000} s`;
  }

  private hasEnded(): boolean {
    return this.shell.exitCode !== null || this.shell.signalCode !== null;
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
